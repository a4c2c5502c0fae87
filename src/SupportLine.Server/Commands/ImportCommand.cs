using System.CommandLine;
using SupportLine.Domain.Contracts;
using SupportLine.Server.Import;

namespace SupportLine.Server.Commands;

/// <summary>
/// <c>import FILE</c>: organisations, contacts, contracts, engineers, rotas and agents, all or nothing. A file may be a part, and so
/// whoever it does not name stays as they are, unless <c>--withdraw</c> says that it is the whole of what it names.
/// </summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A directory file; demo/directory.yaml is one." };
        var withdraw = new Option<bool>("--withdraw")
        {
            Description = "Contacts whom the file no longer has, of the organisations it names, lose authorisation and PIN; what is open to those organisations alone, and agents where it names any, go likewise.",
        };
        var import = new Command("import", "Takes a directory file into the store, whole or not at all.") { file, withdraw };
        import.SetAction((parsed, ct) => StoreVerb.RunAsync(parsed, verb => RunAsync(verb, parsed.GetValue(file)!, parsed.GetValue(withdraw), ct), ct));
        return import;
    }

    private static async Task<int> RunAsync(StoreVerb verb, string path, bool withdraws, CancellationToken ct)
    {
        var lines = verb.Lines.Lines;
        var import = DirectoryFile.Read(path, lines, verb.Settings.Sip.PhoneNames, out var mistakes);
        if (import is null)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, mistakes));
            await Console.Error.WriteLineAsync("Nothing was imported.");
            return ExitCode.Wrong;
        }

        var omitted = await verb.Store.Directory.ImportAsync(import with { Withdraws = withdraws }, ct);
        Console.WriteLine(
            $"Imported {import.Organisations.Count} organisations, {import.Contacts.Count} contacts, {import.Contracts.Count} contracts, "
            + $"{import.Engineers.Count} engineers, {import.Rotas.Count} rotas.");
        if (withdraws) TellWithdrawn(omitted);
        else TellOmitted(omitted);
        return ExitCode.Done;
    }

    private static void TellWithdrawn(DirectoryOmissions withdrawn)
    {
        foreach (var contact in withdrawn.Contacts) Console.WriteLine($"Withdrawn: contact {contact.Id} ({contact.Name}), no longer authorised, without a PIN");
        foreach (var named in withdrawn.NamedAccounts) Console.WriteLine($"Withdrawn: {named.RequestType} of line {named.LineId}, no longer open to {named.OrganisationId} by name");
        foreach (var agent in withdrawn.Agents) Console.WriteLine($"Withdrawn: agent {agent.Id} ({agent.Name}), signed out, without PIN, phone and lines");
    }

    private static void TellOmitted(DirectoryOmissions omitted)
    {
        var (contacts, named, agents) = (omitted.Contacts.Count, omitted.NamedAccounts.Count, omitted.Agents.Count);
        if (contacts + named + agents == 0) return;
        Console.WriteLine(
            $"Not in the file and unchanged: {contacts} contacts and {named} named-for entries of its organisations, {agents} agents. "
            + "If it is the whole of what it names, import it with --withdraw.");
    }
}
