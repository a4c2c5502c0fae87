using NodaTime;
using SupportLine.Server.Commands;

namespace SupportLine.Tests.Server.Commands;

/// <summary>A directory file is taken whole or not at all, and every mistake is named where it is.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private const string Accounts = """
        region: MX
        organisations:
          - id: acme
            name: Acme
            number: "7001"
            contacts: []
            contracts: []
            assets:
              - { id: "4711", line: ipaxes, product: pbx, bought: 2025-06-30, warranty-until: 2027-06-29, facts: { version: "17.0" } }
            named-for:
              - { line: ipaxes, request-type: falla }
        engineers: []
        rotas: []
        """;

    private const string Staff = """
        organisations:
          - id: acme
            name: Acme
            contacts:
              - { id: acme/maria, name: María, authorised: true, pin: "4826" }
              - { id: acme/juan, name: Juan, authorised: true, pin: "1938" }
            named-for:
              - { line: ipaxes, request-type: falla }
          - id: other
            name: Other
            contacts:
              - { id: other/rosa, name: Rosa, authorised: true, pin: "5074" }
        agents:
          - { id: anna, name: Anna, phone: "sip:anna@127.0.0.1", lines: [ipaxes], languages: [en], pin: "4711" }
          - { id: bela, name: Bela, phone: "sip:bela@127.0.0.1", lines: [ipaxes], languages: [en], pin: "4712" }
        """;

    /// <summary>Without Juan, what is open to Acme, Other, and Bela.</summary>
    private const string Less = """
        organisations:
          - id: acme
            name: Acme
            contacts:
              - { id: acme/maria, name: María, authorised: true }
        agents:
          - { id: anna, name: Anna, phone: "sip:anna@127.0.0.1", lines: [ipaxes], languages: [en] }
        """;

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("+52 81 8345 0101", "call me", "'call me' is no telephone number; write it as +52 81 8345 0101")]
    [InlineData("\"7315\"", "\"4826\"", "another contact of the organisation has the same PIN; give each contact a PIN of its own")]
    [InlineData("\"4826\"", "\"48\"", "the PIN is not of 4 to 12 digits; choose digits alone, in quotes")]
    [InlineData("\"4826\"", "\"482655\"", "the PIN has 6 digits, and no line asks for so many; choose one of 4 digits")]
    [InlineData("line: ipaxes", "line: ipaxos", "there is no line 'ipaxos'; the lines are ipaxes")]
    [InlineData("from: 2026-01-01", "from: 2026-02-30", "'2026-02-30' is no day; write it as 2026-03-10")]
    [InlineData("contacts:", "contact:", "'contact' means nothing here; known are id, name, number, contacts, contracts, assets, named-for")]
    [InlineData("id: aceros/john", "id: aceros/maria", "there is a contact 'aceros/maria' already; give each its own")]
    [InlineData("engineer: lucia", "engineer: lucio", "there is no engineer 'lucio' in this file; name one of engineers:")]
    [InlineData("product: pbx", "product: fax", "line ipaxes has no product 'fax'; its products are mail, hosting")]
    [InlineData("targets: [\"sip:lucia@127.0.0.1:5071\"]", "targets: sip:lucia@127.0.0.1:5071", "targets is no list; write targets:")]
    [InlineData("organisations:", "organisations: none\nx:", "organisations is no list; write each entry behind a dash")]
    [InlineData("\"100300\"", "\"100200\"", "there is a contract of line ipaxes '100200' already")]
    public async Task A_mistake_is_named_with_its_place_and_nothing_is_imported(string good, string bad, string expected)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "demo", "directory.yaml"));
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0);
        var file = Path.Combine(_shell.Folder, "directory.yaml");
        await File.WriteAllTextAsync(file, text[..at] + bad + text[(at + good.Length)..]);

        var (code, printed) = await _shell.RunAsync("import", file);

        Assert.Equal(ExitCode.Wrong, code);
        Assert.Equal("", printed);
        var row = text[..at].Count(c => c == '\n') + 1;
        Assert.Contains($"{file}:{row}:", _shell.Errors, StringComparison.Ordinal);
        Assert.Contains(expected, _shell.Errors, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was imported.", _shell.Errors.Trim(), StringComparison.Ordinal);
        Assert.Empty(await _shell.RowsAsync("contacts", "list", "aceros"));
        Assert.Empty(await _shell.RowsAsync("contacts", "list", "papeleria"));
    }

    [Fact]
    [Trait("Clause", "SNG-10")]
    [Trait("Clause", "XCL-09")]
    public async Task An_account_number_equipment_and_what_is_open_to_an_account_are_imported()
    {
        var file = Path.Combine(_shell.Folder, "accounts.yaml");
        await File.WriteAllTextAsync(file, Accounts);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("import", file)).Code);

        await using var store = await _shell.OpenAsync();
        Assert.Equal("acme", (await store.Directory.OrganisationByNumberAsync("7001", default))!.Id);
        var account = await store.Directory.AccountAsync("acme", "ipaxes", default);
        Assert.Equal(["falla"], account.NamedFor);
        var asset = Assert.Single(account.Assets);
        Assert.Equal(("4711", "pbx", new LocalDate(2025, 6, 30)), (asset.Id, asset.Product, asset.BoughtOn));
        Assert.Equal((new LocalDate(2027, 6, 29), (LocalDate?)null), (asset.WarrantyUntil, asset.MaintenanceUntil));
        Assert.Equal("17.0", asset.Facts["version"]);
    }

    [Theory]
    [InlineData("\"7001\"", "\"70-1\"", "account number '70-1' cannot be keyed; use 1 to 12 digits, in quotes")]
    [InlineData("request-type: falla", "request-type: fallo", "line ipaxes has no request type 'fallo'; its request types are alta")]
    [InlineData("product: pbx", "product: fax", "line ipaxes has no product 'fax'")]
    [InlineData("bought: 2025-06-30", "bought: 2025-06-31", "'2025-06-31' is no day")]
    [InlineData("bought:", "bough:", "'bough' means nothing here; known are id, line, product, bought")]
    [InlineData("{ version: \"17.0\" }", "[version]", "facts are no map of names and values; write facts:")]
    public async Task So_is_a_mistake_about_them_named(string good, string bad, string expected)
    {
        Assert.Contains(good, Accounts, StringComparison.Ordinal);
        var file = Path.Combine(_shell.Folder, "accounts.yaml");
        await File.WriteAllTextAsync(file, Accounts.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("import", file)).Code);
        Assert.Contains(expected, _shell.Errors, StringComparison.Ordinal);
        await using var store = await _shell.OpenAsync();
        Assert.Null(await store.Directory.OrganisationAsync("acme", default));
    }

    [Fact]
    [Trait("Clause", "IPX-11")]
    public async Task Whoever_a_file_names_no_longer_loses_what_they_may_do_when_that_is_asked_for()
    {
        await ImportAsync(Staff);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("agents", "sign-in", "bela")).Code);
        var printed = await ImportAsync(Less, "--withdraw");
        foreach (var gone in (string[])["contact acme/juan (Juan)", "falla of line ipaxes", "agent bela (Bela)"])
        {
            Assert.Contains($"Withdrawn: {gone}", printed, StringComparison.Ordinal);
        }

        Assert.Equal(3, printed.Split("Withdrawn").Length - 1);
        await using (var store = await _shell.OpenAsync())
        {
            Assert.Equal([("acme/juan", false), ("acme/maria", true)], (await store.Directory.ContactsAsync("acme", default)).Select(contact => (contact.Id, contact.Authorised)));
            Assert.Null(await store.Directory.PinHashAsync("acme/juan", default));
            Assert.NotNull(await store.Directory.PinHashAsync("acme/maria", default));
            Assert.True(Assert.Single(await store.Directory.ContactsAsync("other", default)).Authorised);
            Assert.Empty((await store.Directory.AccountAsync("acme", "ipaxes", default)).NamedFor);
            var bela = (await store.Agents.AgentsAsync(default)).Single(standing => standing.Agent.Id == "bela");
            Assert.Equal((false, "", 0), (bela.State.IsSignedIn, bela.Agent.Phone, bela.Agent.Lines.Count));
            Assert.Null(await store.Agents.PinHashAsync("bela", default));
            Assert.NotNull(await store.Agents.PinHashAsync("anna", default));
        }

        Assert.DoesNotContain("Withdrawn", await ImportAsync(Less, "--withdraw"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_being_asked_nobody_loses_anything_and_it_is_said_how_many_are_not_in_the_file()
    {
        Assert.DoesNotContain("Not in the file", await ImportAsync(Staff), StringComparison.Ordinal);
        Assert.Contains("Not in the file and unchanged: 1 contacts and 1 named-for entries of its organisations, 1 agents.", await ImportAsync(Less), StringComparison.Ordinal);
        await using var store = await _shell.OpenAsync();
        Assert.All(await store.Directory.ContactsAsync("acme", default), contact => Assert.True(contact.Authorised));
        Assert.NotNull(await store.Agents.PinHashAsync("bela", default));
    }

    [Fact]
    public async Task A_file_without_agents_says_nothing_of_them()
    {
        await ImportAsync(Staff);
        var printed = await ImportAsync(Less[..Less.IndexOf("agents:", StringComparison.Ordinal)], "--withdraw");
        Assert.DoesNotContain("agent ", printed, StringComparison.Ordinal);
        await using var store = await _shell.OpenAsync();
        Assert.NotNull(await store.Agents.PinHashAsync("bela", default));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("import", Path.Combine(_shell.Folder, "none.yaml"))).Code);
        Assert.Contains("none.yaml", _shell.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_file_and_is_named()
    {
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("import", _shell.Folder)).Code);
        Assert.StartsWith($"{_shell.Folder}:", _shell.Errors, StringComparison.Ordinal);
        Assert.Contains("name a file that can be read", _shell.Errors, StringComparison.Ordinal);
    }

    private async Task<string> ImportAsync(string text, params string[] options)
    {
        var file = Path.Combine(_shell.Folder, "staff.yaml");
        await File.WriteAllTextAsync(file, text);
        var (code, printed) = await _shell.RunAsync(["import", file, .. options]);
        Assert.True(code == ExitCode.Done, _shell.Errors);
        return printed;
    }
}
