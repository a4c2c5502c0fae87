using System.Globalization;
using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;
using SupportLine.Tests.Telephony.Sip;

namespace SupportLine.Tests.Telephony.Calls.Phones;

/// <summary>RFC 3261 section 10.3, RFC 3327: the site's own phones register.</summary>
public sealed class RegistrarTests : IDisposable
{
    private readonly SipBench _bench = new(options => options with
    {
        Phones = [new PhoneAccount("anna", TestPhone.Password), new PhoneAccount("ben", TestPhone.Password)],
    });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_phone_is_bound_told_for_how_long_and_gone_when_its_time_is_over()
    {
        var phone = new TestPhone(_bench);
        var ok = await phone.RegisterAsync(expires: 600);
        Assert.Equal((200, "<sip:anna@10.0.0.7:5062>;expires=600"), (ok.Status, ok.Headers.Get("Contact")));
        Assert.True(DateTime.TryParseExact(ok.Headers.Get("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Equal(phone.Source, (await BindingAsync()).Remote);

        _bench.Time.Advance(TimeSpan.FromSeconds(599));
        await BindingAsync();
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(await BindingsAsync());
    }

    [Theory]
    [InlineData(null, "3600")]
    [InlineData(86400, "3600")]
    [InlineData(60, "60")]
    public async Task How_long_is_ours_to_say(int? asked, string given) =>
        Assert.EndsWith($";expires={given}", (await new TestPhone(_bench).RegisterAsync(expires: asked)).Headers.Get("Contact"), StringComparison.Ordinal);

    [Fact]
    public async Task Over_a_connection_it_ends_before_silence_would_close_that() =>
        Assert.EndsWith(";expires=1200", (await new TestPhone(_bench) { Kind = TransportKind.Tcp }.RegisterAsync()).Headers.Get("Contact"), StringComparison.Ordinal);

    [Fact]
    public async Task Too_short_a_time_is_refused_with_the_shortest()
    {
        var refusal = await new TestPhone(_bench).RegisterAsync(expires: 59);
        Assert.Equal((423, "60"), (refusal.Status, refusal.Headers.Get("Min-Expires")));
        Assert.Empty(await BindingsAsync());
    }

    [Fact]
    public async Task A_contacts_own_time_goes_before_that_of_all_and_what_is_no_number_counts_as_none()
    {
        var ok = await new TestPhone(_bench).RegisterAsync("<sip:a@10.0.0.7>;expires=120, <sip:b@10.0.0.7>, <sip:c@10.0.0.7>;expires=soon", 300);
        Assert.Equal(["120", "300", "300"], ok.Addresses("Contact").Select(contact => contact.Parameters["expires"]));
    }

    [Fact]
    public async Task One_contact_is_taken_out_by_zero_and_all_by_a_star()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync("<sip:a@10.0.0.7>, <sip:b@10.0.0.7>, <sip:c@10.0.0.7>");
        await phone.RegisterAsync("<sip:b@10.0.0.7>;expires=0");
        Assert.Equal(["sip:a@10.0.0.7", "sip:c@10.0.0.7"], (await BindingsAsync()).Select(binding => binding.Contact));

        Assert.Equal(400, (await phone.RegisterAsync("*", 60)).Status);
        Assert.Equal(400, (await phone.RegisterAsync("*")).Status);
        Assert.Equal(400, (await phone.RegisterAsync("*, <sip:a@10.0.0.7>", 0)).Status);
        Assert.Equal(2, (await BindingsAsync()).Count);

        var ok = await phone.RegisterAsync("*", 0);
        Assert.Equal((200, false), (ok.Status, ok.Headers.Has("Contact")));
        Assert.Empty(await BindingsAsync());
    }

    [Fact]
    public async Task Without_a_contact_it_only_asks_what_there_is()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync("<sip:a@10.0.0.7>, <sip:b@10.0.0.7>", 600);
        await _bench.PassAsync(10);
        Assert.Equal(["590", "590"], (await phone.RegisterAsync("")).Addresses("Contact").Select(contact => contact.Parameters["expires"]));
    }

    [Fact]
    public async Task A_phone_registers_itself_and_nobody_else()
    {
        var phone = new TestPhone(_bench) { To = "ben" };
        Assert.Equal(403, (await phone.RegisterAsync()).Status);
        Assert.Empty(await BindingsAsync());
    }

    [Fact]
    public async Task An_older_request_of_the_same_call_changes_nothing()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync(expires: 600, cseq: 7);
        await _bench.PassAsync(40);
        Assert.Equal(500, (await phone.RegisterAsync(expires: 0, cseq: 7)).Status);
        Assert.Equal(500, (await phone.RegisterAsync("*", 0, cseq: 6)).Status);
        await BindingAsync();

        // After its restart it counts from the beginning, in another Call-ID.
        phone.Restart();
        Assert.Equal(200, (await phone.RegisterAsync(expires: 0)).Status);
        Assert.Empty(await BindingsAsync());
    }

    [Fact]
    public async Task A_phone_that_comes_again_under_another_address_is_the_same_phone()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync("<sip:anna@10.0.0.7:5062>;+sip.instance=\"<urn:uuid:1>\"");
        phone.Restart();
        await phone.RegisterAsync("<sip:anna@10.0.0.8:5099>;+sip.instance=\"<urn:uuid:1>\"");
        Assert.Equal("sip:anna@10.0.0.8:5099", (await BindingAsync()).Contact);
    }

    [Fact]
    public async Task Five_places_are_enough_and_for_a_sixth_the_one_renewed_longest_ago_goes()
    {
        var phone = new TestPhone(_bench);
        for (var place = 1; place <= 5; place++) Assert.Equal(200, (await phone.RegisterAsync($"<sip:anna@10.0.0.{place}>")).Status);
        Assert.Equal(200, (await phone.RegisterAsync("<sip:anna@10.0.0.1>")).Status);
        Assert.Equal(200, (await new TestPhone(_bench, "ben").RegisterAsync()).Status);

        var ok = await phone.RegisterAsync("<sip:anna@10.0.0.6>");
        Assert.Equal(["10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.1", "10.0.0.6"], ok.Addresses("Contact").Select(contact => contact.Uri.Host));
        Assert.Equal(6, (await BindingsAsync()).Count);
    }

    [Fact]
    public async Task Of_more_than_five_places_those_whose_connection_has_closed_go_first()
    {
        var gone = new TestPhone(_bench) { Kind = TransportKind.Tcp, Source = new IPEndPoint(IPAddress.Parse("203.0.113.20"), 40999) };
        var phone = new TestPhone(_bench);
        for (var place = 1; place <= 4; place++) await phone.RegisterAsync($"<sip:anna@10.0.0.{place}>");
        await gone.RegisterAsync("<sip:anna@10.0.0.5>");
        _bench.Wire.Closed.Add(gone.Source);

        var ok = await phone.RegisterAsync("<sip:anna@10.0.0.6>");
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.6"], ok.Addresses("Contact").Select(contact => contact.Uri.Host));
    }

    [Fact]
    public async Task Six_places_at_once_are_refused_and_change_nothing()
    {
        var phone = new TestPhone(_bench);
        await phone.RegisterAsync();
        var refusal = await phone.RegisterAsync(string.Join(", ", Enumerable.Range(1, 6).Select(place => $"<sip:anna@10.0.1.{place}>")));
        Assert.Equal((403, "Too Many Contacts"), (refusal.Status, refusal.Reason));
        Assert.Equal("sip:anna@10.0.0.7:5062", (await BindingAsync()).Contact);
    }

    [Fact]
    public async Task A_path_is_echoed_and_kept_and_an_extension_that_nobody_knows_is_refused()
    {
        var phone = new TestPhone(_bench) { Source = new IPEndPoint(IPAddress.Parse("198.51.100.70"), 5060) };
        var ok = await phone.RegisterAsync(more: "Path: <sip:198.51.100.70:5080;lr>\nPath: <sip:10.1.1.1;lr>\nSupported: path");
        Assert.Equal(["<sip:198.51.100.70:5080;lr>", "<sip:10.1.1.1;lr>"], ok.Headers.GetAll("Path"));
        var binding = await BindingAsync();
        Assert.Equal(["<sip:198.51.100.70:5080;lr>", "<sip:10.1.1.1;lr>"], binding.Path);
        Assert.Equal("198.51.100.70:5080", binding.Remote.ToString());

        Assert.Equal(200, (await phone.RegisterAsync(more: "Require: path")).Status);
        Assert.Equal("gruu", (await phone.RegisterAsync(more: "Require: path, gruu")).Headers.Get("Unsupported"));
    }

    [Fact]
    public async Task A_path_makes_nobody_a_target_who_did_not_send_it()
    {
        var phone = new TestPhone(_bench) { Source = new IPEndPoint(IPAddress.Parse("198.51.100.70"), 5060) };
        await phone.RegisterAsync(more: "Path: <sip:198.51.100.99:5080;lr>");
        Assert.Equal(phone.Source, (await BindingAsync()).Remote);
    }

    [Fact]
    public async Task What_came_by_a_connection_goes_with_it()
    {
        var phone = new TestPhone(_bench) { Kind = TransportKind.Tcp };
        await phone.RegisterAsync();
        Assert.Equal("tcp", (await BindingAsync()).Transport);
        _bench.Wire.Closed.Add(phone.Source);
        Assert.Empty(await BindingsAsync());
    }

    /// <summary>Who listens at an address that he comes from is found there after our restart; who only names a host is not.</summary>
    [Theory]
    [InlineData("<sip:198.51.100.70:5080;transport=tcp;lr>", "198.51.100.70:5080", true)]
    [InlineData("<sip:198.51.100.70;transport=tcp;lr>", "198.51.100.70:5060", true)]
    [InlineData("<sip:edge.example;transport=tcp;lr>", "198.51.100.70:40123", false)]
    [InlineData("<sip:198.51.100.99:5080;transport=tcp;lr>", "198.51.100.70:40123", false)]
    public async Task A_path_by_a_connection_outlives_it_only_where_the_proxy_says_that_it_listens(string path, string remote, bool outlives)
    {
        var phone = new TestPhone(_bench) { Kind = TransportKind.Tcp, Source = new IPEndPoint(IPAddress.Parse("198.51.100.70"), 40123) };
        await phone.RegisterAsync(more: $"Path: {path}");
        var binding = await BindingAsync();
        Assert.Equal((remote, outlives), (binding.Remote.ToString(), binding.OutlivesUs));

        _bench.Wire.Closed.Add(phone.Source);
        _bench.Wire.Closed.Add(binding.Remote);
        Assert.Equal(outlives ? 1 : 0, (await BindingsAsync()).Count);
    }

    [Fact]
    public async Task Bindings_of_before_a_restart_hold_where_the_way_still_leads()
    {
        var until = _bench.Time.GetUtcNow() + TimeSpan.FromMinutes(10);
        PhoneBinding Was(string phone, string host, TimeSpan? age = null) =>
            new(phone, $"sip:{phone}@{host}", "udp", new IPEndPoint(IPAddress.Parse("203.0.113.20"), 40123), until - (age ?? TimeSpan.Zero)) { CallId = "before", CSeq = 3 };
        await _bench.DoAsync(() =>
        {
            foreach (var was in new[] { Was("anna", "10.0.0.7"), Was("anna", "10.0.0.7"), Was("anna", "10.0.0.8", TimeSpan.FromMinutes(11)), Was("eve", "10.0.0.9") }) _bench.Agent.Phones!.Restore(was);
        });
        Assert.Equal("sip:anna@10.0.0.7", (await BindingAsync()).Contact);

        // What was older than it before is older than it now.
        var phone = new TestPhone(_bench) { CallId = "before" };
        Assert.Equal(500, (await phone.RegisterAsync("<sip:anna@10.0.0.7>", cseq: 3)).Status);
        await _bench.PassAsync(601);
        Assert.Empty(await BindingsAsync());
    }

    [Fact]
    public async Task Where_it_registered_of_several_addresses_of_ours_is_kept()
    {
        await new TestPhone(_bench) { Local = IPEndPoint.Parse("127.0.0.1:5070") }.RegisterAsync();
        Assert.Equal("127.0.0.1:5070", (await BindingAsync()).Local?.ToString());
    }

    [Fact]
    public async Task Nothing_is_left_once_all_have_gone()
    {
        for (var round = 0; round < 50; round++)
        {
            var phone = new TestPhone(_bench) { Contact = $"<sip:anna@10.0.0.{round}>" };
            await phone.RegisterAsync(expires: 60);
            await phone.RegisterAsync("*", 0);
        }

        await _bench.PassAsync(40);
        Assert.Equal((0, 0), (_bench.Layer.Count, (await BindingsAsync()).Count));
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        await new TestPhone(_bench).RegisterAsync();
        Assert.Equal(1, _bench.Agent.Phones!.Digest.Remembered);
    }

    private async Task<IReadOnlyList<PhoneBinding>> BindingsAsync()
    {
        IReadOnlyList<PhoneBinding> bindings = [];
        await _bench.DoAsync(() => { });
        await _bench.DoAsync(() => bindings = _bench.Agent.Phones!.Bindings());
        return bindings;
    }

    private async Task<PhoneBinding> BindingAsync() => Assert.Single(await BindingsAsync());
}
