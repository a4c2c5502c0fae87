using SupportLine.Server.Commands;

namespace SupportLine.Tests.Server.Commands;

/// <summary>A directory file is taken whole or not at all, and every mistake is named where it is.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("+52 81 8345 0101", "call me", "'call me' is no telephone number; write it as +52 81 8345 0101")]
    [InlineData("\"7315\"", "\"4826\"", "another contact of the organisation has the same PIN; give each contact a PIN of its own")]
    [InlineData("\"4826\"", "\"48\"", "the PIN is not of 4 to 12 digits; choose digits alone, in quotes")]
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
    public async Task A_file_that_is_not_there_is_named()
    {
        Assert.Equal(ExitCode.Wrong, (await _shell.RunAsync("import", Path.Combine(_shell.Folder, "none.yaml"))).Code);
        Assert.Contains("none.yaml", _shell.Errors, StringComparison.Ordinal);
    }
}
