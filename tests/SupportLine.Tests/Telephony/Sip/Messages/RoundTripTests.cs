using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>Messages rebuilt from their parsed fields, not from the slices they came in, say the same again.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Token = Gen.Elements("a", "Z9", "x-y", "q.r!", "%41", "*_+`'~").NonEmptyListOf().Select(parts => string.Concat(parts.Take(3)));
    private static readonly Gen<string> Anything = Gen.Elements("a", "Ñ", " ", "\"", "\\", "<", ">", ";", ",", "@", "%", "\t", "日本", "\0").ListOf().Select(parts => string.Concat(parts).Trim());
    private static readonly Gen<string> Host = Gen.Elements("example.com", "192.0.2.1", "[2001:db8::1]", "host-1.x_y.org");
    private static readonly Gen<int> Port = Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 65_535));

    private static readonly Gen<Parameters> ParameterList =
        from names in Gen.Elements("tag", "lr", "q", "expires", "x-param").ListOf(2)
        from values in Gen.OneOf(Gen.Constant<string?>(null), Token.Select(value => (string?)value), Anything.Select(value => (string?)SipGrammar.Quote(value))).ListOf(2)
        select names.Zip(values).Aggregate(Parameters.None, (list, item) => list.With(item.First, item.Second));

    private static readonly Gen<Parameters> UriParameterList =
        from names in Gen.Elements("transport", "lr", "user", "x-param").ListOf(2)
        from values in Gen.Elements<string?>(null, "tcp", "phone", "a%25b", "[x]/y:z&+$").ListOf(2)
        select names.Zip(values).Aggregate(Parameters.None, (list, item) => list.With(item.First, item.Second));

    private static readonly Gen<SipUri> Uri =
        from user in Anything
        from host in Host
        from port in Port
        from parameters in UriParameterList
        select SipUri.Sip(user, host, port, parameters);

    private static readonly Gen<NameAddress> Address =
        from display in Anything
        from uri in Uri
        from parameters in ParameterList
        select new NameAddress(display, uri, parameters);

    [Property(MaxTest = 500)]
    public Property A_URI_is_read_as_it_was_written() => Prop.ForAll(Uri.ToArbitrary(), uri =>
        SipUri.TryParse(uri.ToString(), out var again) && Same(uri, again) && uri.IsEquivalentTo(again) && again.ToString() == uri.ToString());

    [Property(MaxTest = 500)]
    public Property An_address_is_read_as_it_was_written() => Prop.ForAll(Address.ToArbitrary(), address =>
        NameAddress.TryParse(address.ToString(), out var again) && Same(address, again));

    [Property(MaxTest = 500)]
    public Property A_Via_is_read_as_it_was_written() => Prop.ForAll(
        (from transport in Gen.Elements("UDP", "TCP", "TLS", "X-NEW")
         from host in Host
         from port in Port
         from parameters in ParameterList
         select new Via(transport, host, port, parameters)).ToArbitrary(),
        via => Via.TryParse(via.ToString(), out var again)
            && (again.Transport, again.Host, again.Port) == (via.Transport, via.Host, via.Port)
            && again.Parameters.Items.SequenceEqual(via.Parameters.Items));

    [Property(MaxTest = 300)]
    public Property A_message_is_read_as_it_was_rebuilt() => Prop.ForAll(
        (from uri in Uri
         from addresses in Address.ListOf(3)
         from number in Gen.Choose(0, int.MaxValue)
         from method in Gen.Elements("INVITE", "BYE", "NEW-METHOD")
         from body in Anything
         select Build(uri, addresses, (uint)number, SipMethod.Of(method), body)).ToArbitrary(),
        request =>
        {
            var read = (SipRequest)Wire.Message(request.ToBytes());
            var again = (SipRequest)Wire.Message(Rebuild(read).ToBytes());
            return again.Method == request.Method && Same(again.RequestUri!, request.RequestUri!)
                && Same(again.From!, request.From!) && Same(again.To!, request.To!) && Same(again.Contact!, request.Contact!)
                && again.CSeq == request.CSeq && again.CallId == request.CallId && again.Body.Span.SequenceEqual(request.Body.Span);
        });

    [Fact]
    public void Every_valid_line_of_an_INVITE_survives_being_printed()
    {
        var first = Wire.Request(Wire.Invite("Subject: a", " folded one", "s: twice", "X-Odd: ;;,,;", "Content-Type: application/sdp"));
        var second = Wire.Message(first.ToBytes());

        Assert.Equal(first.Headers.All(), second.Headers.All().Where(header => header.Key != HeaderName.ContentLength));
    }

    private static SipRequest Build(SipUri uri, IEnumerable<NameAddress> addresses, uint number, SipMethod method, string body)
    {
        var list = addresses.ToList();
        var request = new SipRequest(method, uri.ToString()) { Body = Encoding.UTF8.GetBytes(body) };
        request.Headers.Add(HeaderName.From, list[0].ToString()).Add(HeaderName.To, list[1].ToString())
            .Add(HeaderName.Contact, $"{list[2]}, <sip:second@example.com>").Add(HeaderName.CallId, "1@x").Add(HeaderName.CSeq, new CSeq(number, method).ToString());
        return request;
    }

    private static SipRequest Rebuild(SipRequest read)
    {
        var uri = read.RequestUri!;
        return Build(SipUri.Sip(uri.User, uri.Host, uri.Port, uri.Parameters), [Copy(read.From!), Copy(read.To!), Copy(read.Contact!)],
            read.CSeq!.Value.Number, SipMethod.Of(read.CSeq.Value.Method.Name), Encoding.UTF8.GetString(read.Body.Span));
    }

    private static NameAddress Copy(NameAddress read) =>
        new(read.Display, SipUri.Sip(read.Uri.User, read.Uri.Host, read.Uri.Port, read.Uri.Parameters), read.Parameters);

    private static bool Same(NameAddress one, NameAddress other) =>
        one.Display == other.Display && Same(one.Uri, other.Uri) && one.Parameters.Items.SequenceEqual(other.Parameters.Items);

    private static bool Same(SipUri one, SipUri other) =>
        (one.Scheme, one.User, one.Host, one.Port, one.Headers) == (other.Scheme, other.User, other.Host, other.Port, other.Headers)
        && one.Parameters.Items.SequenceEqual(other.Parameters.Items);
}
