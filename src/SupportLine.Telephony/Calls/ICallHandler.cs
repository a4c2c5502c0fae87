namespace SupportLine.Telephony.Calls;

/// <summary>Takes the calls that come in. The engine's call loop runs it and is where its exceptions are caught.</summary>
public interface ICallHandler
{
    /// <summary>
    /// Whether the number dialled is ours. Decided before anything is sent but 100, so that an unknown one gets 404.
    /// </summary>
    bool Serves(string dialled);

    /// <summary>Holds the whole conversation; the leg is ended, if it still lives, when this returns.</summary>
    Task HandleAsync(ICall call, CancellationToken ct);
}
