using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using SupportLine.Bench.Linux;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Bench.Signalling;

/// <summary><c>parser</c>: how much SIP text a core reads, beside a search of the same octets for the ends of lines.</summary>
internal static class ParserCommand
{
    /// <summary>Messages of one turn.</summary>
    private const int Turn = 20_000;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each way, after five that warm up.", DefaultValueFactory = _ => 40 };
        var core = new Option<int>("--core") { Description = "Processor to run on.", DefaultValueFactory = _ => 1 };
        var way = new Option<string?>("--only") { Description = "One way alone, for a profiler: scan, parse or read." };
        var command = new Command("parser", "MB of SIP text a second on one processor, and what a usual INVITE allocates.") { rounds, core, way };
        command.SetAction(parsed =>
        {
            if (OperatingSystem.IsLinux()) Libc.Pin(1UL << parsed.GetValue(core));
            Run(parsed.GetValue(rounds), parsed.GetValue(way));
            return 0;
        });
        return command;
    }

    private static void Run(int rounds, string? only)
    {
        var invite = Encoding.ASCII.GetBytes(UsualInvite.Text);
        (string Name, string What, Action<byte[]> Do)[] ways =
        [
            ("scan", "a search for the ends of lines", Scan),
            ("parse", "bytes to a message", bytes => Parse(bytes)),
            ("read", "... judged, and its headers read as a call needs them", Read),
        ];
        ways = [.. ways.Where(way => only is null || way.Name == only)];
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -5; round < rounds; round++)
        {
            foreach (var (i, way) in ways.Index())
            {
                var began = Stopwatch.GetTimestamp();
                for (var message = 0; message < Turn; message++) way.Do(invite);
                if (round >= 0) times[i].Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / Turn);
            }
        }

        Console.WriteLine($"an INVITE of {invite.Length} octets");
        Console.WriteLine("what | ns | MB/s | octets allocated");
        Console.WriteLine("-----|---:|-----:|----------------:");
        foreach (var (i, way) in ways.Index())
        {
            var median = times[i].Order().ElementAt(times[i].Count / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way.What} | {median:0} | {invite.Length * 1000.0 / median:0} | {Allocated(() => way.Do(invite))}"));
        }

        Console.WriteLine($"a request and its list of headers, two allocations, are {Allocated(() => _ = new SipRequest(SipMethod.Invite, invite.AsMemory(7, 20), invite))} octets");
    }

    private static void Scan(byte[] bytes)
    {
        var left = bytes.AsSpan();
        while (left.IndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0) left = left[(end + 1)..];
    }

    private static SipRequest Parse(byte[] bytes)
    {
        if (SipParser.Parse(bytes, stream: false, out var message, out _, out _) != ParseVerdict.Parsed) throw new InvalidOperationException("the INVITE is none");
        return (SipRequest)message!;
    }

    private static void Read(byte[] bytes)
    {
        var request = Parse(bytes);
        if (MessageValidator.Check(request, out var reason) != 0) throw new InvalidOperationException(reason);
        if (request.TopVia!.Branch.Length + request.From!.Tag!.Length + request.CallId.Length + request.Contact!.Uri.Host.Length + request.RequestUri!.User.Length == 0)
        {
            throw new InvalidOperationException("the INVITE says nothing");
        }
    }

    private static long Allocated(Action act)
    {
        act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
