using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// A recording on its way to the disk, which the media thread does not wait for: it fills chunks, the pool writes them in
/// order. One that came to its end has a checksum beside it (<c>.sha256</c>, as <c>sha256sum -c</c> reads it); without one it
/// was cut off.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Close ends the file, on the thread that writes it.")]
internal sealed class RecordingFile : IThreadPoolWorkItem
{
    /// <summary>250 ms: what a crash can cost.</summary>
    private const int ChunkLength = WavWriter.Rate / 4 * 2;

    private readonly string _path;
    private readonly WavWriter? _writer;
    private readonly ConcurrentQueue<(byte[] Chunk, int Length)> _full = new();
    private readonly ConcurrentQueue<byte[]> _empty = new();
    private byte[] _chunk = new byte[ChunkLength];
    private int _filled;
    private long _samples;
    private int _scheduled;
    private bool _closed;
    private volatile Action? _onClosed;
    private volatile Exception? _failure;

    /// <summary>Makes the file; one that cannot be made is a failure like one that cannot be written, and nobody's call ends by it.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="silence">What it begins with, as a file that shall begin when others did; in whole steps of 10 ms.</param>
    public RecordingFile(string path, TimeSpan silence = default)
    {
        _path = path;
        try
        {
            _writer = new WavWriter(path);
            Begin(silence);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e;
        }
    }

    /// <summary>What was taken so far.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)_samples / WavWriter.Rate);

    /// <summary>What reached the file.</summary>
    public TimeSpan Written => _writer?.Duration ?? TimeSpan.Zero;

    /// <summary>Why it is no longer written; null while it is.</summary>
    public Exception? Failure => _failure;

    /// <summary>Takes samples at 8 kHz. On the media thread.</summary>
    public void Take(ReadOnlySpan<short> samples)
    {
        _samples += samples.Length;
        foreach (var sample in samples)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_chunk.AsSpan(_filled), sample);
            _filled += 2;
            if (_filled == ChunkLength)
            {
                HandOver();
            }
        }
    }

    /// <summary>Ends it on the disk and then does something, on another thread.</summary>
    public void Close(Action onClosed)
    {
        HandOver();
        _onClosed = onClosed;
        Schedule();
    }

    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            while (_full.TryDequeue(out var full))
            {
                Write(full.Chunk.AsSpan(0, full.Length));
                _empty.Enqueue(full.Chunk);
            }

            if (_onClosed is { } onClosed && _full.IsEmpty && !_closed)
            {
                _closed = true;
                Finish();
                onClosed();
            }

            Volatile.Write(ref _scheduled, 0);
        }
        while ((!_full.IsEmpty || (_onClosed is not null && !_closed)) && Interlocked.Exchange(ref _scheduled, 1) == 0);
    }

    private void Begin(TimeSpan silence)
    {
        _samples = (long)(silence.TotalMilliseconds / MediaLoop.HearMs) * MediaLoop.HearMs * WavWriter.Rate / 1000;
        var chunk = new byte[ChunkLength];
        for (var left = _samples * 2; left > 0; left -= ChunkLength)
        {
            _writer!.Append(chunk.AsSpan(0, (int)Math.Min(left, ChunkLength)));
        }
    }

    private void HandOver()
    {
        if (_filled > 0)
        {
            _full.Enqueue((_chunk, _filled));
            _chunk = _empty.TryDequeue(out var empty) ? empty : new byte[ChunkLength];
            _filled = 0;
            Schedule();
        }
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Write(ReadOnlySpan<byte> chunk)
    {
        if (_writer is null || _failure is not null)
        {
            return;
        }

        try
        {
            _writer.Append(chunk);
        }
        catch (IOException e)
        {
            // The disk is full or gone: what was written stays playable, and whoever asked is told.
            _failure = e;
        }
    }

    private void Finish()
    {
        if (_writer is null)
        {
            return;
        }

        try
        {
            _writer.Flush();
            _writer.Dispose();
            Seal();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure ??= e;
            _writer.Dispose();
        }
    }

    private void Seal()
    {
        using var file = File.OpenRead(_path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        File.WriteAllText(_path + ".sha256", $"{hash}  {Path.GetFileName(_path)}\n");
    }
}
