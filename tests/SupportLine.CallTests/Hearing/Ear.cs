using System.Numerics.Tensors;

namespace SupportLine.CallTests.Hearing;

/// <summary>
/// All that was heard on a line, in order, compared with prompts by normalised cross-correlation: a prompt is heard when its
/// beginning is found after everything heard before it.
/// </summary>
internal sealed class Ear
{
    /// <summary>Correlation from which a sound is the one listened for.</summary>
    public const float Alike = 0.9f;

    /// <summary>Most of a prompt that is compared: 1.2 s.</summary>
    private const int Longest = 12 * Band.Rate / 10;

    /// <summary>How far behind a place that is alike a better one may lie: 50 ms.</summary>
    private const int Ripple = Band.Rate / 20;

    /// <summary>Packets in a row that make a tone of 1 kHz the beep: 160 ms.</summary>
    private const int BeepPackets = 8;

    private readonly Lock _lock = new();
    private readonly List<float> _heard = [];
    private readonly Band _band = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;
    private int _toneFor;
    private int _beeps;
    private int _position;

    /// <summary>Seconds heard so far.</summary>
    public double Seconds
    {
        get
        {
            lock (_lock)
            {
                return (double)_heard.Count / Band.Rate;
            }
        }
    }

    public void Take(ReadOnlySpan<byte> codes)
    {
        Span<short> samples = stackalloc short[codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            samples[i] = MuLaw.ToLinear(codes[i]);
        }

        Take(samples);
    }

    /// <summary>Linear samples of 8 kHz.</summary>
    public void Take(ReadOnlySpan<short> samples)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _band.Take(samples, _heard);
            _toneFor = IsBeep(samples) ? _toneFor + 1 : 0;
            _beeps += _toneFor == BeepPackets ? 1 : 0;
            more = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.TrySetResult();
    }

    /// <summary>What was heard before is not listened to again.</summary>
    public void ListensFromHere()
    {
        lock (_lock)
        {
            _position = _heard.Count;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _more.TrySetResult();
    }

    /// <summary>Waits until the sound is heard; what comes next is looked for behind it.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It was not heard in time.</exception>
    public async Task HearsAsync(float[][] sound, string name, TimeSpan patience)
    {
        var length = Math.Min(sound[0].Length, Longest);
        using var deadline = new CancellationTokenSource(patience);
        var best = 0f;
        for (var from = _position; ;)
        {
            Task more;
            float[] window;
            lock (_lock)
            {
                more = _more.Task;
                window = _heard.Count - from >= length ? [.. _heard.Skip(from)] : [];
                if (_closed && window.Length == 0)
                {
                    Assert.Fail($"the line closed before '{name}' was heard; the most alike was {best:0.00}");
                }
            }

            var (at, score) = sound.Select(shift => Best(window, shift.AsSpan(0, length))).MaxBy(found => found.Score);
            best = Math.Max(best, score);
            if (score >= Alike)
            {
                _position = from + at + length;
                return;
            }

            from += Math.Max(0, window.Length - length);
            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"'{name}' was not heard within {patience.TotalSeconds:0} s; the most alike was {best:0.00} in {Seconds:0.0} s of sound");
            }
        }
    }

    /// <summary>Waits for the tone before a recording, and its end.</summary>
    public async Task HearsBeepAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                more = _more.Task;
                if (_beeps > 0 && _toneFor == 0)
                {
                    _beeps = 0;
                    _position = _heard.Count;
                    return;
                }
            }

            await more.WaitAsync(deadline.Token);
        }
    }

    /// <summary>
    /// Where a sound lies in a stretch, and how alike it is there, -1 to 1: the first place that is alike, at its best, else
    /// the best there is.
    /// </summary>
    public static (int At, float Score) Best(ReadOnlySpan<float> heard, ReadOnlySpan<float> sound)
    {
        if (heard.Length < sound.Length)
        {
            return default;
        }

        var energy = TensorPrimitives.SumOfSquares(sound);

        // In doubles: what a loud stretch leaves behind when it is taken off again may not pass for a quiet one.
        var windowEnergy = 0.0;
        foreach (var sample in heard[..sound.Length])
        {
            windowEnergy += (double)sample * sample;
        }

        var (at, best) = (0, 0f);
        for (var start = 0; start + sound.Length <= heard.Length; start++)
        {
            if (start > 0)
            {
                windowEnergy += ((double)heard[start + sound.Length - 1] * heard[start + sound.Length - 1]) - ((double)heard[start - 1] * heard[start - 1]);
            }

            var product = TensorPrimitives.Dot(heard.Slice(start, sound.Length), sound);
            var score = product <= 0 ? 0 : product / MathF.Sqrt(energy * (float)Math.Max(0, windowEnergy) + 1);
            if (score > best)
            {
                (at, best) = (start, score);
            }
            else if (best >= Alike && start - at > Ripple)
            {
                break;
            }
        }

        return (at, best);
    }

    /// <summary>Whether nearly all of a packet's energy lies at 1 kHz, by Goertzel's recursion.</summary>
    private static bool IsBeep(ReadOnlySpan<short> samples)
    {
        var (before, last, energy) = (0.0, 0.0, 1.0);
        var turn = 2 * Math.Cos(2 * Math.PI * 1000 / 8000);
        foreach (var sample in samples)
        {
            (before, last) = (last, sample + (turn * last) - before);
            energy += (double)sample * sample;
        }

        var power = (before * before) + (last * last) - (turn * before * last);
        return energy > samples.Length * 10_000.0 && power * 2 / samples.Length > 0.8 * energy;
    }
}
