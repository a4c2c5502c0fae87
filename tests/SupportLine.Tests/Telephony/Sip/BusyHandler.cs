using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Sip;

/// <summary>Has every number, and is busy at each.</summary>
internal sealed class BusyHandler : ICallHandler
{
    public bool Serves(string dialled) => true;

    public Task HandleAsync(ICall call, CancellationToken ct) => call.RejectAsync(486, ct);
}
