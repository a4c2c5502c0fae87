using System.Buffers.Binary;

namespace SupportLine.Bench.Callers;

/// <summary>One caller's ear and mouth.</summary>
internal sealed class HeardStream
{
    private const int EventPackets = 8;
    private const byte EventType = 101;

    private uint _timestamp;
    private long _arrival;
    private ushort _sequence;
    private uint _clock;
    private uint _eventClock;
    private int _eventLeft;
    private long _nextKey;

    /// <summary>When the last packet came, ns; 0 before the first.</summary>
    public long Arrival => _arrival;

    /// <summary>Where its packets come from; empty before the first.</summary>
    public byte[] Origin { get; set; } = [];

    /// <summary>Address they come to.</summary>
    public uint Own { get; set; }

    /// <summary>Takes a packet; how far its coming was from what its timestamp says, ns, or null where that says nothing.</summary>
    public long? Take(ReadOnlySpan<byte> packet, long arrival)
    {
        var timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        var step = (int)(timestamp - _timestamp);
        long? deviation = _arrival > 0 && step is > 0 and < 80_000 ? Math.Abs(arrival - _arrival - (step * 125_000L)) : null;
        (_timestamp, _arrival) = (timestamp, arrival);
        return deviation;
    }

    /// <summary>Writes the packet that answers: talk, or a piece of a key.</summary>
    /// <param name="packet">172 octets.</param>
    /// <param name="number">The caller's.</param>
    /// <param name="now">ns.</param>
    /// <param name="keyEvery">ns between two keys; 0 presses none.</param>
    /// <param name="pressed">Whether a key begins with it.</param>
    /// <returns>Its length.</returns>
    public int Answer(Span<byte> packet, int number, long now, long keyEvery, out bool pressed)
    {
        _sequence++;
        _clock += 160;
        if (_nextKey == 0)
        {
            // Not all at once.
            _nextKey = now + (keyEvery * (20 + (number % 80)) / 100);
        }

        pressed = keyEvery > 0 && _eventLeft == 0 && now >= _nextKey;
        if (pressed)
        {
            (_eventLeft, _eventClock, _nextKey) = (EventPackets, _clock, now + keyEvery);
        }

        var isEvent = _eventLeft > 0;
        packet[0] = 0x80;
        packet[1] = isEvent ? EventType : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], _sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], isEvent ? _eventClock : _clock);
        BinaryPrimitives.WriteInt32BigEndian(packet[8..], number);
        if (!isEvent)
        {
            packet[12..].Fill(0xFF);
            return packet.Length;
        }

        var piece = EventPackets - _eventLeft--;
        packet[12] = 5;
        packet[13] = (byte)((piece >= 5 ? 0x80 : 0) | 10);
        BinaryPrimitives.WriteUInt16BigEndian(packet[14..], (ushort)(160 * Math.Min(piece + 1, 6)));
        return 16;
    }
}
