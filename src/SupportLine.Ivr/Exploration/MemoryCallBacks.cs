using NodaTime;
using SupportLine.Domain.Agents;

namespace SupportLine.Ivr.Exploration;

/// <summary>Call-backs kept in memory, for one node.</summary>
internal sealed class MemoryCallBacks : ICallBackStore
{
    private readonly HashSet<string> _leased = [];

    public List<CallBack> All { get; } = [];

    public Task KeepAsync(CallBack callBack, CancellationToken ct)
    {
        All.Add(callBack);
        return Task.CompletedTask;
    }

    public Task<CallBack?> LeaseAsync(string node, Instant now, Instant realNow, Duration lease, CancellationToken ct)
    {
        var due = All.Where(each => each.State == CallBackState.Open && each.DueAt <= now && !_leased.Contains(each.Id)).MinBy(each => each.Call.Place);
        if (due is not null) _leased.Add(due.Id);
        return Task.FromResult(due);
    }

    public Task<bool> RenewAsync(string id, string node, Instant realNow, Duration lease, CancellationToken ct) => Task.FromResult(_leased.Contains(id));

    public Task ReleaseAsync(string node, CancellationToken ct)
    {
        _leased.Clear();
        return Task.CompletedTask;
    }

    public Task PutOffAsync(string id, Instant dueAt, int attempts, CancellationToken ct) =>
        ChangeAsync(id, each => each with { DueAt = dueAt, Attempts = attempts });

    public Task CloseAsync(string id, CallBackState state, CancellationToken ct) => ChangeAsync(id, each => each with { State = state });

    public Task<IReadOnlyList<CallBack>> OpenAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CallBack>>([.. All.Where(each => each.State == CallBackState.Open).OrderBy(each => each.Call.Place)]);

    private Task ChangeAsync(string id, Func<CallBack, CallBack> change)
    {
        var place = All.FindIndex(each => each.Id == id);
        All[place] = change(All[place]);
        _leased.Remove(id);
        return Task.CompletedTask;
    }
}
