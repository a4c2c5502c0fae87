using System.Buffers.Binary;

namespace SupportLine.Telephony.Rtp;

/// <summary>Keys to RFC 4733 packets, one a turn: 100 ms an event, its end three times, 60 ms between two.</summary>
internal sealed class DtmfSender(string keys, TaskCompletionSource<bool> done)
{
    /// <summary>Octets of an event's payload.</summary>
    public const int PayloadLength = 4;

    public const string Keys = "0123456789*#ABCD";
    private const int EventMs = 100;
    private const int Ends = 3;
    private const int PauseMs = 60;

    /// <summary>-10 dBm0.</summary>
    private const byte Volume = 10;

    private int _key;
    private int _turn;

    public TaskCompletionSource<bool> Done { get; } = done;

    public bool IsFinished => _key >= keys.Length;

    /// <summary>First packet of an event: it carries the marker, and its timestamp is the whole event's.</summary>
    public bool BeginsEvent => _turn == 0;

    /// <summary>Writes this turn's payload; false in a pause, when nothing is sent.</summary>
    /// <param name="payload">4 octets.</param>
    /// <param name="packetMs">Time between turns, ms.</param>
    /// <param name="clock">Of the event's timestamps, Hz.</param>
    public bool Next(Span<byte> payload, int packetMs, int clock)
    {
        var turns = (EventMs + packetMs - 1) / packetMs;
        var pause = Math.Max(PauseMs / packetMs, 1);
        var turn = _turn++;
        if (turn >= turns + Ends - 1)
        {
            if (_turn >= turns + Ends - 1 + pause)
            {
                _turn = 0;
                _key++;
            }

            return false;
        }

        payload[0] = (byte)Keys.IndexOf(keys[_key], StringComparison.Ordinal);
        payload[1] = (byte)(Volume | (turn >= turns - 1 ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(clock / 1000 * packetMs * Math.Min(turn + 1, turns)));
        return true;
    }
}
