using System.Diagnostics;
using System.Net;
using System.Text;
using System.Threading.Channels;
using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Sites;

/// <summary>The program itself, as an operator starts it, in a folder of its own.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _printed = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _errors = new();

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it answers, once it does.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    public int Id => _process.Id;

    /// <summary>All it said on standard error, its log included.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Time of a processor that it has taken so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a verb with settings, and waits for nothing.</summary>
    public static ServiceProcess Start(DirectoryInfo folder, string[] verb, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "supportline.dll"), .. verb, .. settings.SelectMany(set => new[] { "--set", set })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>Runs the service until it answers: SQLite in the folder, a night, a port of its own.</summary>
    /// <param name="folder">Where it works.</param>
    /// <param name="settings">Win over these.</param>
    public static async Task<ServiceProcess> AnsweringAsync(DirectoryInfo folder, params string[] settings)
    {
        var service = Start(
            folder,
            ["run"],
            ["Sip:Listen=udp://127.0.0.1:0", "Http:Listen=off", "Clock:AllowShift=true", $"Clock:StartAt={TestSite.Night}", .. settings]);
        var line = await service.PrintsAsync() ?? "";
        Assert.True(line.StartsWith("SupportLine answers", StringComparison.Ordinal), service.Errors);
        service.Address = IPEndPoint.Parse(line[(line.LastIndexOf(" at ", StringComparison.Ordinal) + 4)..].Split(',')[0]);
        return service;
    }

    /// <summary>The next line of standard output; null when there are no more.</summary>
    public async Task<string?> PrintsAsync()
    {
        using var patience = new CancellationTokenSource(Phone.Patience);
        return await _printed.Reader.WaitToReadAsync(patience.Token) ? await _printed.Reader.ReadAsync(patience.Token) : null;
    }

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> ExitsAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(2 * Phone.Patience);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: nothing is written after it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>... and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM: it may finish.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{Id}"]).WaitForExit();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _printed.Writer.TryComplete();
        }
        else
        {
            _printed.Writer.TryWrite(line);
        }
    }
}
