using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Bans;
using SupportLine.Server.Commands;
using SupportLine.Server.Watches;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Server.Commands;

namespace SupportLine.Tests.Server.Watches;

public sealed class BanKeeperTests : IDisposable
{
    private static readonly IPAddress Source = IPAddress.Parse("203.0.113.5");

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_ban_is_stored_survives_a_restart_and_is_lifted_from_beside()
    {
        await using var store = await _shell.OpenAsync();
        await using (var engine = Engine())
        {
            engine.Ban(new Ban(Source, DateTimeOffset.UnixEpoch.AddYears(80), "scanner"));
            await Keeper(engine, store.Bans).LookAsync(default);
        }

        await using var again = Engine();
        var keeper = Keeper(again, store.Bans);
        await keeper.LookAsync(default);
        Assert.Equal(Source, Assert.Single(again.Bans).Source);
        var row = Assert.Single(await _shell.RowsAsync("bans", "list"));
        Assert.Equal(("203.0.113.5", "scanner"), (row["source"].GetString(), row["why"].GetString()));

        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("bans", "lift", "203.0.113.5")).Code);
        await keeper.LookAsync(default);
        await keeper.LookAsync(default);
        Assert.Empty(again.Bans);
        Assert.Empty(await _shell.RowsAsync("bans", "list"));
    }

    [Fact]
    public async Task One_that_another_node_made_holds_here_and_one_that_was_lifted_may_come_again()
    {
        await using var store = await _shell.OpenAsync();
        await using var engine = Engine();
        var keeper = Keeper(engine, store.Bans);
        await store.Bans.PutAsync(new BannedSource("203.0.113.5", Instant.FromUtc(2050, 1, 1, 0, 0), "of another"), default);
        await keeper.LookAsync(default);
        Assert.Equal("of another", Assert.Single(engine.Bans).Why);

        await store.Bans.LiftAsync("203.0.113.5", default);
        await keeper.LookAsync(default);
        engine.Ban(new Ban(Source, DateTimeOffset.UnixEpoch.AddYears(81), "again"));
        await keeper.LookAsync(default);
        Assert.Equal("again", Assert.Single(await store.Bans.InForceAsync(Instant.FromUtc(2026, 1, 1, 0, 0), default)).Why);
    }

    [Fact]
    public async Task What_is_no_address_or_not_banned_is_told()
    {
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("bans", "lift", "somebody")).Code);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("bans", "lift", "203.0.113.5")).Code);
        Assert.Equal("203.0.113.5 is not banned", _shell.Errors.Trim());
    }

    private static CallEngine Engine() => new(new CallEngineOptions { Listen = [] }, new Nobody(), TimeProvider.System, NullLogger.Instance);

    private static BanKeeper Keeper(CallEngine engine, IBanStore bans) => new(engine, bans, new FakeTimeProvider(), NullLogger<BanKeeper>.Instance);

    private sealed class Nobody : ICallHandler
    {
        public bool Serves(string dialled) => false;

        public Task HandleAsync(ICall call, CancellationToken ct) => Task.CompletedTask;
    }
}
