using System.Diagnostics.CodeAnalysis;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>
/// The last messages, as they went over the wire: one copy into memory that is there from the start, so that it costs no
/// allocation, holds nothing of the network's alive, and never grows. The newest overwrite the oldest. From any thread.
/// </summary>
internal sealed class MessageRing
{
    /// <summary>Octets kept: some eight thousand messages, a thousand short calls.</summary>
    public const int StandardOctets = 8 * 1024 * 1024;

    /// <summary>Messages kept, however short they are.</summary>
    private const int MostEntries = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly byte[] _octets;
    private readonly RingEntry[] _entries = new RingEntry[MostEntries];
    private readonly TimeProvider _time;
    private TaskCompletionSource? _awaited;
    private long _written;
    private long _first;
    private long _next;

    /// <param name="time">Real time.</param>
    /// <param name="octets">Octets kept; at least the longest message's.</param>
    public MessageRing(TimeProvider time, int octets = StandardOctets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(octets, SipParser.MaxMessage);
        _time = time;
        _octets = GC.AllocateUninitializedArray<byte>(octets);
    }

    /// <summary>Number of the oldest entry kept, or of the next one where there is none.</summary>
    public long First
    {
        get
        {
            lock (_gate) return _first;
        }
    }

    /// <summary>Number that the next entry will have; the first of all has 0.</summary>
    public long Next
    {
        get
        {
            lock (_gate) return _next;
        }
    }

    public void Add(RingEntryKind kind, in Flow flow, ReadOnlySpan<byte> octets)
    {
        if (octets.Length > _octets.Length) return;
        TaskCompletionSource? awaited;
        lock (_gate)
        {
            while (_next > _first && (_next - _first == MostEntries || _written + octets.Length - _entries[_first % MostEntries].Start > _octets.Length))
            {
                _entries[_first++ % MostEntries] = default;
            }

            var at = (int)(_written % _octets.Length);
            var head = Math.Min(octets.Length, _octets.Length - at);
            octets[..head].CopyTo(_octets.AsSpan(at));
            octets[head..].CopyTo(_octets);
            _entries[_next++ % MostEntries] = new RingEntry(kind, _time.GetUtcNow(), flow, _written, octets.Length);
            _written += octets.Length;
            awaited = _awaited;
            _awaited = null;
        }

        awaited?.SetResult();
    }

    /// <summary>A copy of an entry, or of the oldest that is left where it has been overwritten.</summary>
    /// <param name="number">Which; made the number of the one that was read.</param>
    /// <param name="entry">What it is.</param>
    /// <param name="octets">Its octets.</param>
    /// <returns>False when it has not come yet.</returns>
    public bool TryRead(ref long number, out RingEntry entry, [NotNullWhen(true)] out byte[]? octets)
    {
        lock (_gate)
        {
            number = Math.Max(number, _first);
            if (number >= _next)
            {
                entry = default;
                octets = null;
                return false;
            }

            entry = _entries[number % MostEntries];
            octets = new byte[entry.Length];
            var at = (int)(entry.Start % _octets.Length);
            var head = Math.Min(octets.Length, _octets.Length - at);
            _octets.AsSpan(at, head).CopyTo(octets);
            _octets.AsSpan(0, octets.Length - head).CopyTo(octets.AsSpan(head));
            return true;
        }
    }

    /// <summary>Completes once an entry of that number is there.</summary>
    public Task WaitAsync(long number, CancellationToken ct)
    {
        lock (_gate)
        {
            if (number < _next) return Task.CompletedTask;
            _awaited ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _awaited.Task.WaitAsync(ct);
        }
    }
}
