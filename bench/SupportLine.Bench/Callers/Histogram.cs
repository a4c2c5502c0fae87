namespace SupportLine.Bench.Callers;

/// <summary>Times in steps of 10 us up to 1 s.</summary>
internal sealed class Histogram
{
    private const double StepMs = 0.01;

    private readonly long[] _counts = new long[100_000];
    private long _total;
    private long _worst;

    public double WorstMs => _worst / 1e6;

    public void Add(long nanoseconds)
    {
        _counts[Math.Min(nanoseconds / 10_000, _counts.Length - 1)]++;
        _total++;
        _worst = Math.Max(_worst, nanoseconds);
    }

    public void Clear()
    {
        Array.Clear(_counts);
        (_total, _worst) = (0, 0);
    }

    /// <summary>The value, ms, below which that share is.</summary>
    public double Quantile(double share)
    {
        var below = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            below += _counts[i];
            if (below > _total * share)
            {
                return i * StepMs;
            }
        }

        return 0;
    }
}
