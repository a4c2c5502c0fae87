using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;

namespace SupportLine.Tests.Storage;

public abstract partial class StoreSuite
{
    [SkippableFact]
    public async Task An_import_is_found_again_and_repeated_it_changes_what_changed()
    {
        await using var store = await OpenAsync();
        var shift = new Shift("lucia", [IsoDayOfWeek.Monday], new LocalTime(18, 0), new LocalTime(8, 0), new LocalDate(2026, 1, 1), null);
        var rota = new Rota("guardia", DateTimeZoneProviders.Tzdb["America/Mexico_City"], [shift]);
        var maria = new Contact("acme/maria", "acme", "María", "+528183450101", "maria@acme.example", "es-MX", true);
        var import = new DirectoryImport(
            [new Organisation("acme", "Acme")],
            [maria],
            new Dictionary<string, string> { [maria.Id] = "hash" },
            [new Contract("100200", "acme", "ipaxes", "pbx", new LocalDate(2026, 1, 1), new LocalDate(2026, 12, 31))],
            [new Engineer("lucia", "Lucía", ["sip:lucia@127.0.0.1"], "es-MX") { Email = "lucia@example.com" }],
            [rota]);
        await store.Directory.ImportAsync(import, default);
        await store.Directory.ImportAsync(import with { Organisations = [new Organisation("acme", "Acme S. A.")], PinHashes = new Dictionary<string, string>() }, default);

        Assert.Equal("Acme S. A.", (await store.Directory.OrganisationAsync("acme", default))!.Name);
        Assert.Equal(maria, Assert.Single(await store.Directory.ContactsByPhoneAsync("+528183450101", default)));
        Assert.Equal("hash", await store.Directory.PinHashAsync(maria.Id, default));
        Assert.Equal(import.Contracts[0], await store.Directory.ContractAsync("ipaxes", "100200", default));
        Assert.Null(await store.Directory.ContractAsync("another", "100200", default));
        var found = await store.Rotas.RotaAsync("guardia", default);
        Assert.Equivalent(shift, Assert.Single(found!.Shifts));
        var lucia = Assert.Single(await store.Rotas.EngineersAsync(default));
        Assert.Equal(["sip:lucia@127.0.0.1"], lucia.Targets.Select(target => target.Address));
        Assert.Equal("lucia@example.com", lucia.Email);
    }

    [SkippableFact]
    public async Task An_import_that_withdraws_takes_from_whoever_it_does_not_name_what_they_may_do()
    {
        await using var store = await OpenAsync();
        var juan = new Contact("acme/juan", "acme", "Juan", null, null, null, true);
        var named = new NamedAccount("acme", "ipaxes", "falla");
        var none = new DirectoryImport([new Organisation("acme", "Acme")], [], new Dictionary<string, string>(), [], [], []) { NamesAgents = true };
        var all = none with
        {
            Contacts = [juan],
            PinHashes = new Dictionary<string, string> { [juan.Id] = "hash" },
            NamedAccounts = [named],
            Agents = [Anna],
            AgentPinHashes = new Dictionary<string, string> { ["anna"] = "hash" },
        };
        Assert.Empty((await store.Directory.ImportAsync(all, default)).Contacts);
        foreach (var withdraws in (bool[])[false, true])
        {
            var omitted = await store.Directory.ImportAsync(none with { Withdraws = withdraws }, default);
            Assert.Equal((juan, named, "anna"), (Assert.Single(omitted.Contacts), Assert.Single(omitted.NamedAccounts), Assert.Single(omitted.Agents).Id));
        }

        var left = await store.Directory.ImportAsync(none, default);
        Assert.Equal((0, 0, 0), (left.Contacts.Count, left.NamedAccounts.Count, left.Agents.Count));
        Assert.False(Assert.Single(await store.Directory.ContactsAsync("acme", default)).Authorised);
        Assert.Null(await store.Directory.PinHashAsync(juan.Id, default));
        Assert.Null(await store.Agents.PinHashAsync("anna", default));
    }

    [SkippableFact]
    [Trait("Clause", "XCL-09")]
    public async Task An_organisation_is_found_by_its_account_number()
    {
        await using var store = await OpenAsync();
        var none = new DirectoryImport([], [], new Dictionary<string, string>(), [], [], []);
        await store.Directory.ImportAsync(none with { Organisations = [new Organisation("acme", "Acme") { Number = "7001" }, new Organisation("other", "Other")] }, default);

        Assert.Equal("acme", (await store.Directory.OrganisationByNumberAsync("7001", default))!.Id);
        Assert.Null(await store.Directory.OrganisationByNumberAsync("7002", default));

        await store.Directory.ImportAsync(none with { Organisations = [new Organisation("acme", "Acme") { Number = "7002" }] }, default);
        Assert.Null(await store.Directory.OrganisationByNumberAsync("7001", default));
        Assert.Equal("7002", (await store.Directory.OrganisationAsync("acme", default))!.Number);
    }

    [SkippableFact]
    public async Task Wrong_pins_are_counted_for_the_caller_and_for_the_organisation()
    {
        await using var store = await OpenAsync();
        await store.Directory.NotePinFailureAsync("+5281", "acme", Now, default);
        await store.Directory.NotePinFailureAsync("+5282", "acme", Now, default);
        await store.Directory.NotePinFailureAsync("+5281", "acme", Now - Duration.FromHours(2), default);

        Assert.Equal(new PinFailures(1, 2), await store.Directory.PinFailuresAsync("+5281", "acme", Now - Duration.FromHours(1), default));
        Assert.Equal(new PinFailures(0, 0), await store.Directory.PinFailuresAsync("", null, Now - Duration.FromHours(1), default));
    }
}
