using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>Phones as the script says, but the first helper presses the transfer key in the talk, and the phone hangs up while the other one rings.</summary>
/// <param name="exchange">The script's.</param>
/// <param name="target">Whom the helper puts the caller through to.</param>
/// <param name="time">The site's.</param>
internal sealed class TransferringExchange(IExchange exchange, string target, TimeProvider time) : IExchange
{
    /// <summary>When the key is pressed, from the beginning of the talk.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(20);

    private bool _hasTransferred;

    private TimeProvider Time => time;

    private string Target => target;

    public bool HasPhone(string name) => exchange.HasPhone(name);

    public Task<DialResult> DialAsync(DialRequest request, CancellationToken ct) => exchange.DialAsync(request, ct);

    public Task<bool> EndLeftAsync(string how, CancellationToken ct) => exchange.EndLeftAsync(how, ct);

    public IBridge OpenBridge() => new Bridge(this, exchange.OpenBridge());

    private sealed class Bridge(TransferringExchange exchange, IBridge bridge) : IBridge
    {
        private Task<BridgeEvent>? _next;

        public IReadOnlyList<ICall> Legs => bridge.Legs;

        public void Add(ICall leg) => bridge.Add(leg);

        public void Remove(ICall leg) => bridge.Remove(leg);

        public Task PlayAsync(Utterance utterance, CancellationToken ct) => bridge.PlayAsync(utterance, ct);

        public Task<IReadOnlyList<RecordingResult>> RecordAsync(TalkRecording files) => bridge.RecordAsync(files);

        public async Task<BridgeEvent> NextAsync(CancellationToken ct)
        {
            _next ??= bridge.NextAsync(ct);
            if (!exchange._hasTransferred)
            {
                exchange._hasTransferred = true;
                await Task.Delay(After, exchange.Time, ct);
                var helper = bridge.Legs[1];
                _ = LeaveAsync(helper);
                return new BridgeEvent.TransferAsked(helper, new Transfer(exchange.Target, null, _ => { }));
            }

            var next = await _next;
            _next = null;
            return next;
        }

        public ValueTask DisposeAsync() => bridge.DisposeAsync();

        private async Task LeaveAsync(ICall helper)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), exchange.Time);
            await helper.HangUpAsync(CancellationToken.None);
        }
    }
}
