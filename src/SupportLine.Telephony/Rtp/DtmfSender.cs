using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp;

/// <summary>Keys to RFC 4733 packets, one a tick: 100 ms an event, its end three times, 60 ms between two.</summary>
internal sealed class DtmfSender(string keys, TaskCompletionSource<bool> done)
{
    private const string Keys = "0123456789*#ABCD";
    private const int SamplesPerTick = 160;
    private const int TicksPerEvent = 5;
    private const int Ends = 3;
    private const int Pause = 3;
    private const byte Volume = 10;

    private int _key;
    private int _tick;

    public TaskCompletionSource<bool> Done { get; } = done;

    public bool IsFinished => _key >= keys.Length;

    /// <summary>First packet of an event: it carries the marker, and its timestamp is the whole event's.</summary>
    public bool BeginsEvent => _tick == 0;

    /// <summary>Writes this tick's payload of 4 bytes; false in a pause, when nothing is sent.</summary>
    public bool Next(Span<byte> payload)
    {
        var tick = _tick++;
        if (tick >= TicksPerEvent + Ends - 1)
        {
            if (_tick >= TicksPerEvent + Ends - 1 + Pause)
            {
                _tick = 0;
                _key++;
            }

            return false;
        }

        payload[0] = (byte)Keys.IndexOf(keys[_key], StringComparison.Ordinal);
        payload[1] = (byte)(Volume | (tick >= TicksPerEvent - 1 ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(SamplesPerTick * Math.Min(tick + 1, TicksPerEvent)));
        return true;
    }
}
