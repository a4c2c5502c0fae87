using System.Buffers;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Bytes of a message on their way out, in a pooled buffer that grows. Disposed once they are sent.</summary>
internal ref struct MessageWriter
{
    private const int FirstSize = 2048;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    public MessageWriter()
    {
    }

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Text known to be ASCII without a line break: names and tokens of our own.</summary>
    public void Ascii(string text) => _length += Encoding.ASCII.GetBytes(text, Room(text.Length));

    /// <summary>Any text as UTF-8. A line break in it becomes a space: a value never makes a header of its own.</summary>
    public void Text(string text)
    {
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Encoding.UTF8.GetBytes(text, room);
        room = room[..written];
        while (room.IndexOfAny((byte)'\r', (byte)'\n') is var at and >= 0)
        {
            room[at] = (byte)' ';
        }

        _length += written;
    }

    public void Number(int number)
    {
        number.TryFormat(Room(11), out var written, default, null);
        _length += written;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private Span<byte> Room(int wanted)
    {
        if (_buffer.Length - _length < wanted)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + wanted));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
