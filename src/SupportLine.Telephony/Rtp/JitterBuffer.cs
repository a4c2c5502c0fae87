namespace SupportLine.Telephony.Rtp;

/// <summary>
/// Received samples laid out by their timestamps, read one tick at a time a little behind the newest. What is missing is
/// silence. 8 kHz.
/// </summary>
internal sealed class JitterBuffer
{
    /// <summary>How far reading stays behind, samples: 60 ms.</summary>
    private const int Delay = 480;

    /// <summary>Room, samples; a power of two.</summary>
    private const int Room = 8192;

    /// <summary>Further behind than this the reader catches up: 200 ms.</summary>
    private const int TooFar = 1600;

    private readonly short[] _ring = new short[Room];
    private uint _read;
    private uint _newest;
    private bool _running;

    /// <summary>Puts a packet's samples where they belong; late ones are dropped, a jump begins anew.</summary>
    public void Put(uint timestamp, ReadOnlySpan<byte> codes, Func<byte, short> expand)
    {
        var end = timestamp + (uint)codes.Length;
        if (!_running || Math.Abs((int)(timestamp - _newest)) > Room / 2)
        {
            Array.Clear(_ring);
            _read = timestamp - Delay;
            _newest = timestamp;
            _running = true;
        }

        if ((int)(end - _newest) > 0)
        {
            _newest = end;
        }

        for (var i = 0; i < codes.Length; i++)
        {
            var at = timestamp + (uint)i;
            if ((int)(at - _read) >= 0)
            {
                _ring[at & (Room - 1)] = expand(codes[i]);
            }
        }
    }

    /// <summary>Reads the next samples; silence where nothing came.</summary>
    public void Read(Span<short> samples)
    {
        if (!_running)
        {
            samples.Clear();
            return;
        }

        // The peer's clock runs ahead of ours, or a stall has passed: what piled up is skipped.
        if ((int)(_newest - _read) > TooFar)
        {
            Skip(_newest - Delay);
        }

        for (var i = 0; i < samples.Length; i++, _read++)
        {
            ref var sample = ref _ring[_read & (Room - 1)];
            samples[i] = sample;
            sample = 0;
        }

        // Nothing has come for long: the next packet begins anew.
        if ((int)(_read - _newest) > Room / 4)
        {
            _running = false;
        }
    }

    private void Skip(uint to)
    {
        for (; _read != to; _read++)
        {
            _ring[_read & (Room - 1)] = 0;
        }
    }
}
