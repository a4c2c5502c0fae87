using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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

    private const int Packet = 160;

    private readonly Lock _incoming = new();
    private readonly Lock _lock = new();
    private readonly List<float> _heard = [];
    private readonly Band _band = new();
    private readonly short[] _packet = new short[Packet];
    private List<short> _waiting = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closed;
    private int _inPacket;
    private int _toneFor;
    private int _beeps;
    private int _position;

    /// <summary>Seconds heard so far.</summary>
    public double Seconds
    {
        get
        {
            Catch();
            return (double)_heard.Count / Band.Rate;
        }
    }

    /// <summary>Seconds listened to so far: the end of what was heard last.</summary>
    public double HeardUntil => (double)_position / Band.Rate;

    /// <summary>Mu-law codes. Only kept: it is the listener who listens, so that the phones' one clock is held up by nobody's ear.</summary>
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
        lock (_incoming)
        {
            _waiting.AddRange(samples);
            more = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.TrySetResult();
    }

    /// <summary>What was heard before is not listened to again.</summary>
    public void ListensFromHere()
    {
        Catch();
        lock (_lock)
        {
            _position = _heard.Count;
        }
    }

    public void Close()
    {
        TaskCompletionSource more;
        lock (_incoming)
        {
            _closed = true;
            more = _more;
        }

        more.TrySetResult();
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
            var isLast = _closed;
            var more = Catch();
            float[] window;
            lock (_lock)
            {
                window = _heard.Count - from >= length ? [.. _heard.Skip(from)] : [];
            }

            var (at, score) = sound.Select(shift => Best(window, shift.AsSpan(0, length))).MaxBy(found => found.Score);
            best = Math.Max(best, score);
            if (score >= Alike)
            {
                _position = from + at + length;
                return;
            }

            Assert.False(isLast, $"the line closed before '{name}' was heard; the most alike was {best:0.00}");
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
            var isLast = _closed;
            var more = Catch();
            lock (_lock)
            {
                if (_beeps > 0 && _toneFor == 0)
                {
                    _beeps = 0;
                    _position = _heard.Count;
                    return;
                }
            }

            Assert.False(isLast, "the line closed before the tone");
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

    /// <summary>Listens to what has come; completes when there is more.</summary>
    private Task Catch()
    {
        lock (_lock)
        {
            List<short> come;
            Task more;
            lock (_incoming)
            {
                (come, _waiting) = (_waiting, []);
                more = _more.Task;
            }

            _band.Take(CollectionsMarshal.AsSpan(come), _heard);
            foreach (var sample in come)
            {
                _packet[_inPacket++] = sample;
                if (_inPacket == Packet)
                {
                    _inPacket = 0;
                    _toneFor = IsBeep(_packet) ? _toneFor + 1 : 0;
                    _beeps += _toneFor == BeepPackets ? 1 : 0;
                }
            }

            return more;
        }
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
