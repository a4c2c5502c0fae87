using System.Runtime.CompilerServices;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>
/// Reads the ring for one who looks: redacts, reads, and says which leg each message belongs to. All of the work is the
/// reader's; those who handle calls do not wait for it.
/// </summary>
/// <param name="ring">What is read.</param>
internal sealed class TraceReader(MessageRing ring)
{
    /// <summary>Legs remembered; those of longer ago are known again by the note that their end leaves.</summary>
    private const int MostLegs = 8192;

    private readonly Dictionary<string, TracedLeg> _legs = [];
    private readonly Queue<string> _oldest = [];

    /// <summary>A leg that began before what is read.</summary>
    public void Know(string sipCallId, TracedLeg leg)
    {
        if (!_legs.TryAdd(sipCallId, leg))
        {
            // The same call again, by another node's leg or after its end: the later note is right.
            _legs[sipCallId] = leg;
            return;
        }

        _oldest.Enqueue(sipCallId);
        if (_oldest.Count > MostLegs) _legs.Remove(_oldest.Dequeue());
    }

    /// <summary>What is there, from the oldest.</summary>
    public IEnumerable<TracedMessage> Last()
    {
        var end = ring.Next;
        // Legs first: an INVITE stands before the leg that was made of it.
        for (var number = ring.First; number < end && ring.TryRead(ref number, out var entry, out var octets); number++)
        {
            if (entry.Kind == RingEntryKind.Leg) Take(octets);
        }

        for (var number = ring.First; number < end && ring.TryRead(ref number, out var entry, out var octets); number++)
        {
            if (entry.Kind != RingEntryKind.Leg) yield return Message(entry, octets, 0);
        }
    }

    /// <summary>What comes, until cancelled.</summary>
    /// <param name="next">Number of the first entry wanted.</param>
    /// <param name="ct">Cancels it.</param>
    public async IAsyncEnumerable<TracedMessage> FollowAsync(long next, [EnumeratorCancellation] CancellationToken ct)
    {
        for (; ; await ring.WaitAsync(next, ct))
        {
            var number = next;
            while (ring.TryRead(ref number, out var entry, out var octets))
            {
                var missed = number - next;
                next = ++number;
                if (entry.Kind == RingEntryKind.Leg) Take(octets);
                else yield return Message(entry, octets, missed);
            }
        }
    }

    private void Take(byte[] note)
    {
        var (sipCallId, leg) = LegNote.Read(note);
        Know(sipCallId, leg);
    }

    private TracedMessage Message(RingEntry entry, byte[] octets, long missed)
    {
        Redaction.Apply(octets);
        var message = MessageReading.Read(new TracedMessage
        {
            At = entry.At,
            IsSent = entry.Kind == RingEntryKind.Sent,
            Transport = entry.Flow.Name,
            Local = entry.Flow.Local,
            Remote = entry.Flow.Remote,
            Octets = octets,
            Missed = missed,
        });
        return message with { Leg = _legs.GetValueOrDefault(message.SipCallId) };
    }
}
