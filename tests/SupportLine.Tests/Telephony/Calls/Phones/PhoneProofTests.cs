using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;
using SupportLine.Tests.Telephony.Sip.Transport;

namespace SupportLine.Tests.Telephony.Calls.Phones;

/// <summary>RFC 3261 section 22, RFC 8760: who says that he is a phone of ours proves it.</summary>
public sealed class PhoneProofTests : IDisposable
{
    private readonly SipBench _bench = new(options => options with
    {
        Phones = [new PhoneAccount("anna", TestPhone.Password)],
        Trunks = [new Trunk("pbx", [IPNetwork.Parse("198.51.100.50/32")], false, null)],
    });

    private readonly EventIds _events = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_is_asked_by_both_algorithms_the_better_one_first_and_without_state()
    {
        var phone = new TestPhone(_bench);
        await phone.SendAsync(Register(phone));
        var challenges = _bench.LastResponse.Headers.GetAll("WWW-Authenticate").Select(text => DigestChallenge.TryParse(text, out var read) ? read : null).ToList();
        Assert.Equal([DigestAlgorithm.Sha256, DigestAlgorithm.Md5], challenges.Select(challenge => challenge!.Algorithm));
        Assert.All(challenges, challenge => Assert.Equal(("supportline", DigestQop.Auth, false), (challenge!.Realm, challenge.Qop, challenge.IsStale)));
        Assert.Equal(phone.Source, _bench.Wire.SentTo[^1]);
        Assert.Equal(0, _bench.Layer.Count);
    }

    [Fact]
    public async Task Where_an_older_phone_fails_at_the_better_one_it_is_asked_by_MD5_alone()
    {
        using var bench = new SipBench(options => options with { Md5Alone = true, Phones = [new PhoneAccount("anna", TestPhone.Password)] });
        var phone = new TestPhone(bench);
        await phone.SendAsync(Register(phone));
        Assert.Equal("MD5", AlgorithmsOf(bench.LastResponse));
    }

    [Fact]
    public async Task What_it_is_asked_is_no_longer_than_what_came()
    {
        var phone = new TestPhone(_bench);
        var came = Register(phone).ToBytes().Length;
        await phone.SendAsync(Register(phone));
        Assert.InRange(_bench.LastResponse.ToBytes().Length, 1, came);

        await phone.SendAsync(Short($"User-Agent: {new string('a', 125)}\n"));
        Assert.Equal("MD5", AlgorithmsOf(_bench.LastResponse));
        var sent = _bench.Wire.Sent.Count;
        await phone.SendAsync(Short(""));
        Assert.Equal(sent, _bench.Wire.Sent.Count);
    }

    [Theory]
    [InlineData("anna", "guessed it")]
    [InlineData("nobody", TestPhone.Password)]
    public async Task A_wrong_password_and_a_name_that_is_none_are_met_alike(string name, string password)
    {
        var phone = new TestPhone(_bench, name, password);
        var refusal = await phone.RegisterAsync();
        Assert.Equal((401, "SHA-256 MD5"), (refusal.Status, AlgorithmsOf(refusal)));
        Assert.DoesNotContain("stale", refusal.Headers.Get("WWW-Authenticate"), StringComparison.Ordinal);
        refusal = await phone.InviteAsync();
        Assert.Equal(401, refusal.Status);
        Assert.Empty(_bench.Incoming);
    }

    [Fact]
    public async Task A_right_answer_is_good_once_for_its_very_request()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        var again = phone.Authorized(Register(phone));
        await phone.SendAsync(again);
        Assert.Equal(200, _bench.LastResponse.Status);

        // Sent again as the network may, it is the same transaction; taken by somebody else, it is worth nothing.
        await phone.SendAsync(again);
        Assert.Equal(200, _bench.LastResponse.Status);
        await phone.SendAsync(Changed(again, "branch=z9hG4bK", "branch=z9hG4bKother"));
        Assert.Equal(401, _bench.LastResponse.Status);
        Assert.Contains("stale=true", _bench.LastResponse.Headers.Get("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_overtake_one_another_are_all_good()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        var (second, third) = (phone.Authorized(Register(phone)), phone.Authorized(Register(phone, "*", "Expires: 0\n")));
        await phone.SendAsync(third);
        Assert.Equal(200, _bench.LastResponse.Status);
        await phone.SendAsync(second);
        Assert.Equal(200, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task After_five_minutes_the_same_password_is_asked_for_with_a_new_nonce()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        _bench.Time.Advance(TimeSpan.FromSeconds(301));
        await phone.SendAsync(phone.Authorized(Register(phone)));
        Assert.Equal(401, _bench.LastResponse.Status);
        Assert.Contains("stale=true", _bench.LastResponse.Headers.Get("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(200, (await phone.RegisterAsync()).Status);
    }

    [Fact]
    public async Task In_the_second_in_which_a_nonce_ends_no_answer_is_good_twice()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        var taken = phone.Authorized(Register(phone));
        await phone.SendAsync(taken);
        _bench.Time.Advance(TimeSpan.FromSeconds(300.5));
        await phone.SendAsync(Changed(taken, "branch=z9hG4bK", "branch=z9hG4bKother"));
        Assert.Equal(401, _bench.LastResponse.Status);
        Assert.Contains("stale=true", _bench.LastResponse.Headers.Get("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_is_good_from_where_it_was_given_alone()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        phone.Source = new IPEndPoint(IPAddress.Parse("203.0.113.99"), 5060);
        await phone.SendAsync(phone.Authorized(Register(phone)));
        Assert.Equal(401, _bench.LastResponse.Status);
        Assert.Equal(200, (await phone.RegisterAsync()).Status);
    }

    [Fact]
    public async Task Wrong_passwords_end_in_a_ban()
    {
        var phone = new TestPhone(_bench, "anna", "guessed it");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Admission.Stranger, _bench.Agent.Admits(phone.Source.Address));
            await phone.RegisterAsync();
            phone.Restart();
        }

        Assert.Equal(Admission.Silence, _bench.Agent.Admits(phone.Source.Address));
    }

    /// <summary>As a proxy before us may write it, or a phone that leaves a parameter out.</summary>
    [Theory]
    [InlineData("REGISTER sip:10.0.0.20:5060;transport=tcp")]
    [InlineData("REGISTER sips:other.example")]
    public async Task An_answer_made_for_another_form_of_the_address_is_good(string line)
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        await phone.SendAsync(Changed(phone.Authorized(Register(phone)), "REGISTER sip:supportline.example", line));
        Assert.Equal(200, _bench.LastResponse.Status);
    }

    [Fact]
    public async Task The_right_password_for_somebody_else_is_refused_and_is_no_guess()
    {
        using var bench = new SipBench(options => options with { Phones = [new PhoneAccount("anna", TestPhone.Password)] }, logger: _events);
        var phone = new TestPhone(bench) { Kind = TransportKind.Tcp };
        for (var i = 0; i < 30; i++)
        {
            var refusal = await phone.AskedAsync(() => Register(phone), answered => Changed(answered, "REGISTER sip:supportline.example", "REGISTER sip:anna@supportline.example"));
            Assert.Equal((400, "Made For Another Address"), (refusal.Status, refusal.Reason));
            phone.Restart();
        }

        Assert.Empty(bench.Agent.Strangers.Bans);
        Assert.Contains(1604, _events.Seen);
        Assert.Equal(200, (await phone.RegisterAsync()).Status);
    }

    [Fact]
    public async Task A_wrong_password_is_a_guess_whatever_it_was_made_for()
    {
        for (var i = 0; i < 3; i++)
        {
            var phone = new TestPhone(_bench, "anna", $"guess {i}") { Kind = TransportKind.Tcp };
            await phone.AskedAsync(() => Register(phone), answered => Changed(answered, "REGISTER sip:supportline.example", "REGISTER sip:anna@supportline.example"));
        }

        Assert.Single(_bench.Agent.Strangers.Bans);
    }

    [Fact]
    public async Task Once_banned_the_right_password_does_not_help_by_a_connection_that_still_stands()
    {
        for (var i = 0; i < 3; i++) await new TestPhone(_bench, "anna", $"guess {i}") { Kind = TransportKind.Tcp }.RegisterAsync();
        Assert.Single(_bench.Agent.Strangers.Bans);
        _bench.Wire.Clear();
        var right = new TestPhone(_bench) { Kind = TransportKind.Tcp };
        await right.SendAsync(Register(right));

        Assert.Empty(_bench.Wire.Sent);
        Assert.Empty(_bench.Agent.Phones!.Bindings());
    }

    [Fact]
    public async Task Whoever_writes_the_address_of_a_registered_phone_bans_nobody()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        for (var i = 0; i < 60; i++) await phone.SendAsync(Register(phone, more: "User-Agent: friendly-scanner\n"));

        Assert.Empty(_bench.Agent.Strangers.Bans);
    }

    [Fact]
    public async Task A_whole_office_that_registers_is_not_banned_nor_what_its_phones_ask_for_besides()
    {
        for (var i = 0; i < 60; i++)
        {
            var phone = new TestPhone(_bench) { Kind = TransportKind.Tcp };
            await phone.RegisterAsync();
            await phone.SendAsync(phone.Request("SUBSCRIBE", "sip:anna@supportline.example", "Event: message-summary"));
            Assert.Equal(403, _bench.LastResponse.Status);
        }

        Assert.Empty(_bench.Agent.Strangers.Bans);
    }

    [Fact]
    public async Task A_scanner_that_registers_hears_nothing()
    {
        var phone = new TestPhone(_bench);
        await phone.SendAsync(Register(phone, more: "User-Agent: friendly-scanner\n"));
        Assert.Empty(_bench.Wire.Sent);
    }

    [Fact]
    public async Task A_phone_that_calls_is_known_by_its_password_whatever_its_From_says()
    {
        var phone = new TestPhone(_bench);
        await phone.InviteAsync();
        Assert.Equal("401 100", _bench.Wire.Trace);
        Assert.Equal(("anna", "anna", "5000"), (_bench.Call.Party.Phone, _bench.Call.Party.Number, _bench.Call.Dialled));

        var eve = new TestPhone(_bench);
        await eve.AskedAsync(() => Changed(
            eve.Request("INVITE", "sip:5000@192.0.2.1", $"Contact: {eve.Contact}"), "From: <sip:anna@", "From: <sip:boss@"));
        Assert.Equal("anna", _bench.Incoming[1].Party.Number);
    }

    [Fact]
    public async Task Within_its_call_it_is_not_asked_again_and_is_reached_through_its_NAT()
    {
        var phone = new TestPhone(_bench);
        await phone.InviteAsync();
        var answering = await _bench.BeginAnswerAsync();
        await phone.SendAsync(InDialog(phone, "ACK", 2));
        await answering;
        await phone.SendAsync(InDialog(phone, "INFO", 3));
        Assert.Equal(200, _bench.LastResponse.Status);
        await _bench.Call.HangUpAsync(default);
        Assert.Equal(("BYE", "sip:anna@10.0.0.7:5062", phone.Source), (_bench.LastRequest.Method.Name, _bench.LastRequest.RequestUriText, _bench.Wire.SentTo[^1]));
        Assert.True(_bench.Wire.Flows[^1].IsOnlyWay);
    }

    [Fact]
    public async Task Of_those_the_operator_named_only_who_claims_to_be_a_phone_proves_it_and_a_trunk_never()
    {
        var allowed = IPAddress.Parse("198.51.100.9");
        await _bench.InviteAsync(from: allowed);
        Assert.Null(_bench.Call.Party.Phone);

        var phone = new TestPhone(_bench) { Source = new IPEndPoint(allowed, 5060) };
        await phone.SendAsync(phone.Request("INVITE", "sip:5000@192.0.2.1"));
        Assert.Equal(401, _bench.LastResponse.Status);
        Assert.Single(_bench.Incoming);

        phone.Source = new IPEndPoint(IPAddress.Parse("198.51.100.50"), 5060);
        await phone.SendAsync(phone.Request("INVITE", "sip:5000@192.0.2.1"));
        Assert.Equal(("pbx", null), (_bench.Incoming[1].Party.Trunk, _bench.Incoming[1].Party.Phone));
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_to_those_the_operator_named_before_they_are_asked()
    {
        var phone = new TestPhone(_bench) { Source = TestWire.There };
        await phone.SendAsync((SipRequest)TestMessage.Parse("REGISTER sip:b SIP/2.0\nVia: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bK1\nFrom: <sip:a@b>;tag=1\nTo: <sip:a@b>\nCall-ID: 1\nCSeq: one REGISTER\n\n"));
        Assert.Equal(400, _bench.LastResponse.Status);
    }

    private static string AlgorithmsOf(SipResponse response) => string.Join(' ', response.Headers.GetAll("WWW-Authenticate")
        .Select(text => DigestChallenge.TryParse(text, out var challenge) ? challenge.Algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5" : "?"));

    private static SipRequest Register(TestPhone phone, string? contact = null, string more = "") =>
        phone.Request("REGISTER", "sip:supportline.example", $"{more}Contact: {contact ?? phone.Contact}");

    private static SipRequest Changed(SipRequest request, string from, string to) =>
        (SipRequest)TestMessage.Parse(System.Text.Encoding.UTF8.GetString(request.ToBytes()).Replace(from, to, StringComparison.Ordinal));

    private static SipRequest Short(string more) => (SipRequest)TestMessage.Parse(
        $"REGISTER sip:b SIP/2.0\nVia: SIP/2.0/UDP a;branch=z9hG4bK1;rport=1;received=203.0.113.20\nFrom: <sip:a@b>;tag=1\nTo: <sip:a@b>\nCall-ID: 1\nCSeq: 1 REGISTER\nContact: <sip:a@b>\nMax-Forwards: 70\n{more}\n");

    private SipRequest InDialog(TestPhone phone, string method, uint cseq) => Changed(
        phone.Request(method, "sip:supportline@127.0.0.1", cseq: cseq),
        "To: <sip:5000@supportline.example>",
        $"To: <sip:5000@supportline.example>;tag={_bench.Call.Dialog!.Id.LocalTag}");
}
