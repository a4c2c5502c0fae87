using System.Text.RegularExpressions;
using NodaTime;
using SupportLine.Domain.Phones;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    /// <summary>How long one phone may ring: beyond it a carrier's mailbox has answered, and the next in turn waits in vain.</summary>
    private static readonly (Duration Least, Duration Most) Ring = (Duration.FromSeconds(2), Duration.FromMinutes(2));

    private static readonly (Duration Least, Duration Most) Acceptance = (Duration.FromSeconds(1), Duration.FromMinutes(1));

    private Routing Routing(Section file, List<Severity> severities, List<Product> products)
    {
        if (file.Required("routing", "agents, rota, call-back-within, folio-key and source") is not { } node)
        {
            return new Routing([], Duration.Zero, "", Duration.Zero, Duration.Zero, 1, Duration.Zero, false, 0, "", "");
        }

        var section = new Section(node, "routing", mistakes);
        var read = new Routing(
            Agents(section),
            section.Time("agent-ring", Ring, Duration.FromSeconds(25)),
            section.Text("rota", "the name of the rota for emergencies outside hours"),
            section.Time("engineer-ring", Ring, Duration.FromSeconds(25)),
            section.Time("accept-within", Acceptance, Duration.FromSeconds(8)),
            section.Number("rounds", 1, 10, otherwise: 2),
            section.Time("call-back-within"),
            section.Flag("unverified-emergency"),
            section.Number("unverified-per-hour", 1, 1000, otherwise: 3),
            Keys(section, "folio-key", section.Text("folio-key", "\"*6\"")),
            Source(section));
        read = read with
        {
            SecondKey = OptionalKeys(section, "second-key", read.SecondKey),
            SeverityKey = OptionalKeys(section, "severity-key", read.SeverityKey),
            TicketKey = OptionalKeys(section, "ticket-key", read.TicketKey),
            NoteKey = OptionalKeys(section, "note-key", read.NoteKey),
            TransferKey = OptionalKeys(section, "transfer-key", read.TransferKey),
            ResolveKey = OptionalKeys(section, "resolve-key", read.ResolveKey),
            CallBackPrefixes = Prefixes(section, "call-back-prefixes", mayBeMissing: true),
        };
        TellTalkKeysApart(section, read.TalkKeys);
        read = read with { Ladders = Ladders(section, read, severities, products) };
        section.Done();
        return read;
    }

    private Cited<bool> EscalatesExisting(Section file)
    {
        if (file.Required("escalates-existing", "{ allowed: true, source: operator }") is not { } node) return new Cited<bool>(false, "");
        var section = new Section(node, "escalates-existing", mistakes);
        var read = new Cited<bool>(section.Flag("allowed"), Source(section));
        section.Done();
        return read;
    }

    private List<string> Agents(Section routing)
    {
        var agents = new List<string>();
        foreach (var (written, node) in routing.Texts("agents", "[\"sip:NAME@192.0.2.7\", \"phone:NAME\", \"+52 81 8345 0001\"]"))
        {
            if (DialTarget.Read(written, phones: null, out var wrong, out var right) is { } target) agents.Add(target);
            else mistakes.Add(node, wrong, right);
        }

        return agents;
    }

    private static string OptionalKeys(Section routing, string key, string usual) =>
        Keys(routing, key, routing.OptionalText(key, $"\"{usual}\"") ?? usual);

    /// <summary>Keys are known by how they end: whoever presses the longer would press the shorter too.</summary>
    private static void TellTalkKeysApart(Section routing, IReadOnlyList<(string Name, string Keys, string Does)> all)
    {
        foreach (var (place, (name, keys, _)) in all.Index())
        {
            foreach (var (_, other, does) in all.Skip(place + 1).Where(other => keys.Length > 0 && (keys.EndsWith(other.Keys, StringComparison.Ordinal) || other.Keys.EndsWith(keys, StringComparison.Ordinal))))
            {
                routing.Wrong(name, keys, $"other keys than {other}, which {does}");
            }
        }
    }

    private static string Keys(Section routing, string key, string keys)
    {
        if (keys.Length > 0 && !KeysForm().IsMatch(keys)) routing.Wrong(key, keys, "one to three of 0-9, * and # in quotes, such as \"*6\"");
        return keys;
    }

    private Dialogue Dialogue(Section file)
    {
        if (file.Required("dialogue", "welcome: LINE.welcome") is not { } node) return new Dialogue { Welcome = "" };
        var section = new Section(node, "dialogue", mistakes);
        var usual = new Dialogue { Welcome = "" };
        var read = new Dialogue
        {
            Welcome = PromptKey(section, "welcome", "helpdesk.welcome"),
            MenuWait = Wait(section, "menu-wait", usual.MenuWait),
            NumberWait = Wait(section, "number-wait", usual.NumberWait),
            DigitWait = Wait(section, "digit-wait", usual.DigitWait),
            MenuPresentations = section.Number("menu-presentations", 1, 5, usual.MenuPresentations),
            EntryTries = section.Number("entry-tries", 1, 5, usual.EntryTries),
            LongestDescription = Wait(section, "longest-description", usual.LongestDescription),
        };
        section.Done();
        return read;
    }

    private static TimeSpan Wait(Section section, string key, TimeSpan usual) =>
        section.Time(key, Duration.FromTimeSpan(usual)).ToTimeSpan();

    [GeneratedRegex("^[0-9*#]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeysForm();
}
