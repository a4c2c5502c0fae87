using System.Diagnostics;
using System.Globalization;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Capacity;

/// <summary>This program again in a part of its own, on one processor; spoken to line by line.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    /// <param name="processor">From 0.</param>
    /// <param name="arguments">Of the part.</param>
    public Child(int processor, params string[] arguments)
    {
        // Bound before it begins, so that its runtime sees one processor and all its threads stay there.
        var before = Libc.Pinned();
        if (!Libc.Pin(1UL << processor))
        {
            throw new IOException($"processor {processor} is not ours to use");
        }

        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SupportLine.Bench"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        _ = Libc.Pin(before);
    }

    /// <summary>Processor time of it so far, s.</summary>
    public double Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Memory of it that is in use, KiB.</summary>
    public long MemoryKiB
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Waits for the next line it says, and takes what follows its first word.</summary>
    /// <exception cref="IOException">It ended, or says nothing for two minutes.</exception>
    public async Task<string> HearAsync(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return await _process.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new IOException($"a part of the measurement ended: {string.Join(' ', _process.StartInfo.ArgumentList)}");
    }

    public async Task TellAsync(string line, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
    }

    /// <summary>Lets it end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
