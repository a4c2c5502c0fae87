using System.ComponentModel;
using System.Diagnostics;

namespace SupportLine.Server.Speech;

/// <summary>A program run as a child, with a time limit.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program to its end and gives its exit code; null when it was not there or took too long.</summary>
    public static async Task<int?> RunAsync(string program, IEnumerable<string> arguments, TimeSpan limit, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(limit);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(timeout.Token),
                process.StandardError.ReadToEndAsync(timeout.Token),
                process.WaitForExitAsync(timeout.Token));
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            // Uninstalled since it was looked for.
            return null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return null;
        }
    }
}
