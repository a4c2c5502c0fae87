using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Domain.Phones;
using SupportLine.Server.Watches;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Server.Commands;

namespace SupportLine.Tests.Server.Watches;

public sealed class PhoneKeeperTests : IDisposable
{
    private static readonly DateTimeOffset Until = TimeProvider.System.GetUtcNow().AddMinutes(30);

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Where_a_phone_is_registered_is_listed_survives_a_restart_and_goes_with_it()
    {
        var binding = new PhoneBinding("anna", "sip:anna@10.0.0.7:5062;ob", "udp", IPEndPoint.Parse("127.0.0.1:40123"), Until)
        {
            Path = ["<sip:10.0.0.1;lr>", "<sip:10.0.0.2;lr>"], Local = IPEndPoint.Parse("127.0.0.1:5062"), CallId = "call", CSeq = 7, Instance = "\"<urn:uuid:1>\"",
        };
        await using var store = await _shell.OpenAsync();
        await using (var engine = Engine())
        {
            await engine.RestoreAsync([binding]);
            await Keeper(engine, store.Phones).LookAsync(default);
        }

        var row = Assert.Single(await _shell.RowsAsync("phones", "list"));
        Assert.Equal(("anna", "127.0.0.1:40123"), (row["phone"].GetString(), row["remote"].GetString()));

        await using (var engine = Engine())
        {
            await Keeper(engine, store.Phones).RestoreAsync(default);
            var restored = Assert.Single(await engine.BindingsAsync());
            Assert.Equal(binding with { Path = [] }, restored with { Path = [] });
            Assert.Equal(binding.Path, restored.Path);
        }

        // A phone that is no longer named is not put in force, and its row goes.
        await using var without = Engine(phones: []);
        var keeper = Keeper(without, store.Phones);
        await keeper.RestoreAsync(default);
        await keeper.LookAsync(default);
        Assert.Empty(await _shell.RowsAsync("phones", "list"));
    }

    [Fact]
    public async Task What_came_by_a_connection_is_forgotten_by_a_restart_and_another_nodes_is_left_alone()
    {
        await using var store = await _shell.OpenAsync();
        var until = NodaTime.Instant.FromDateTimeOffset(Until);
        await store.Phones.PutAsync(new RegisteredPhone("here", "anna", "sip:anna@10.0.0.7", "tcp", "127.0.0.1:40123", until), default);
        await store.Phones.PutAsync(new RegisteredPhone("there", "anna", "sip:anna@10.0.0.8", "udp", "127.0.0.1:40124", until), default);
        await using var engine = Engine();
        var keeper = Keeper(engine, store.Phones);
        await keeper.RestoreAsync(default);
        await keeper.LookAsync(default);
        Assert.Empty(await engine.BindingsAsync());
        Assert.Equal("there", Assert.Single(await _shell.RowsAsync("phones", "list"))["node"].GetString());
    }

    [Fact]
    public async Task After_a_restart_too_the_place_renewed_longest_ago_is_the_first_to_go()
    {
        await using var store = await _shell.OpenAsync();
        var until = NodaTime.Instant.FromDateTimeOffset(Until);
        await store.Phones.PutAsync(new RegisteredPhone("here", "anna", "sip:anna@10.0.0.7", "udp", "127.0.0.1:40123", until), default);
        await store.Phones.PutAsync(new RegisteredPhone("here", "anna", "sip:anna@10.0.0.8", "udp", "127.0.0.1:40124", until - NodaTime.Duration.FromMinutes(5)), default);
        await using var engine = Engine();
        await Keeper(engine, store.Phones).RestoreAsync(default);
        Assert.Equal(["sip:anna@10.0.0.8", "sip:anna@10.0.0.7"], (await engine.BindingsAsync()).Select(binding => binding.Contact));
    }

    [Fact]
    public async Task What_came_by_a_connection_through_several_proxies_holds_where_the_nearest_listens()
    {
        await using var store = await _shell.OpenAsync();
        var phone = new RegisteredPhone("here", "anna", "sip:anna@10.0.0.7", "tcp", "127.0.0.1:5080", NodaTime.Instant.FromDateTimeOffset(Until))
        {
            Path = "<sip:127.0.0.1:5080;transport=tcp;lr>, <sip:10.1.1.1;lr>",
        };
        await store.Phones.PutAsync(phone, default);
        await using var engine = Engine();
        await Keeper(engine, store.Phones).RestoreAsync(default);
        Assert.Equal(["<sip:127.0.0.1:5080;transport=tcp;lr>", "<sip:10.1.1.1;lr>"], Assert.Single(await engine.BindingsAsync()).Path);
    }

    private static CallEngine Engine(IReadOnlyList<PhoneAccount>? phones = null) => new(
        new CallEngineOptions { Listen = [new Uri("udp://127.0.0.1:0")], Phones = phones ?? [new PhoneAccount("anna", "s3cret pass")] },
        new Nobody(), TimeProvider.System, NullLogger.Instance);

    private static PhoneKeeper Keeper(CallEngine engine, IRegisteredPhoneStore phones) =>
        new(engine, phones, "here", TimeProvider.System, NullLogger<PhoneKeeper>.Instance);

    private sealed class Nobody : ICallHandler
    {
        public bool Serves(string dialled) => false;

        public Task HandleAsync(ICall call, CancellationToken ct) => Task.CompletedTask;
    }
}
