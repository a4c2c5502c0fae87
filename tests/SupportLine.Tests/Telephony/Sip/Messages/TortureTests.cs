using System.Text;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Shared;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>
/// The 49 messages of RFC 4475, each with the verdict of the RFC's own text as far as messages alone decide it. What
/// the user agent decides (405, 415, 420) is 0 here: the message is fit to be handled.
/// </summary>
public sealed class TortureTests
{
    /// <summary>The response or the datagram is dropped without a word.</summary>
    private const int Silence = -1;

    [SkippableTheory]
    [InlineData("3.1.1.1", "wsinv", 0)]
    [InlineData("3.1.1.2", "intmeth", 0)]
    [InlineData("3.1.1.3", "esc01", 0)]
    [InlineData("3.1.1.4", "escnull", 0)]
    [InlineData("3.1.1.5", "esc02", 0)]
    [InlineData("3.1.1.6", "lwsdisp", 0)]
    [InlineData("3.1.1.7", "longreq", 0)]
    [InlineData("3.1.1.8", "dblreq", 0)]
    [InlineData("3.1.1.9", "semiuri", 0)]
    [InlineData("3.1.1.10", "transports", 0)]
    [InlineData("3.1.1.11", "mpart01", 0)]
    [InlineData("3.1.1.12", "unreason", 0)]
    [InlineData("3.1.1.13", "noreason", 0)]
    [InlineData("3.1.2.1", "badinv01", 400)]
    [InlineData("3.1.2.2", "clerr", 400)]
    [InlineData("3.1.2.3", "ncl", 400)]
    [InlineData("3.1.2.4", "scalar02", 400)]
    [InlineData("3.1.2.5", "scalarlg", Silence)]
    [InlineData("3.1.2.6", "quotbal", 400)]
    [InlineData("3.1.2.7", "ltgtruri", 400)]
    [InlineData("3.1.2.8", "lwsruri", 400)]
    [InlineData("3.1.2.9", "lwsstart", 400)]
    [InlineData("3.1.2.10", "trws", 400)]
    [InlineData("3.1.2.11", "escruri", 400)]
    [InlineData("3.1.2.12", "baddate", 400)]
    [InlineData("3.1.2.13", "regbadct", 400)]
    [InlineData("3.1.2.14", "badaspec", 400)]
    [InlineData("3.1.2.15", "baddn", 400)]
    [InlineData("3.1.2.16", "badvers", 505)]
    [InlineData("3.1.2.17", "mismatch01", 400)]
    [InlineData("3.1.2.18", "mismatch02", 501)]
    [InlineData("3.1.2.19", "bigcode", Silence)]
    [InlineData("3.2.1", "badbranch", 400)]
    [InlineData("3.3.1", "insuf", 400)]
    [InlineData("3.3.2", "unkscm", 416)]
    [InlineData("3.3.3", "novelsc", 416)]
    [InlineData("3.3.4", "unksm2", 0)]
    [InlineData("3.3.5", "bext01", 0)]
    [InlineData("3.3.6", "invut", 0)]
    [InlineData("3.3.7", "regaut01", 0)]
    [InlineData("3.3.8", "multi01", 400)]
    [InlineData("3.3.9", "mcl01", 400)]
    [InlineData("3.3.10", "bcast", Silence)]
    [InlineData("3.3.11", "zeromf", 0)]
    [InlineData("3.3.12", "cparam01", 0)]
    [InlineData("3.3.13", "cparam02", 0)]
    [InlineData("3.3.14", "regescrt", 0)]
    [InlineData("3.3.15", "sdp01", 406)]
    [InlineData("3.4.1", "inv2543", 0)]
    public void Each_gets_the_verdict_of_its_section(string section, string name, int status)
    {
        Assert.StartsWith("3.", section, StringComparison.Ordinal);

        Assert.Equal(status, Verdict(Read(name)));
    }

    [SkippableFact]
    public void None_is_forgotten()
    {
        var rows = typeof(TortureTests).GetMethod(nameof(Each_gets_the_verdict_of_its_section))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Length;

        var folder = Path.Combine(VectorFiles.Folder(), "rfc4475");
        Skip.IfNot(Directory.Exists(folder), "the messages of RFC 4475 are not present beside the checkout");

        Assert.Equal(Directory.GetFiles(folder, "*.dat").Length, rows);
    }

    [SkippableFact]
    public void The_short_tortuous_INVITE_is_understood_to_the_last_fold()
    {
        var invite = (SipRequest)Wire.Message(Read("wsinv"));

        Assert.Equal("J Rosenberg \\\"", invite.From!.Display);
        Assert.Equal("98asjd8", invite.From.Tag);
        Assert.Equal("1918181833n", invite.To!.Tag);
        Assert.Equal(68, invite.MaxForwards);
        Assert.Equal(9u, invite.CSeq!.Value.Number);
        Assert.Equal(["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"], invite.Vias.Select(via => via.Branch));
        Assert.Equal(["192.0.2.2", "spindle.example.com", "192.168.255.111"], invite.Vias.Select(via => via.Host));
        Assert.Equal("newfangled value continued newfangled value", invite.Headers.Get("NewFangledHeader"));
        Assert.Equal("", invite.Headers.Get("Subject"));
        Assert.Equal("Quoted string \"\"", invite.Contact!.Display);
        Assert.Equal("0.33", invite.Contact.Parameters["q"]);
        Assert.True(Assert.Single(invite.Addresses("Route")).Uri.Parameters.Has("lr"));
        Assert.Equal(150, invite.Body.Length);
    }

    [SkippableFact]
    public void Escapes_are_resolved_where_they_are_escapes_and_only_there()
    {
        var invite = (SipRequest)Wire.Message(Read("esc01"));
        Assert.Equal("sips:user@example.com", invite.RequestUri!.User);
        Assert.Equal("user", invite.To!.Uri.User);
        Assert.Equal("I have spaces", invite.From!.Uri.User);
        Assert.Equal("caller", invite.Contact!.Uri.User);
        Assert.True(invite.Contact.Uri.Parameters.Has("lr"));
        Assert.Equal("value%2541", invite.Contact.Uri.Parameters["name"]);

        var register = (SipRequest)Wire.Message(Read("escnull"));
        Assert.Equal("null-\0-null", register.To!.Uri.User);
        Assert.Equal(["\0", "\0\0"], register.Addresses("Contact").Select(contact => contact.Uri.User));

        var other = (SipRequest)Wire.Message(Read("esc02"));
        Assert.NotEqual(SipMethod.Register, other.Method);
        Assert.Equal("%Z%45", other.To!.Display);
        Assert.Equal(2, other.Headers.CountOf("Contact"));
    }

    [SkippableFact]
    public void Strange_characters_survive()
    {
        var request = (SipRequest)Wire.Message(Read("intmeth"));
        Assert.Equal("!interesting-Method0123456789_*+`.%indeed'~", request.Method.Name);
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", request.RequestUri!.User);
        Assert.Equal("BEL:\a NUL:\0 DEL:\x7f", request.To!.Display);
        Assert.Equal("token1~` token2'+_ token3*%!.-", request.From!.Display);

        var semicolon = (SipRequest)Wire.Message(Read("semiuri"));
        Assert.Equal("user;par=u@example.net", semicolon.RequestUri!.User);
        Assert.Empty(semicolon.RequestUri.Parameters.Items);
    }

    [SkippableFact]
    public void Of_two_requests_in_one_datagram_the_first_counts()
    {
        var request = (SipRequest)Wire.Message(Read("dblreq"));

        Assert.Equal(SipMethod.Register, request.Method);
        Assert.Equal(0, request.Body.Length);
    }

    [SkippableFact]
    public void All_Vias_of_the_long_request_are_counted()
    {
        var request = (SipRequest)Wire.Message(Read("longreq"));

        Assert.Equal(34, request.Vias.Count());
        Assert.Equal("sip33.example.com", request.TopVia!.Host);
    }

    [SkippableFact]
    public void Parameters_belong_to_the_header_without_brackets_and_to_the_URI_within()
    {
        var bare = ((SipRequest)Wire.Message(Read("cparam01"))).Contact!;
        Assert.True(bare.Parameters.Has("unknownparam"));
        Assert.Empty(bare.Uri.Parameters.Items);

        var bracketed = ((SipRequest)Wire.Message(Read("cparam02"))).Contact!;
        Assert.True(bracketed.Uri.Parameters.Has("unknownparam"));
        Assert.Empty(bracketed.Parameters.Items);

        var escaped = ((SipRequest)Wire.Message(Read("regescrt"))).Contact!;
        Assert.Equal("Route=%3Csip:sip.example.com%3E", escaped.Uri.Headers);
    }

    [SkippableFact]
    public void A_reason_phrase_may_be_any_UTF8_or_none()
    {
        Assert.Equal("", ((SipResponse)Wire.Message(Read("noreason"))).Reason);
        Assert.StartsWith("= 2**3 * 5**2 но сто девяносто девять", ((SipResponse)Wire.Message(Read("unreason"))).Reason, StringComparison.Ordinal);
    }

    private static int Verdict(byte[] bytes)
    {
        var verdict = SipParser.Parse(bytes, stream: false, out var message, out _, out _);
        return (verdict, message) switch
        {
            (ParseVerdict.Parsed, SipRequest request) => MessageValidator.Check(request, out _),
            (ParseVerdict.Parsed, SipResponse response) => MessageValidator.IsUsable(response) ? 0 : Silence,
            (_, SipRequest request) when MessageValidator.CanBeAnswered(request) => 400,
            _ => Silence,
        };
    }

    private static byte[] Read(string name) => VectorFiles.Read($"rfc4475/{name}.dat");
}
