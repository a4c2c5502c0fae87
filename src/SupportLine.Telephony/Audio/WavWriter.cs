using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace SupportLine.Telephony.Audio;

/// <summary>
/// Writes a WAV as it is heard, 8 kHz, 16 bit, mono. Samples go out before the header that counts them, so that the file
/// is playable whenever the process dies.
/// </summary>
internal sealed class WavWriter : IDisposable
{
    public const int Rate = 8000;

    private const int HeaderLength = 44;

    private readonly SafeFileHandle _file;
    private long _written;

    /// <exception cref="IOException">The file cannot be made.</exception>
    public WavWriter(string path)
    {
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        try
        {
            WriteHeader();
        }
        catch (IOException)
        {
            _file.Dispose();
            throw;
        }
    }

    public TimeSpan Duration => TimeSpan.FromSeconds(_written / 2.0 / Rate);

    /// <summary>Reaches the operating system at once.</summary>
    /// <param name="samples">16 bit, little-endian.</param>
    public void Append(ReadOnlySpan<byte> samples)
    {
        RandomAccess.Write(_file, samples, HeaderLength + _written);
        _written += samples.Length;
        WriteHeader();
    }

    /// <summary>Reaches the disk itself: it outlives the machine's power.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

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
        RandomAccess.Write(_file, header, 0);
    }
}
