namespace SupportLine.Telephony.Calls;

/// <summary>Legs that hear each other. Disposing it parts them and ends none.</summary>
public interface IBridge : IAsyncDisposable
{
    /// <summary>The legs in it now.</summary>
    IReadOnlyList<ICall> Legs { get; }

    /// <summary>Brings a leg in. What is played on the leg alone while it is in is a whisper to that side only.</summary>
    void Add(ICall leg);

    void Remove(ICall leg);

    /// <summary>Speaks to all legs over the conversation, which goes on beneath, lowered.</summary>
    Task PlayAsync(Utterance utterance, CancellationToken ct);

    /// <summary>
    /// Records the mix and each side from now on until the bridge is disposed of, written as it is heard and playable at any
    /// moment, crash included. Once in the life of a bridge.
    /// </summary>
    /// <returns>The files, the mix first, once all are safe on the disk.</returns>
    /// <exception cref="InvalidOperationException">It is being recorded already.</exception>
    Task<IReadOnlyList<RecordingResult>> RecordAsync(TalkRecording files);

    /// <summary>The next thing that happens: a key pressed by a leg, or a leg that ended (it is then out of the bridge).</summary>
    Task<BridgeEvent> NextAsync(CancellationToken ct);
}
