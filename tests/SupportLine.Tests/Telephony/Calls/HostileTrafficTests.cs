using System.Globalization;
using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Tests.Telephony.Sip;
using SupportLine.Tests.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>
/// Mutated messages at the whole signalling stack, in and out of calls that stand: nothing is thrown, nothing hangs, nothing is
/// left. <c>SUPPORTLINE_MUTANTS=10000000</c> makes a long proof of the sample.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class HostileTrafficTests
{
    private const int Sample = 40_000;
    private const int Batch = 500;

    /// <summary>Batches between two times that everything is let run out.</summary>
    private const int Round = 20;

    /// <summary>Media ports of its own, beyond those of other benches; other runs on the machine have others.</summary>
    private static readonly int Ports = 11_600 + ((Environment.ProcessId & 15) * 20);

    /// <summary>What a round may leave behind, octets: nothing that grows with ten thousand messages.</summary>
    private const long Slack = 4_000_000;

    private static readonly IPEndPoint Stranger = new(IPAddress.Parse("203.0.113.66"), 5060);

    private static readonly string[] InDialog = ["ACK", "BYE", "INVITE", "UPDATE", "INFO", "PRACK", "OPTIONS", "REFER", "NOTIFY"];

    private static readonly int[] Statuses = [100, 180, 183, 200, 202, 302, 401, 407, 408, 422, 481, 486, 491, 500, 503, 603, 699];

    private static int Mutants =>
        int.TryParse(Environment.GetEnvironmentVariable("SUPPORTLINE_MUTANTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Sample;

    [Fact]
    public async Task Mutated_messages_throw_nothing_hang_nothing_and_leave_nothing()
    {
        var random = new Random(3261);
        using var bench = new SipBench(options => options with { Phones = [new PhoneAccount("anna", "correct horse")] }, ports: Ports);
        var (sent, parsed, answered, settled) = (0, 0, 0, 0L);
        for (var batch = 1; sent < Mutants; batch++)
        {
            await PlaceAndAnswerAsync(bench, random);
            await bench.DoAsync(() =>
            {
                for (var i = 0; i < Batch; i++, sent++)
                {
                    if (SipParser.Parse(Mutated(bench, random, sent), stream: false, out var message, out _, out _) != ParseVerdict.Parsed) continue;
                    parsed++;

                    // Nobody guesses the password: what is behind it is reached as if somebody had.
                    if (message is SipRequest request && random.Next(3) == 0) request.ProvenFrom = "anna";
                    bench.Agent.Receive(message!, bench.Wire.Flow with { Remote = random.Next(20) == 0 ? Stranger : TestWire.There });
                }
            });
            answered += bench.Wire.Responses.Count();
            await bench.PassAsync(random.Next(1, 20) / 10.0);
            if (batch % Round == 0)
            {
                await RunOutAsync(bench);
                var memory = GC.GetTotalMemory(forceFullCollection: true);
                settled = settled == 0 ? memory : settled;
                Assert.InRange(memory, 0, settled + Slack);
            }
            else if (bench.Wire.Sent.Count > 2000)
            {
                bench.Wire.Clear();
            }
        }

        await RunOutAsync(bench);

        // They are worth something only where many are understood, and many of those are answered.
        Assert.InRange(parsed, Mutants / 3, Mutants);
        Assert.InRange(answered, Mutants / 20, int.MaxValue);
    }

    /// <summary>A message that fits what stands, mutated but for one in eight, which keeps calls alive to be hit.</summary>
    private static byte[] Mutated(SipBench bench, Random random, int number)
    {
        var seed = Sound(bench, random, number);
        return random.Next(8) switch
        {
            0 => seed,
            < 4 => Mutant.OfLines(seed, random),
            4 => Mutant.OfLines(Mutant.OfLines(seed, random), random),
            _ => Mutant.Of(seed, random),
        };
    }

    private static byte[] Sound(SipBench bench, Random random, int number)
    {
        var kind = random.Next(10);
        if (kind < 3 && bench.Wire.Requests.LastOrDefault() is { } ours)
        {
            var more = random.Next(2) == 0 ? "Contact: <sip:bob@198.51.100.9:5070>" : "Require: 100rel\nRSeq: 1\nWWW-Authenticate: Digest realm=\"a\", nonce=\"b\"\nMin-SE: 200";
            return TestMessage.Response(ours, Statuses[random.Next(Statuses.Length)], $"t{random.Next(3)}", more, random.Next(2) == 0 ? SipBench.Offer : "").ToBytes();
        }

        if (kind < 7 && bench.Incoming.LastOrDefault()?.Dialog is { } dialog)
        {
            var method = InDialog[random.Next(InDialog.Length)];
            var body = method is "INVITE" or "UPDATE" or "ACK" ? SipBench.Offer.ReplaceLineEndings("\r\n") : "";
            return TestMessage.Request(
                method, $"z9hG4bK{number}", dialog.Id.LocalTag, (uint)random.Next(1, 1000), body.Length > 0 ? "Content-Type: application/sdp" : ReferTo(dialog), body,
                callId: dialog.Id.CallId, fromTag: dialog.Id.RemoteTag).ToBytes();
        }

        return kind == 7
            ? TestMessage.Request(random.Next(2) == 0 ? "OPTIONS" : "REGISTER", $"z9hG4bK{number}", callId: $"o{number}", more: Registration(number), uri: "sip:192.0.2.1").ToBytes()
            : TestMessage.Request(
                random.Next(4) == 0 ? "CANCEL" : "INVITE", $"z9hG4bK{(random.Next(4) == 0 ? number - 1 : number)}", more: $"Content-Type: application/sdp\nSupported: 100rel, timer\nSession-Expires: 90{(random.Next(8) == 0 && bench.Incoming.LastOrDefault()?.Dialog is { } replaced ? $"\nReplaces: {Named(replaced.Id)}" : "")}",
                body: SipBench.Offer.ReplaceLineEndings("\r\n"), callId: $"i{number}", fromTag: $"f{number}").ToBytes();
    }

    private static string Named(DialogId dialog) => $"{dialog.CallId};to-tag={dialog.LocalTag};from-tag={dialog.RemoteTag}";

    private static string ReferTo(Dialog dialog) => $"Refer-To: <sip:anna@192.0.2.1?Replaces={Uri.EscapeDataString(Named(dialog.Id))}>\nReplaces: 1";

    private static string Registration(int number) =>
        $"Authorization: Digest username=\"anna\", realm=\"supportline\", nonce=\"AAAABQAAAAEwf3Eq9+kPxIjlJ0g\", uri=\"sip:192.0.2.1\", response=\"{number:x32}\", qop=auth, nc=00000001, cnonce=\"a\"\nPath: <sip:edge@198.51.100.3;lr>\nExpires: {number % 4000}";

    /// <summary>Somebody is phoned, and whoever phones is answered, refused or left to ring.</summary>
    private static async Task PlaceAndAnswerAsync(SipBench bench, Random random)
    {
        await bench.DoAsync(() =>
        {
            if (bench.Agent.Legs < 6) bench.Agent.Dial(new DialRequest("sip:bob@198.51.100.9", "1000", "", TimeSpan.FromSeconds(20)), bench.Agent.WaysTo("sip:bob@198.51.100.9")[0]);
            if (bench.Agent.Legs > 7) HangUpAll(bench);
        });
        foreach (var call in bench.Incoming.Where(call => call.End is null).TakeLast(3))
        {
            var done = random.Next(3) switch
            {
                0 => call.RejectAsync(486, default),
                1 => call.RingAsync(default),
                _ => call.AnswerAsync(default),
            };
            _ = done.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        await bench.DoAsync(() => { });
    }

    /// <summary>All calls end, and after every timer's time nothing is left of anything.</summary>
    private static async Task RunOutAsync(SipBench bench)
    {
        await bench.DoAsync(() => HangUpAll(bench));
        await bench.PassAsync(200);
        Assert.Equal((0, 0), (bench.Layer.Count, bench.Agent.Legs));
        bench.Incoming.Clear();
        bench.Wire.Clear();
    }

    private static void HangUpAll(SipBench bench)
    {
        foreach (var call in bench.Agent.Calls) call.HangUp(new CallEnd(CallEndKind.ShuttingDown));
    }
}
