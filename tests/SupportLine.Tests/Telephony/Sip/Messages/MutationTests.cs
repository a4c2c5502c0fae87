using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip.Messages;

/// <summary>A seeded sample of hostile input: whatever the bytes are, nothing is thrown and nothing is forgotten.</summary>
public sealed class MutationTests
{
    private const int Mutants = 50_000;

    private static readonly byte[][] Seeds =
    [
        Wire.Bytes(Wire.Invite("Record-Route: <sip:p1.example.com;lr;r2=on>, <sip:p2.example.com;lr>", "Content-Length: 0", "P-Asserted-Identity: \"A\" <sip:+34600@b>")),
        Wire.Bytes("REGISTER sip:b SIP/2.0", "v: SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bK1 , SIP / 2.0 / UDP a", "f: a<sip:%41@b>;tag=1", "t: sip:a@b", "i: 1", "CSeq: 1 REGISTER", "m: *", "Date: Sat, 13 Nov 2010 23:29:00 GMT"),
        Wire.Bytes("SIP/2.0 401 Unauthorized", Wire.Via, "From: <sip:a@b>;tag=1", "To: <sip:a@b>;tag=2", "Call-ID: 1", "CSeq: 1 INVITE", "Subject: folded", " on"),
    ];

    private static readonly byte[][] Grains =
    [
        "\r\n"u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "\r\n "u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(), "<"u8.ToArray(), ">"u8.ToArray(),
        ";"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(), "%"u8.ToArray(), "%00"u8.ToArray(), "="u8.ToArray(), "@"u8.ToArray(), "?"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), "\0"u8.ToArray(),
        [0xff], [0xc3], "99999999999999999999"u8.ToArray(), "-1"u8.ToArray(), " "u8.ToArray(), "Content-Length: 70000\r\n"u8.ToArray(), "SIP/2.0"u8.ToArray(), "z9hG4bK"u8.ToArray(), new byte[300],
    ];

    [Fact]
    public void No_mutant_is_too_much_for_the_parser()
    {
        var random = new Random(4475);
        var verdicts = new int[3];
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutate(Seeds[random.Next(Seeds.Length)], random);
            verdicts[(int)Use(mutant, stream: (i & 1) == 0)]++;
        }

        // The sample is worth something only where every outcome is among it, and often.
        Assert.All(verdicts, count => Assert.InRange(count, Mutants / 50, Mutants));
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.InsertRange(at, Grains[random.Next(Grains.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    if (random.Next(8) == 0)
                    {
                        bytes.RemoveRange(at, bytes.Count - at);
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Everything that is done with a message on arrival, and its way out again.</summary>
    private static ParseVerdict Use(byte[] mutant, bool stream)
    {
        var verdict = SipParser.Parse(mutant, stream, out var message, out var consumed, out var reason);
        Assert.Equal(verdict == ParseVerdict.Rejected, reason != RejectReason.None);
        if (verdict == ParseVerdict.Parsed)
        {
            Assert.InRange(consumed, 1, mutant.Length);
        }

        if (message is SipRequest request)
        {
            _ = MessageValidator.Check(request, out _);
            _ = request.Vias.Count() + request.Addresses(HeaderName.RecordRoute).Count();
            _ = request.RequestUri is { } uri && request.From is { } from && uri.IsEquivalentTo(from.Uri);
            var answer = SipResponse.For(request, 400, "tag").ToBytes();
            if (verdict == ParseVerdict.Parsed && MessageValidator.Check(request, out _) == 0)
            {
                // What is fit to be handled is answered by something that is a message itself.
                Assert.True(MessageValidator.IsUsable(OneVia(answer)));
            }
        }
        else if (message is SipResponse response)
        {
            _ = MessageValidator.IsUsable(response);
        }

        Assert.True(message is null || message.ToBytes().Length > 0);
        return verdict;
    }

    private static SipResponse OneVia(byte[] answer)
    {
        var response = (SipResponse)Wire.Message(answer);
        response.Headers.Set(HeaderName.Via, response.TopVia!.ToString());
        return response;
    }
}
