using System.Net.Sockets;
using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>What goes out: at most one packet a tick.</summary>
internal sealed partial class MediaSession
{
    /// <summary>With nothing to say, one packet of silence in so many ticks keeps a NAT's way open: 5 s.</summary>
    private const int KeepAliveTicks = 250;

    private readonly byte[] _packet = new byte[RtpPacket.HeaderLength + FrameSamples];
    private readonly short[] _mixed = new short[FrameSamples];
    private readonly uint _ownSsrc = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private readonly uint _firstTimestamp = (uint)Random.Shared.NextInt64(uint.MaxValue);
    private ushort _sequence = (ushort)Random.Shared.Next(ushort.MaxValue);
    private uint _eventTimestamp;
    private long _tick;
    private long _lastSent;
    private bool _talking;

    /// <summary>What the far end said in this tick; null when nobody listens.</summary>
    public short[]? Heard { get; private set; }

    internal MediaBridge? Bridge { get; set; }

    /// <summary>20 ms of this leg. On the media thread.</summary>
    internal void Tick()
    {
        _tick++;
        Listen();
        AdvanceOperations();
        if (_remote is null || _agreed is not { MaySend: true } || IsOver)
        {
            _talking = false;
            PassSilently();
            return;
        }

        if (_digits is { } digits)
        {
            SendEvent(digits);
        }
        else if (Fill(_packet.AsSpan(RtpPacket.HeaderLength)))
        {
            SendAudio();
        }
        else if (WantsStream || _tick - _lastSent >= KeepAliveTicks)
        {
            _packet.AsSpan(RtpPacket.HeaderLength).Fill(Silence);
            SendAudio();
            _talking = WantsStream;
        }
        else
        {
            _talking = false;
        }
    }

    private byte Silence => Codec == Codec.Pcmu ? G711.MuLawSilence : G711.ALawSilence;

    /// <summary>A conversation goes on: carriers cut off a line that falls silent, so it gets silence in packets.</summary>
    private bool WantsStream => _collect is not null || _record is not null || Bridge is not null;

    private uint Timestamp => _firstTimestamp + (uint)(_tick * FrameSamples);

    /// <summary>The next packet's octets: what is spoken to this leg alone, else what the bridge hears, else its own echo.</summary>
    private bool Fill(Span<byte> frame)
    {
        if (_play is { } play)
        {
            if (play.Playback.Next(frame, Codec))
            {
                return true;
            }

            FinishPlay(play);
        }

        if (Bridge is { } bridge)
        {
            bridge.MixFor(this, _mixed);
            Compress(_mixed, frame);
            return true;
        }

        if (_echoes && Heard is { } heard)
        {
            Compress(heard, frame);
            return true;
        }

        return false;
    }

    private void Compress(ReadOnlySpan<short> samples, Span<byte> frame)
    {
        if (Codec == Codec.Pcmu)
        {
            for (var i = 0; i < frame.Length; i++)
            {
                frame[i] = G711.ToMuLaw(samples[i]);
            }
        }
        else
        {
            for (var i = 0; i < frame.Length; i++)
            {
                frame[i] = G711.ToALaw(samples[i]);
            }
        }
    }

    /// <summary>Speech to a leg on hold runs on unheard, so that a conversation does not stop for it.</summary>
    private void PassSilently()
    {
        if (_play is { } play && !play.Playback.Next(_packet.AsSpan(RtpPacket.HeaderLength), Codec))
        {
            FinishPlay(play);
        }

        if (_digits is { } digits)
        {
            _digits = null;
            digits.Done.TrySetResult(true);
        }
    }

    private void SendAudio()
    {
        RtpPacket.WriteHeader(_packet, !_talking, (int)Codec, _sequence++, Timestamp, _ownSsrc);
        _talking = true;
        Transmit(_packet);
    }

    private void SendEvent(DtmfSender digits)
    {
        if (_agreed!.EventType < 0)
        {
            // The peer knows no events: there is nothing to press keys with.
            _digits = null;
            digits.Done.TrySetException(new NotSupportedException("The far end takes no telephone events."));
            return;
        }

        if (digits.IsFinished)
        {
            _digits = null;
            digits.Done.TrySetResult(true);
            return;
        }

        var begins = digits.BeginsEvent;
        if (begins)
        {
            _eventTimestamp = Timestamp;
        }

        Span<byte> packet = stackalloc byte[RtpPacket.HeaderLength + 4];
        if (digits.Next(packet[RtpPacket.HeaderLength..]))
        {
            RtpPacket.WriteHeader(packet, begins, _agreed.EventType, _sequence++, _eventTimestamp, _ownSsrc);
            Transmit(packet);
        }

        _talking = false;
    }

    private void Transmit(ReadOnlySpan<byte> packet)
    {
        _lastSent = _tick;
        try
        {
            Socket.SendTo(packet, SocketFlags.None, _remote!);
        }
        catch (SocketException)
        {
            // The peer's port is closed or our buffer is full: a packet is lost, as packets are.
            _talking = false;
        }
    }

    /// <summary>Reads this tick's audio for whoever listens: a recording, the bridge, the echo.</summary>
    private void Listen()
    {
        if (_record is null && Bridge is null && !_echoes)
        {
            _incoming = null;
            Heard = null;
            return;
        }

        _incoming ??= new JitterBuffer();
        Heard ??= new short[FrameSamples];
        _incoming.Read(Heard);
    }
}
