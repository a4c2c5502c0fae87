using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Watches;
using SupportLine.Tests.Server.Commands;

namespace SupportLine.Tests.Server.Watches;

public sealed class OutboxKeeperTests : IDisposable
{
    private const string Lane = "https://a.example/";

    private readonly Shell _shell = new();
    private readonly FakeTimeProvider _real = new();

    private Instant Now => Instant.FromDateTimeOffset(_real.GetUtcNow());

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task What_was_sent_goes_when_it_has_been_kept_for_as_long_as_was_set()
    {
        await using var store = await _shell.OpenAsync();
        await store.Outbox.AddAsync([.. Enumerable.Range(0, 501).Select(i => new Notification.WebhookCall($"{i}", Lane, "{}"))], Now, default);
        while (await store.Outbox.LeaseAsync(Lane, "a", Now, Duration.FromMinutes(1), default) is { } entry)
        {
            await store.Outbox.SettleAsync(entry, "a", OutboxState.Sent, Now, null, Now, default);
        }

        await using var keeper = new OutboxKeeper(store.Outbox, Duration.FromDays(90), _real, NullLogger<OutboxKeeper>.Instance);
        _real.Advance(TimeSpan.FromDays(90));
        Assert.Equal(0, await keeper.LookAsync(default));
        _real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(501, await keeper.LookAsync(default));
        Assert.Empty(await store.Outbox.ListAsync(null, 10, default));
    }
}
