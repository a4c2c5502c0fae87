using System.Buffers.Binary;

namespace SupportLine.Telephony.Audio;

/// <summary>
/// Writes a WAV as it is heard, 8 kHz, 16 bit, mono. The header's lengths are put right every second and at the end, so
/// that the file is playable whenever the process dies.
/// </summary>
internal sealed class WavWriter : IDisposable
{
    public const int Rate = 8000;

    private const int HeaderLength = 44;

    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[Rate * 2];
    private int _buffered;
    private long _written;

    public WavWriter(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        WriteHeader();
    }

    public TimeSpan Duration => TimeSpan.FromSeconds((_written + _buffered) / 2.0 / Rate);

    public void Write(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_buffer.AsSpan(_buffered), sample);
            _buffered += 2;
            if (_buffered == _buffer.Length)
            {
                Flush();
            }
        }
    }

    /// <summary>What was heard so far reaches the operating system.</summary>
    public void Flush()
    {
        if (_buffered > 0)
        {
            _file.Position = HeaderLength + _written;
            _file.Write(_buffer, 0, _buffered);
            _written += _buffered;
            _buffered = 0;
        }

        WriteHeader();
    }

    /// <summary>Ends it on the disk itself: it outlives the machine's power.</summary>
    public void Dispose()
    {
        Flush();
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], (int)(HeaderLength - 8 + _written));
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], (int)_written);
        _file.Position = 0;
        _file.Write(header);
    }
}
