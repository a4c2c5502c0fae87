using System.Diagnostics;
using System.Globalization;
using System.Net;
using SupportLine.CallTests.Interop;

namespace SupportLine.CallTests.Crowds;

/// <summary>Callers who are one SIPp, and give back what they hear.</summary>
internal sealed class SippCrowd : IAsyncDisposable
{
    /// <summary>What each presses, and how many ms after the answer or the key before.</summary>
    private static readonly (int After, char Key)[] Keys = [(2500, '4'), (100, '8'), (100, '2'), (100, '6'), (2500, '0'), (11_000, '2')];

    private readonly DirectoryInfo _folder;
    private readonly Process _sipp;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private SippCrowd(DirectoryInfo folder, Process sipp)
    {
        (_folder, _sipp) = (folder, sipp);
        _output = sipp.StandardOutput.ReadToEndAsync();
        _errors = sipp.StandardError.ReadToEndAsync();
    }

    /// <param name="service">Whom they phone.</param>
    /// <param name="numbers">Theirs.</param>
    /// <param name="rate">Of them a second.</param>
    /// <param name="patience">After which one hangs up.</param>
    public static async Task<SippCrowd> StartAsync(IPEndPoint service, IReadOnlyCollection<string> numbers, int rate, TimeSpan patience)
    {
        var folder = Directory.CreateTempSubdirectory("crowd");
        var scenario = await File.ReadAllTextAsync(Path.Combine(Programs.Folder("interop"), "crowd-caller.xml"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "scenario.xml"),
            scenario.Replace("  KEYS\n", string.Concat(Keys.Select(Press)), StringComparison.Ordinal)
                .Replace("\"PATIENCE\"", string.Create(CultureInfo.InvariantCulture, $"\"{patience.TotalMilliseconds}\""), StringComparison.Ordinal));
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "callers.csv"), ["SEQUENTIAL", .. numbers.Select(number => number + ";")]);
        string[] arguments =
        [
            service.ToString(), "-i", "127.0.0.1", "-sf", "scenario.xml", "-inf", "callers.csv", "-m", $"{numbers.Count}", "-l", $"{numbers.Count}", "-r", $"{rate}",
            "-mp", $"{Programs.FreePort()}", "-rtp_echo", "-aa", "-nostdin", "-trace_err", "-error_file", "errors",
        ];
        return new SippCrowd(folder, Programs.Start("sipp", folder.FullName, arguments));
    }

    /// <summary>Waits until all have hung up.</summary>
    public async Task EndsAsync(TimeSpan patience)
    {
        await _sipp.WaitForExitAsync().WaitAsync(patience);
        await _output;
    }

    /// <summary>What it had to complain of.</summary>
    public string Complaints() => Path.Combine(_folder.FullName, "errors") is var path && File.Exists(path) ? File.ReadAllText(path) : "";

    public async ValueTask DisposeAsync()
    {
        if (!_sipp.HasExited) _sipp.Kill();
        await _sipp.WaitForExitAsync();
        await Task.WhenAll(_output, _errors);
        _sipp.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Press((int After, char Key) press, int place) => $"""
          <pause milliseconds="{press.After}"/>
          <send retrans="500" start_txn="key{place}">
            <![CDATA[
        INFO [next_url] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:[field0]@[local_ip]:[local_port]>;tag=[pid]c[call_number]
        To: <sip:5000@[remote_ip]:[remote_port]>[peer_tag_param]
        Call-ID: [call_id]
        CSeq: {place + 2} INFO
        Max-Forwards: 70
        Content-Type: application/dtmf-relay
        Content-Length: [len]

        Signal={press.Key}
        Duration=160
        ]]>
          </send>
          <recv response="200" response_txn="key{place}"/>

        """;
}
