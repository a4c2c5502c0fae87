using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Tests.Server.Live;

/// <summary>A store that answers as it is told to, or never.</summary>
internal sealed class StuckCallBacks : ICallBackStore
{
    public Task<IReadOnlyList<CallBack>> Answer { get; set; } = Task.FromResult<IReadOnlyList<CallBack>>([]);

    /// <summary>How often it was.</summary>
    public int Asked { get; private set; }

    public Task<IReadOnlyList<CallBack>> OpenAsync(CancellationToken ct)
    {
        Asked++;
        return Answer;
    }

    public Task KeepAsync(CallBack callBack, CancellationToken ct) => throw new NotSupportedException();

    public Task<CallBack?> LeaseAsync(string node, Instant now, Instant realNow, Duration lease, CancellationToken ct) => throw new NotSupportedException();

    public Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct) => throw new NotSupportedException();

    public Task ReleaseAsync(string node, CancellationToken ct) => throw new NotSupportedException();

    public Task PutOffAsync(string id, Instant dueAt, int attempts, CancellationToken ct) => throw new NotSupportedException();

    public Task CloseAsync(string id, CallBackState state, CancellationToken ct) => throw new NotSupportedException();
}
