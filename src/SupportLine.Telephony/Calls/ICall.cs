namespace SupportLine.Telephony.Calls;

/// <summary>
/// One leg of telephone: somebody who phoned in, or somebody we phoned. All that a conversation may do with it.
/// </summary>
/// <remarks>
/// Every operation throws <see cref="CallEndedException"/> once the leg has ended, so that a conversation reads
/// straight on and its <c>finally</c> records the ending. One audio operation runs at a time on a leg.
/// </remarks>
public interface ICall
{
    /// <summary>Our own identity of the leg, unique across nodes, sortable by time; in every log line and record.</summary>
    string Id { get; }

    CallDirection Direction { get; }

    /// <summary>Who is at the far end, as far as signalling tells.</summary>
    CallParty Party { get; }

    /// <summary>The number dialled: the user part that the trunk says was called.</summary>
    string Dialled { get; }

    /// <summary>The leg whose place in its talk this one is to take (RFC 3891); null for a call of its own.</summary>
    ICall? TakesPlaceOf { get; }

    /// <summary>Cancelled when the leg ends, whoever ended it.</summary>
    CancellationToken Ended { get; }

    /// <summary>Why the leg ended; null while it lives.</summary>
    CallEnd? End { get; }

    /// <summary>What the far end last said of itself in media: loss, jitter, packets.</summary>
    CallQuality Quality { get; }

    /// <summary>Says 180 Ringing (RFC 3261 section 13.3.1.1). Inbound legs only.</summary>
    Task RingAsync(CancellationToken ct);

    /// <summary>Answers with 200 and returns when the ACK is there and media may flow. Inbound legs only.</summary>
    Task AnswerAsync(CancellationToken ct);

    /// <summary>Refuses an unanswered inbound leg with a final status, 400 to 699.</summary>
    Task RejectAsync(int status, CancellationToken ct);

    /// <summary>Ends the leg: BYE, CANCEL or 487, whatever its state asks for. Does nothing when it has ended.</summary>
    Task HangUpAsync(CancellationToken ct);

    /// <summary>
    /// How whoever finds this leg standing hangs it up (<see cref="IExchange.EndLeftAsync"/>), for it to be written down; null while nobody
    /// has answered, and once it has ended.
    /// </summary>
    Task<string?> EndingAsync(CancellationToken ct);

    /// <summary>Speaks to the end; keys pressed meanwhile are dropped. Returns when the last packet was sent.</summary>
    Task PlayAsync(Utterance utterance, CancellationToken ct);

    /// <summary>Repeats without end until cancelled (music on hold). Cancelling ends it within one packet.</summary>
    Task LoopAsync(Utterance utterance, CancellationToken ct);

    /// <summary>Asks: speaks, is interrupted by the first key, and collects what is keyed.</summary>
    Task<Entry> CollectAsync(Collection collection, CancellationToken ct);

    /// <summary>Records what the far end says, written as it is heard and playable at any moment, crash included.</summary>
    Task<RecordingResult> RecordAsync(RecordingRequest request, CancellationToken ct);

    /// <summary>Sends back what it hears until cancelled: a line check.</summary>
    Task EchoAsync(CancellationToken ct);

    /// <summary>Presses keys, 0-9 * # A-D, as RFC 4733 events of 100 ms with 60 ms between.</summary>
    Task SendDigitsAsync(string digits, CancellationToken ct);
}
