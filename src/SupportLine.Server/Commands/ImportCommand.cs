using System.CommandLine;
using SupportLine.Server.Import;

namespace SupportLine.Server.Commands;

/// <summary><c>import FILE</c>: organisations, contacts, contracts, engineers and rotas, all or nothing.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A directory file; demo/directory.yaml is one." };
        var import = new Command("import", "Takes a directory file into the store, whole or not at all.") { file };
        import.SetAction((parsed, ct) => StoreVerb.RunAsync(parsed, verb => RunAsync(verb, parsed.GetValue(file)!, ct), ct));
        return import;
    }

    private static async Task<int> RunAsync(StoreVerb verb, string path, CancellationToken ct)
    {
        var lines = verb.Lines.Lines;
        var import = DirectoryFile.Read(path, lines, verb.Settings.Sip.PhoneNames, out var mistakes);
        if (import is null)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, mistakes));
            await Console.Error.WriteLineAsync("Nothing was imported.");
            return ExitCode.Wrong;
        }

        await verb.Store.Directory.ImportAsync(import, ct);
        Console.WriteLine(
            $"Imported {import.Organisations.Count} organisations, {import.Contacts.Count} contacts, {import.Contracts.Count} contracts, "
            + $"{import.Engineers.Count} engineers, {import.Rotas.Count} rotas.");
        return ExitCode.Done;
    }
}
