using System.CommandLine;
using SupportLine.Server.Control;
using SupportLine.Server.Traces;

namespace SupportLine.Server.Commands;

/// <summary><c>trace</c>: the signalling of the service that runs, as a ladder, a capture file or a picture.</summary>
internal static class TraceCommand
{
    private static readonly Option<bool> Last = new("--last") { Description = "What the service has kept (the last few thousand messages, in memory, gone with it), and ends; else what comes from now on." };
    private static readonly Option<string> Call = new("--call") { Description = "A call's id, as calls list prints it: all of its legs." };
    private static readonly Option<string> Number = new("--number") { Description = "A number that phoned or was phoned; seven digits of its end do." };
    private static readonly Option<string> Peer = new("--peer") { Description = "A peer's ADDRESS or ADDRESS:PORT." };
    private static readonly Option<string> SipCallId = new("--sip-call-id") { Description = "A Call-ID header." };
    private static readonly Option<string[]> Methods = new("--method") { Description = "Only messages of that method and the answers to them; may be given again." };
    private static readonly Option<string> Pcap = new("--pcap") { Description = "Also a capture FILE for Wireshark, tcpdump and sngrep; - writes it to standard output instead of the ladder." };
    private static readonly Option<string> Svg = new("--svg") { Description = "Also a picture FILE, once it ends." };

    public static Command Create()
    {
        var trace = new Command("trace", "Shows the signalling of the running service, without PINs, password hashes and keys.")
        {
            Last, Call, Number, Peer, SipCallId, Methods, Pcap, Svg,
        };
        trace.SetAction((parsed, ct) => ServiceVerb.RunAsync(parsed, client => RunAsync(parsed, client, ct)));
        return trace;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ControlClient client, CancellationToken ct)
    {
        var query = new TraceQuery
        {
            Last = parsed.GetValue(Last),
            Call = parsed.GetValue(Call),
            Number = parsed.GetValue(Number),
            Peer = parsed.GetValue(Peer),
            SipCallId = parsed.GetValue(SipCallId),
            Methods = parsed.GetValue(Methods) ?? [],
        };
        using var output = new TraceOutput(parsed.GetValue(Pcap), parsed.GetValue(Svg), parsed.GetValue(Output.Json), query);
        if (!query.Last) await Console.Error.WriteLineAsync("Following what comes; Ctrl-C ends it.");
        await FollowAsync(client, query, output, ct);
        if (!query.Last && !ct.IsCancellationRequested) await Console.Error.WriteLineAsync("The service has stopped.");
        return output.Finish() || !query.Last ? ExitCode.Done : StoreVerb.Refuse("nothing of that is kept", ExitCode.NotFound);
    }

    private static async Task FollowAsync(ControlClient client, TraceQuery query, TraceOutput output, CancellationToken ct)
    {
        try
        {
            await foreach (var line in client.LinesAsync<TraceLine>(query.ToString(), ct)) output.Add(line);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Whoever followed has seen enough; what was seen is finished properly.
        }
    }
}
