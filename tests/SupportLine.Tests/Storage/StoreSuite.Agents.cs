using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

/// <summary>Agents and those who wait for them.</summary>
public abstract partial class StoreSuite
{
    private static readonly Agent Anna = new("anna", "Anna", "sip:anna@127.0.0.1", ["ipaxes"], ["es-MX", "en"], [new AgentSkill("pbx", 3)]);

    [SkippableFact]
    public async Task An_agent_imported_is_signed_out_and_imported_again_keeps_state_and_pin()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, "hash");
        var standing = Assert.Single(await store.Agents.AgentsAsync(default));
        Assert.Equivalent(Anna, standing.Agent);
        Assert.False(standing.State.IsSignedIn);

        await store.Agents.SignInAsync("anna", Now, default);
        await ImportAsync(store, null);

        Assert.Equal("hash", await store.Agents.PinHashAsync("anna", default));
        Assert.Equal(new AgentState(true, null, null, Now, 0, null), (await store.Agents.AgentsAsync(default))[0].State);
    }

    [SkippableFact]
    public async Task Of_fifty_who_claim_an_agent_one_gets_it()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, null);
        Assert.False(await store.Agents.ClaimAsync("anna", "node", Now, default));
        await store.Agents.SignInAsync("anna", Now, default);

        var claims = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.Agents.ClaimAsync("anna", $"node{i}", Now, default)));

        Assert.Single(claims, claimed => claimed);
        var holder = $"node{Array.IndexOf(claims, true)}";
        Assert.Equal(holder, (await StateAsync(store)).Node);
        await store.Agents.ReleaseAsync("anna", "a stranger", default);
        Assert.Equal(holder, (await StateAsync(store)).Node);
        await store.Agents.ReleaseAllAsync(holder, default);
        Assert.Null((await StateAsync(store)).Node);
    }

    [SkippableFact]
    public async Task After_a_talk_an_agent_is_free_when_it_is_written_up()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, null);
        await store.Agents.SignInAsync("anna", Now, default);
        await store.Agents.ClaimAsync("anna", "node", Now, default);
        var until = Now + Duration.FromSeconds(30);

        await store.Agents.FinishAsync("anna", "node", Now + Duration.FromSeconds(1), until, default);

        Assert.Equal(new AgentState(true, null, until, Now + Duration.FromSeconds(1), 0, null), await StateAsync(store));
        Assert.False(await store.Agents.ClaimAsync("anna", "node", until - Duration.FromSeconds(1), default));
        Assert.True(await store.Agents.ClaimAsync("anna", "node", until, default));
    }

    [SkippableFact]
    public async Task Who_misses_so_many_in_a_row_is_paused_until_resumed()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, null);
        await store.Agents.SignInAsync("anna", Now, default);
        await MissAsync(1);
        Assert.Null((await StateAsync(store)).Pause);
        await MissAsync(2);
        Assert.Equal(("missed", 2), ((await StateAsync(store)).Pause, (await StateAsync(store)).Missed));
        Assert.Equal(Now + Duration.FromMinutes(2), (await StateAsync(store)).PausedAt);

        Assert.False(await store.Agents.ClaimAsync("anna", "node", Now + Duration.FromHours(1), default));
        Assert.True(await store.Agents.ResumeAsync("anna", Now, default));
        Assert.False(await store.Agents.ResumeAsync("anna", Now, default));
        Assert.Equal((null, 0), ((await StateAsync(store)).Pause, (await StateAsync(store)).Missed));
        Assert.Null((await StateAsync(store)).PausedAt);

        async Task MissAsync(int minute)
        {
            var at = Now + Duration.FromMinutes(minute);
            Assert.True(await store.Agents.ClaimAsync("anna", "node", at, default));
            await store.Agents.MissAsync("anna", "node", at, at, pauseAfter: 2, default);
        }
    }

    [SkippableFact]
    public async Task Who_could_not_be_rung_rests_at_the_end_of_those_who_wait_and_has_missed_nothing()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, null);
        await store.Agents.SignInAsync("anna", Now, default);
        var (at, until) = (Now + Duration.FromSeconds(1), Now + Duration.FromSeconds(6));
        Assert.True(await store.Agents.ClaimAsync("anna", "node", at, default));
        await store.Agents.RestAsync("anna", "another", until, until, default);
        await store.Agents.RestAsync("anna", "node", at, until, default);
        Assert.Equal(new AgentState(true, null, until, at, 0, null), await StateAsync(store));
    }

    [SkippableFact]
    public async Task A_pause_needs_somebody_who_is_signed_in_and_ends_with_signing_in_again()
    {
        await using var store = await OpenAsync();
        await ImportAsync(store, null);
        Assert.False(await store.Agents.PauseAsync("anna", "meal", Now, default));
        await store.Agents.SignInAsync("anna", Now, default);
        await store.Agents.SignInAsync("anna", Now + Duration.FromMinutes(1), default);
        Assert.Equal(Now, (await StateAsync(store)).IdleSince);

        Assert.True(await store.Agents.PauseAsync("anna", "meal", Now, default));
        Assert.Equal(("meal", Now), ((await StateAsync(store)).Pause, (await StateAsync(store)).PausedAt));
        Assert.True(await store.Agents.PauseAsync("anna", "meal", Now + Duration.FromMinutes(1), default));
        Assert.Equal(Now, (await StateAsync(store)).PausedAt);
        Assert.True(await store.Agents.PauseAsync("anna", "break", Now + Duration.FromMinutes(1), default));
        Assert.Equal(("break", Now + Duration.FromMinutes(1)), ((await StateAsync(store)).Pause, (await StateAsync(store)).PausedAt));
        await store.Agents.SignInAsync("anna", Now + Duration.FromMinutes(2), default);
        Assert.Equal((null, Now + Duration.FromMinutes(2)), ((await StateAsync(store)).Pause, (await StateAsync(store)).IdleSince));
        Assert.Null((await StateAsync(store)).PausedAt);
        Assert.True(await store.Agents.PauseAsync("anna", "meal", Now, default));
        await store.Agents.SignOutAsync("anna", default);
        Assert.Equal((false, null), ((await StateAsync(store)).IsSignedIn, (await StateAsync(store)).PausedAt));
    }

    [SkippableFact]
    public async Task Waits_are_found_by_time_with_their_ending_and_the_last_talks_by_line()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            var wait = new QueueWait($"w{i}", "ipaxes", $"call-{i}", "520017", Now + Duration.FromMinutes(i));
            await store.Queue.JoinAsync(wait, "node", default);
        }

        await store.Queue.LeaveAsync("w0", QueueOutcome.Answered, "anna", Now + Duration.FromSeconds(4), Now + Duration.FromSeconds(10), default);
        await store.Queue.LeaveAsync("w0", QueueOutcome.Abandoned, null, null, Now + Duration.FromSeconds(11), default);
        await store.Queue.TalkedAsync("w0", Now + Duration.FromSeconds(100), default);
        await store.Queue.CutOffAsync("another node", Now, default);
        Assert.Equal([QueueOutcome.Answered, null, null], (await WaitsAsync()).Select(wait => wait.Outcome));
        await store.Queue.CutOffAsync("node", Now + Duration.FromMinutes(9), default);

        var found = await WaitsAsync();
        Assert.Equal(
            new QueueWait("w0", "ipaxes", "call-0", "520017", Now)
            {
                LeftAt = Now + Duration.FromSeconds(10),
                Outcome = QueueOutcome.Answered,
                AgentId = "anna",
                TalkedUntil = Now + Duration.FromSeconds(100),
            },
            found[0]);
        Assert.Equal([QueueOutcome.Answered, QueueOutcome.CutOff, QueueOutcome.CutOff], found.Select(wait => wait.Outcome));
        Assert.Equal([Duration.FromSeconds(96)], await store.Queue.LastTalksAsync("ipaxes", 20, default));
        Assert.Empty(await store.Queue.LastTalksAsync("wildix", 20, default));

        Task<IReadOnlyList<QueueWait>> WaitsAsync() => store.Queue.WaitsAsync(new Interval(Now, Now + Duration.FromMinutes(3)), default);
    }

    [SkippableFact]
    public async Task A_call_back_is_one_nodes_until_its_lease_lapses_and_the_first_place_is_taken_first()
    {
        await using var store = await OpenAsync();
        var first = NewCallBack("first", place: 1);
        await store.CallBacks.KeepAsync(NewCallBack("second", place: 2), default);
        await store.CallBacks.KeepAsync(first, default);
        await store.CallBacks.KeepAsync(NewCallBack("later", place: 0) with { DueAt = Now + Duration.FromHours(1) }, default);
        var lease = Duration.FromSeconds(10);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.CallBacks.LeaseAsync($"node{i}", Now, Now, lease, default)));

        Assert.Equal(["first", "second"], taken.OfType<CallBack>().Select(each => each.Id).Order());
        Assert.Equal(first, taken.OfType<CallBack>().Single(each => each.Id == "first"));
        var owner = $"node{Array.FindIndex(taken, each => each?.Id == "first")}";
        Assert.False(await store.CallBacks.RenewAsync("first", "a stranger", Now, lease, default));
        Assert.True(await store.CallBacks.RenewAsync("first", owner, Now + Duration.FromSeconds(5), lease, default));
        Assert.Equal("second", (await store.CallBacks.LeaseAsync("b", Now, Now + Duration.FromSeconds(12), lease, default))!.Id);
        Assert.Equal("first", (await store.CallBacks.LeaseAsync("b", Now, Now + Duration.FromSeconds(16), lease, default))!.Id);

        // What its life before held is free for a node that begins, and nobody else's is.
        await store.CallBacks.ReleaseAsync("a stranger", default);
        Assert.Null(await store.CallBacks.LeaseAsync("c", Now, Now + Duration.FromSeconds(17), lease, default));
        await store.CallBacks.ReleaseAsync("b", default);
        Assert.Equal("first", (await store.CallBacks.LeaseAsync("c", Now, Now + Duration.FromSeconds(17), lease, default))!.Id);
    }

    [SkippableFact]
    public async Task A_call_back_put_off_is_due_later_and_one_that_is_closed_is_never_made()
    {
        await using var store = await OpenAsync();
        await store.CallBacks.KeepAsync(NewCallBack("a", place: 1), default);
        await store.CallBacks.LeaseAsync("node", Now, Now, Duration.FromSeconds(10), default);
        await store.CallBacks.PutOffAsync("a", Now + Duration.FromMinutes(5), 1, default);
        Assert.Null(await LeaseAsync(4));
        Assert.Equal(1, (await LeaseAsync(5))!.Attempts);
        await store.CallBacks.CloseAsync("a", CallBackState.Done, default);
        await store.CallBacks.CloseAsync("a", CallBackState.Failed, default);
        Assert.Null(await LeaseAsync(60));
        Assert.Empty(await store.CallBacks.OpenAsync(default));

        Task<CallBack?> LeaseAsync(int minutes)
        {
            var at = Now + Duration.FromMinutes(minutes);
            return store.CallBacks.LeaseAsync("node", at, at, Duration.FromSeconds(10), default);
        }
    }

    private static CallBack NewCallBack(string id, int place) => new(
        id,
        Folio.Of("52", 1),
        "call-1",
        "+528183450101",
        new QueuedCall(id, "ipaxes", null, "es-MX", Now, Now + Duration.FromMinutes(place)),
        Now,
        0,
        CallBackState.Open);

    private static async Task<AgentState> StateAsync(Store store) => Assert.Single(await store.Agents.AgentsAsync(default)).State;

    private static Task<DirectoryOmissions> ImportAsync(Store store, string? pinHash) => store.Directory.ImportAsync(
        new DirectoryImport([], [], new Dictionary<string, string>(), [], [], [])
        {
            Agents = [Anna],
            AgentPinHashes = pinHash is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["anna"] = pinHash },
        },
        default);
}
