using NodaTime;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private const string TargetExample = "a length of time such as 4h, or same-working-day";

    /// <summary>Keys from 1 on; nine ends the call.</summary>
    private const int MostSeverities = 8;

    private readonly HashSet<string> _definitions = [];
    private readonly List<(string Text, YamlNode Node)> _rings = [];

    private OutOfHours OutOfHours(Section file)
    {
        if (file.Required("out-of-hours", "{ rings-on-call: [emergencia], source: operator }") is not { } node)
        {
            return new OutOfHours([], false, "");
        }

        var section = new Section(node, "out-of-hours", mistakes);
        _rings.AddRange(section.Texts("rings-on-call", "the severities put through to on-call, [] for none"));
        var read = new OutOfHours([.. _rings.Select(ring => ring.Text)], section.OptionalFlag("booked-visits"), Source(section));
        section.Done();
        return read;
    }

    private List<Severity> Severities(Section file, OutOfHours outOfHours)
    {
        var ids = new HashSet<string>();
        var severities = new List<Severity>();
        foreach (var section in Sections(file, "severities", "a severity", "a list with id, definition, in-hours and source"))
        {
            severities.Add(Severity(section, ids, outOfHours));
            section.Done();
        }

        if (severities.Count > MostSeverities)
        {
            mistakes.Add(file.At("severities"), $"{severities.Count} severities are offered", $"offer at most {MostSeverities}: nine ends the call");
        }

        foreach (var (id, node) in _rings.Where(ring => ids.Count > 0 && !ids.Contains(ring.Text)))
        {
            mistakes.Add(node, $"there is no severity {id}", Nearest.Suggest(id, ids));
        }

        return severities;
    }

    private Severity Severity(Section section, HashSet<string> ids, OutOfHours outOfHours)
    {
        var inHours = Target(section);
        var night = section.Has("out-of-hours") ? section.Time("out-of-hours") : Duration.Zero;
        section.Optional("out-of-hours");
        var unpublished = section.OptionalFlag("unpublished");
        var id = Id(section, "emergencia", ids);
        if (!section.Has("in-hours") && !unpublished)
        {
            mistakes.Add(section.Node, $"severity {id} has neither a target nor unpublished", "add in-hours: 4h, or unpublished: true where the vendor promises no time");
        }
        else if (unpublished && (section.Has("in-hours") || section.Has("out-of-hours")))
        {
            mistakes.Add(section.At("unpublished"), $"severity {id} has a target and is unpublished", "take one of them out");
        }

        if (outOfHours.RingsOnCall.Contains(id) && !section.Has("confirm") && !section.Has("night"))
        {
            mistakes.Add(section.Node, $"severity {id} rings the engineer on call by one key", "add confirm or night: the question that confirms the claim");
        }

        return new Severity
        {
            Id = id,
            DefinitionPrompt = OptionPrompt(section, "definition", "helpdesk.severity.emergency", _definitions),
            NamePrompt = OptionalPromptKey(section, "name", "severity.emergency"),
            ConfirmPrompt = OptionalPromptKey(section, "confirm", "helpdesk.severity.emergency.confirm"),
            NightPrompt = OptionalPromptKey(section, "night", "helpdesk.severity.emergency.night"),
            InHours = inHours,
            OutOfHours = night > Duration.Zero ? night : null,
            RingsOnCall = outOfHours.RingsOnCall.Contains(id),
            Unpublished = unpublished,
            Source = Source(section),
        };
    }

    private static ResponseTarget? Target(Section section)
    {
        var text = section.OptionalText("in-hours", TargetExample);
        if (text is null) return null;
        if (text == "same-working-day") return new ResponseTarget.SameWorkingDay();
        if (DurationText.TryParse(text, out var time)) return new ResponseTarget.Within(time);
        section.Wrong("in-hours", text, TargetExample);
        return null;
    }

    private Cited<string> StartingSeverity(Section file, List<Severity> severities, out bool claimsStand)
    {
        claimsStand = false;
        if (file.Required("starting-severity", "{ id: estandar, source: operator }") is not { } node) return new Cited<string>("", "");
        var section = new Section(node, "starting-severity", mistakes);
        var id = section.Text("id", "a severity's id");
        var known = severities.Select(severity => severity.Id).ToList();
        if (id.Length > 0 && known.Count > 0 && !known.Contains(id))
        {
            mistakes.Add(section.At("id"), $"there is no severity {id}", Nearest.Suggest(id, known));
        }

        claimsStand = section.OptionalFlag("claims-stand");
        var source = Source(section);
        section.Done();
        return new Cited<string>(id, source);
    }
}
