using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>
/// Cuts a stream into messages by Content-Length (RFC 3261 section 18.3), the same however the stream was split. A byte
/// is searched once for the end of a head, so that dripping it in costs no more than sending it at once.
/// </summary>
internal sealed class StreamFramer
{
    private const int FirstSize = 4096;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _end;
    private int _searched;
    private int _needed;
    private int _breaks;
    private bool _headWhole;
    private bool _afterReturn;

    /// <summary>Part of a message is here and the rest is not.</summary>
    public bool IsWithinMessage => _end > _start;

    /// <summary>Room for the next bytes, never empty.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0 && _start == _end)
        {
            Shift();
        }

        if (_end == _buffer.Length)
        {
            if (_start > 0)
            {
                Shift();
            }
            else
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes were put into the room.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>The next thing in the stream. Called until more is needed.</summary>
    /// <param name="message">The message; when rejected, what could be read of a request, or null.</param>
    /// <param name="reason">Why rejected.</param>
    public FrameKind Next(out SipMessage? message, out RejectReason reason)
    {
        message = null;
        reason = RejectReason.None;
        if (!_headWhole && SkipBreaks())
        {
            return FrameKind.Ping;
        }

        if (_end - _start < _needed || !(_headWhole = _headWhole || FindHead()))
        {
            if (_end - _start <= SipParser.MaxMessage)
            {
                return FrameKind.MoreNeeded;
            }

            reason = RejectReason.TooLong;
            return FrameKind.Rejected;
        }

        switch (SipParser.Parse(_buffer.AsMemory(_start, _end - _start), stream: true, out message, out var length, out reason))
        {
            case ParseVerdict.Parsed:
                message = Take(length);
                return FrameKind.Message;
            case ParseVerdict.MoreNeeded:
                message = null;
                _needed = length;
                return FrameKind.MoreNeeded;
            default:
                return FrameKind.Rejected;
        }
    }

    /// <summary>The message gets bytes of its own: those of the buffer are overwritten by what comes next.</summary>
    private SipMessage? Take(int length)
    {
        var own = _buffer.AsSpan(_start, length).ToArray();
        _start += length;
        _searched = _start;
        _needed = 0;
        _headWhole = false;
        SipParser.Parse(own, stream: true, out var message, out _, out _);
        return message;
    }

    /// <summary>Passes over line breaks before a message; true at each second CRLF.</summary>
    private bool SkipBreaks()
    {
        for (; _start < _end && _buffer[_start] is (byte)'\r' or (byte)'\n'; _start++)
        {
            var endsBreak = _afterReturn && _buffer[_start] == '\n';
            _afterReturn = _buffer[_start] == '\r';
            _breaks += endsBreak ? 1 : 0;
            if (_breaks == 2)
            {
                _breaks = 0;
                _start++;
                _searched = Math.Max(_searched, _start);
                return true;
            }
        }

        _searched = Math.Max(_searched, _start);
        if (_start < _end)
        {
            _breaks = 0;
            _afterReturn = false;
        }

        return false;
    }

    /// <summary>Looks for the empty line, from where the last search ended.</summary>
    private bool FindHead()
    {
        while (_buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n') is var found and >= 0)
        {
            var after = _searched + found + 1;
            if (after == _end || (_buffer[after] == '\r' && after + 1 == _end))
            {
                // What follows the line break decides; look again from it.
                _searched += found;
                return false;
            }

            if (_buffer[after] == '\n' || (_buffer[after] == '\r' && _buffer[after + 1] == '\n'))
            {
                return true;
            }

            _searched = after;
        }

        _searched = _end;
        return false;
    }

    private void Shift()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _searched -= _start;
        _start = 0;
    }
}
