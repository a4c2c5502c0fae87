using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Commands;
using SupportLine.Server.Outbox;
using SupportLine.Storage;
using SupportLine.Tests.Server.Commands;

namespace SupportLine.Tests.Server.Outbox;

public sealed class OutboxSenderTests : IDisposable
{
    private const string Lane = "https://a.example/";

    private readonly Shell _shell = new();

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 10, 17, 30, 0, TimeSpan.Zero));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task What_a_dying_process_was_sending_is_sent_again_under_its_number_when_the_lease_has_lapsed()
    {
        await using var store = await _shell.OpenAsync();
        await AddAsync(store, "a");
        var dying = new Far(_ => throw new OperationCanceledException());
        await Assert.ThrowsAsync<OperationCanceledException>(() => Sender(store, dying, "first").SendDueAsync(Lane, default));

        var alive = new Far(_ => new Delivery.Taken());
        Assert.Equal(0, await Sender(store, alive, "second").SendDueAsync(Lane, default));
        _time.Advance(alive.Limit + TimeSpan.FromSeconds(11));
        Assert.Equal(1, await Sender(store, alive, "second").SendDueAsync(Lane, default));

        Assert.Equal(Assert.Single(dying.Came), Assert.Single(alive.Came));
        Assert.Empty(await store.Outbox.ListAsync(OutboxState.Waiting, 10, default));
    }

    [Fact]
    public async Task One_that_is_refused_does_not_hold_up_the_rest_and_one_for_later_comes_again()
    {
        await using var store = await _shell.OpenAsync();
        await AddAsync(store, "refused", "broken", "busy", "good");
        var busy = true;
        var far = new Far(call => call.About switch
        {
            "refused" => new Delivery.Refused("550 no such user"),
            "broken" when busy => throw new InvalidOperationException("no template"),
            "busy" when busy => new Delivery.Later("451 come back"),
            _ => new Delivery.Taken(),
        });
        var sender = Sender(store, far, "node");
        Assert.Equal(4, await sender.SendDueAsync(Lane, default));

        busy = false;
        Assert.Equal(0, await sender.SendDueAsync(Lane, default));
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(2, await sender.SendDueAsync(Lane, default));
        var left = Assert.Single(await store.Outbox.ListAsync(OutboxState.Failed, 10, default));
        Assert.Equal((1, "550 no such user"), (left.Number, left.Error));
        Assert.Empty(await store.Outbox.ListAsync(OutboxState.Waiting, 10, default));
    }

    [Fact]
    public async Task An_alert_that_waited_for_a_node_that_stood_still_is_not_sent_hours_late()
    {
        await using var store = await _shell.OpenAsync();
        await store.Outbox.AddAsync([new Notification.WebhookCall("ring", Lane, "{}", Alerts: true)], Instant.FromDateTimeOffset(_time.GetUtcNow()), default);
        await AddAsync(store, "news");
        _time.Advance(TimeSpan.FromHours(2));
        var far = new Far(_ => new Delivery.Taken());
        await Sender(store, far, "node").SendDueAsync(Lane, default);
        Assert.Equal(2, Assert.Single(far.Came).Number);
        Assert.Equal(1, Assert.Single(await store.Outbox.ListAsync(OutboxState.Failed, 10, default)).Number);
    }

    [Fact]
    public async Task What_failed_stands_in_the_list_until_it_is_tried_anew()
    {
        await using var store = await _shell.OpenAsync();
        await AddAsync(store, "a");
        await Sender(store, new Far(_ => new Delivery.Refused("550 no such user")), "node").SendDueAsync(Lane, default);

        var row = Assert.Single(await _shell.RowsAsync("outbox", "list"));
        Assert.Equal(("failed", Lane, "550 no such user"), (row["state"].GetString(), row["recipient"].GetString(), row["error"].GetString()));
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("outbox", "retry", "7")).Code);
        Assert.Contains("no notification 7", _shell.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("outbox", "retry")).Code);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("outbox", "retry", "--failed")).Code);

        _time.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(1));
        await Sender(store, new Far(_ => new Delivery.Taken()), "node").SendDueAsync(Lane, default);
        Assert.Empty(await _shell.RowsAsync("outbox", "list"));
        Assert.Equal("sent", Assert.Single(await _shell.RowsAsync("outbox", "list", "--all"))["state"].GetString());
    }

    private Task AddAsync(Store store, params string[] abouts) => store.Outbox.AddAsync(
        [.. abouts.Select(about => new Notification.WebhookCall(about, Lane, "{}"))], Instant.FromDateTimeOffset(_time.GetUtcNow()), default);

    private OutboxSender Sender(Store store, ISender far, string node) =>
        new(store.Outbox, new Dictionary<string, ISender> { [Lane] = far }, node, _time, NullLogger<OutboxSender>.Instance);

    /// <summary>A far end that does as it is told, and remembers what came.</summary>
    private sealed class Far(Func<Notification.WebhookCall, Delivery> answer) : ISender
    {
        public TimeSpan Limit => TimeSpan.FromSeconds(15);

        public List<(long Number, string Id)> Came { get; } = [];

        public Task<Delivery> SendAsync(OutboxEntry entry, CancellationToken ct)
        {
            Came.Add((entry.Number, entry.Id));
            return Task.FromResult(answer((Notification.WebhookCall)entry.Notification));
        }
    }
}
