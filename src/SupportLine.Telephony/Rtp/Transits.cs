namespace SupportLine.Telephony.Rtp;

/// <summary>How long the last packets were under way, each against the others: what a line's unsteadiness comes to.</summary>
internal sealed class Transits
{
    /// <summary>Packets remembered: 4 s of 20 ms.</summary>
    private const int Window = 200;

    /// <summary>Packets between two estimates.</summary>
    private const int Every = 8;

    /// <summary>Slower ones in the window that are not waited for: 1 %.</summary>
    private const int Stragglers = 2;

    private readonly int[] _window = new int[Window];
    private readonly int[] _sorted = new int[Window];
    private int _count;
    private int _next;

    /// <summary>The fastest, in the units put in.</summary>
    public int Least { get; private set; }

    /// <summary>How much slower than that the slow ones are.</summary>
    public int Spread { get; private set; }

    public void Add(long transit)
    {
        var value = (int)Math.Clamp(transit, int.MinValue / 4, int.MaxValue / 4);
        _window[_next] = value;
        _next = (_next + 1) % Window;
        if (_count < Window)
        {
            _count++;
        }

        // Faster than ever, or slower than is waited for, counts at once.
        if (_count == 1)
        {
            (Least, Spread) = (value, 0);
        }
        else if (value < Least || _count < Every || _next % Every == 0)
        {
            Estimate();
        }
    }

    public void Clear() => (_count, _next, Least) = (0, 0, 0);

    private void Estimate()
    {
        var sorted = _sorted.AsSpan(0, _count);
        _window.AsSpan(0, _count).CopyTo(sorted);
        sorted.Sort();
        Least = sorted[0];
        Spread = sorted[Math.Max(0, _count - 1 - (_count >= Window / 2 ? Stragglers : 0))] - Least;
    }
}
