using System.CommandLine;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;
using SupportLine.Server.Control;
using SupportLine.Server.Live;
using SupportLine.Server.Live.View;

namespace SupportLine.Server.Commands;

/// <summary><c>live</c>: calls, queues, agents and escalations of the service that runs, as they are now.</summary>
internal static class LiveCommand
{
    /// <summary>Where nobody says how wide it is.</summary>
    private const int UsualWidth = 120;

    private static readonly Option<bool> Once = new("--once") { Description = "Shows it once, at full length, and ends." };
    private static readonly Option<string> Line = new("--line") { Description = "Only what concerns the line of that id." };
    private static readonly Option<string> Svg = new("--svg") { Description = "Also a picture FILE; with --once." };

    public static Command Create()
    {
        var live = new Command(
            "live", "Shows calls, queues, agents and escalations of the running service, as they are now; --json prints an object a second.") { Once, Line, Svg };
        live.Validators.Add(given =>
        {
            if (given.GetValue(Svg) is not null && !given.GetValue(Once)) given.AddError("--svg draws what --once shows: give both");
        });
        live.SetAction((parsed, ct) => ServiceVerb.RunAsync(parsed, client => RunAsync(parsed, client, ct)));
        return live;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ControlClient client, CancellationToken ct)
    {
        var (isOnce, isJson, choice) = (parsed.GetValue(Once), parsed.GetValue(Output.Json), new LiveChoice(parsed.GetValue(Line)));
        if (!isOnce && !isJson && !CanDraw())
        {
            return StoreVerb.Refuse("live draws on a terminal, and this is none; --once prints one picture, --json an object a second", ExitCode.Wrong);
        }

        try
        {
            var first = await AskAsync(client, ct);
            var lines = first.Lines.Select(line => line.Id).ToList();
            if (choice.Line is { } line && !lines.Contains(line)) return StoreVerb.Refuse($"--line: there is no line {line}; there are {string.Join(", ", lines)}", ExitCode.Wrong);
            if (isJson) await PrintAsync(client, first, choice.Line, isOnce, ct);
            else if (isOnce) PrintOnce(first, choice, parsed.GetValue(Svg));
            else await ShowAsync(client, first, choice, ct);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    private static async Task<LiveSnapshot> AskAsync(ControlClient client, CancellationToken ct)
    {
        await foreach (var snapshot in client.LinesAsync<LiveSnapshot>(LiveEndpoint.Path, ct)) return snapshot;
        throw new IOException("the service stopped before it answered");
    }

    private static void PrintOnce(LiveSnapshot snapshot, LiveChoice choice, string? svg)
    {
        var isTerminal = !Console.IsOutputRedirected && CanDraw();
        var width = isTerminal ? Console.WindowWidth : WidthGiven() ?? UsualWidth;
        var picture = LivePicture.Of(snapshot, choice, trouble: null, width, height: null);
        LiveConsole.Of(Console.Out, isTerminal ? AnsiSupport.Detect : AnsiSupport.No, Colours(), width).Write(picture);
        Console.WriteLine();
        if (svg is not null) File.WriteAllText(svg, LiveDrawing.Of(picture, width));
    }

    private static async Task ShowAsync(ControlClient client, LiveSnapshot first, LiveChoice choice, CancellationToken ct)
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        if (Console.IsInputRedirected) keys.Writer.Complete();
        else ReadKeys(keys.Writer);
        await new LiveScreen(
            Console.Out, () => (Math.Max(1, Console.WindowWidth), Math.Max(1, Console.WindowHeight)), keys.Reader, ask => AskAsync(client, ask), Colours(), TimeProvider.System).RunAsync(first, choice, ct);
    }

    /// <summary>Blocks a thread that ends with the process: between two looks at the keyboard the terminal would show what is typed.</summary>
    private static void ReadKeys(ChannelWriter<ConsoleKeyInfo> keys) => new Thread(() =>
    {
        while (keys.TryWrite(Console.ReadKey(intercept: true)))
        {
        }
    })
    { IsBackground = true }.Start();

    /// <summary>An object a second; while the service is away, none, and that is said once.</summary>
    private static async Task PrintAsync(ControlClient client, LiveSnapshot first, string? line, bool isOnce, CancellationToken ct)
    {
        await using var output = StandardOutput();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var snapshot = (LiveSnapshot?)first;
        var isAway = false;
        do
        {
            if (snapshot is not null && !await TryWriteAsync(output, line is null ? snapshot : snapshot.Of(line), ct)) return;
            if (isOnce) return;
            if (snapshot is null && !isAway) await Console.Error.WriteLineAsync("The service has gone; it is asked again every second.");
            isAway = snapshot is null;
            await second.WaitForNextTickAsync(ct);
            snapshot = await TryAskAsync(client, ct);
        }
        while (true);
    }

    /// <summary>False where whoever read it has gone, as <c>head</c> does.</summary>
    private static async Task<bool> TryWriteAsync(Stream output, LiveSnapshot snapshot, CancellationToken ct)
    {
        try
        {
            await output.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(snapshot, ControlJson.Options), (byte)'\n'], ct);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<LiveSnapshot?> TryAskAsync(ControlClient client, CancellationToken ct)
    {
        try
        {
            return await AskAsync(client, ct);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Not the console's, which is silent when whoever read it has gone: then this would never end.</summary>
    private static Stream StandardOutput() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static bool CanDraw() => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>no-color.org: whatever it is set to.</summary>
    private static ColorSystemSupport Colours() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors;

    private static int? WidthGiven() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var width) && width > 0 ? width : null;
}
