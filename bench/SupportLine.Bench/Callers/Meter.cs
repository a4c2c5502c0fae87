using System.Net;
using System.Net.Sockets;
using SupportLine.Bench.Capacity;
using SupportLine.Bench.Linux;

namespace SupportLine.Bench.Callers;

/// <summary>
/// Hears all streams on one socket, many packets a call of the kernel, and answers them. Arrival is when the kernel took
/// the packet, on the sender's processor: it shows how the sender paces, not when this thread got round to it.
/// </summary>
internal sealed unsafe class Meter : IDisposable
{
    private const long Poll = 1_000_000;

    /// <summary>Turns in which paced streams speak, of 1 ms.</summary>
    private const int Turns = 20;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly HeardStream[] _streams;
    private readonly Histogram _deviations = new();
    private readonly Talk _talk;
    private readonly Thread _thread;
    private readonly Batch _batch = new();
    private TaskCompletionSource<Reading>? _asked;
    private volatile bool _begin;
    private volatile bool _stop;
    private bool _isMeasuring;
    private long _began;
    private long _heard;
    private long _keys;
    private int _running;
    private long _spoken;

    public Meter(int streams, Talk talk)
    {
        _streams = [.. Enumerable.Range(0, streams).Select(_ => new HeardStream())];
        _talk = talk;
        _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        _socket.Blocking = false;
        var (on, big) = (1, 64 << 20);
        var descriptor = (int)_socket.Handle;
        if (Libc.SetOption(descriptor, Libc.SocketLevel, Libc.TimestampNs, &on, sizeof(int)) != 0
            || Libc.SetOption(descriptor, Libc.IpLevel, Libc.PacketInfo, &on, sizeof(int)) != 0)
        {
            throw new IOException("the kernel gives no arrival times");
        }

        _ = Libc.SetOption(descriptor, Libc.SocketLevel, Libc.ReceiveBufferForce, &big, sizeof(int));
        _ = Libc.SetOption(descriptor, Libc.SocketLevel, Libc.SendBufferForce, &big, sizeof(int));
        _thread = new Thread(Run) { IsBackground = true };
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Start() => _thread.Start();

    /// <summary>Begins a window.</summary>
    public void Begin() => _begin = true;

    /// <summary>Ends the window and tells what was heard in it.</summary>
    public Task<Reading> EndAsync()
    {
        var asked = new TaskCompletionSource<Reading>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _asked, asked);
        return asked.Task;
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _socket.Dispose();
        _batch.Dispose();
    }

    private void Run()
    {
        var descriptor = (int)_socket.Handle;
        while (!_stop)
        {
            var count = _batch.Receive(descriptor);
            for (var i = 0; i < count; i++)
            {
                Take(i);
            }

            _batch.Flush(descriptor);
            if (_talk.Paced)
            {
                Speak(descriptor);
            }

            if (_begin)
            {
                _begin = false;
                Open(_batch.Latest);
            }

            if (Interlocked.Exchange(ref _asked, null) is { } asked)
            {
                asked.SetResult(Close(_batch.Latest));
            }

            if (count < Batch.Size)
            {
                Libc.SleepUntil(System.Diagnostics.Stopwatch.GetTimestamp() + Poll);
            }
        }
    }

    private void Take(int index)
    {
        var packet = _batch.Packet(index);
        var number = StreamAddress.IndexOf(_batch.Destination(index));
        if (packet.Length < 12 || (packet[1] & 0x7F) != 0 || (uint)number >= (uint)_streams.Length)
        {
            // Reports, which share the port.
            return;
        }

        var stream = _streams[number];
        var arrival = _batch.Arrival(index);
        var deviation = stream.Take(packet, arrival);
        if (_isMeasuring)
        {
            _heard++;
            if (deviation is { } off)
            {
                _deviations.Add(off);
            }
        }

        if (_talk.Paced)
        {
            if (stream.Origin.Length == 0)
            {
                (stream.Origin, stream.Own) = (_batch.Origin(index).ToArray(), _batch.Destination(index));
            }
        }
        else if (_talk.Talks)
        {
            var length = stream.Answer(_batch.NextAnswer, number, arrival, (long)(_talk.KeyEvery * 1e9), out var pressed);
            _keys += pressed && _isMeasuring ? 1 : 0;
            _batch.Answer(index, length);
        }
    }

    /// <summary>Says what is due by our own clock: each stream every 20 ms, spread over them by the millisecond.</summary>
    private void Speak(int descriptor)
    {
        var now = System.Diagnostics.Stopwatch.GetTimestamp() / Poll;
        for (_spoken = Math.Max(_spoken, now - Turns); _spoken < now; _spoken++)
        {
            for (var number = (int)(_spoken % Turns); number < _streams.Length; number += Turns)
            {
                var stream = _streams[number];
                if (stream.Origin.Length == 0)
                {
                    continue;
                }

                var length = stream.Answer(_batch.NextAnswer, number, _spoken * Poll, (long)(_talk.KeyEvery * 1e9), out var pressed);
                _keys += pressed && _isMeasuring ? 1 : 0;
                _batch.Say(stream.Origin, stream.Own, length);
                if (_batch.IsFull)
                {
                    _batch.Flush(descriptor);
                }
            }
        }

        _batch.Flush(descriptor);
    }

    private void Open(long now)
    {
        (_began, _heard, _keys, _isMeasuring) = (now, 0, 0, true);
        _deviations.Clear();
        _running = _streams.Count(stream => now - stream.Arrival < 500_000_000);
    }

    private Reading Close(long now)
    {
        _isMeasuring = false;
        var due = _running * (now - _began) / 20e6;
        return new Reading(
            _running,
            _heard,
            due > 0 ? Math.Max(0, 100 * (1 - (_heard / due))) : 100,
            _deviations.Quantile(0.5),
            _deviations.Quantile(0.99),
            _deviations.WorstMs,
            _keys);
    }
}
