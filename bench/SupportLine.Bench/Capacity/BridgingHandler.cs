using SupportLine.Telephony.Calls;

namespace SupportLine.Bench.Capacity;

/// <summary>Joins each caller with the one before, two and two.</summary>
/// <param name="open">Opens a bridge.</param>
internal sealed class BridgingHandler(Func<IBridge> open) : ICallHandler
{
    private readonly Lock _lock = new();
    private IBridge? _waiting;

    public bool Serves(string dialled) => true;

    public async Task HandleAsync(ICall call, CancellationToken ct)
    {
        await call.AnswerAsync(ct);
        Join(call);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        await Task.Delay(Timeout.Infinite, over.Token);
    }

    private void Join(ICall call)
    {
        lock (_lock)
        {
            var bridge = _waiting ?? open();
            bridge.Add(call);
            _waiting = _waiting is null ? bridge : null;
        }
    }
}
