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

    [Fact]
    public void No_mutant_is_too_much_for_the_parser()
    {
        var random = new Random(4475);
        var verdicts = new int[3];
        for (var i = 0; i < Mutants; i++)
        {
            var mutant = Mutant.Of(Seeds[random.Next(Seeds.Length)], random);
            verdicts[(int)Use(mutant, stream: (i & 1) == 0)]++;
        }

        // The sample is worth something only where every outcome is among it, and often.
        Assert.All(verdicts, count => Assert.InRange(count, Mutants / 50, Mutants));
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
