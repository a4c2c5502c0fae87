using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Exploration;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>A call that was played to its end: who heard what, and what is left of it.</summary>
internal sealed record Scene(HelpdeskSite Site, ScriptedCall Call)
{
    /// <summary>The steps in which María identifies herself by the number on file.</summary>
    public static readonly string[] Maria = ["language=1", "pin=4826"];

    /// <summary>At night: a fault, claimed and confirmed as an emergency, described.</summary>
    public static readonly string[] Emergency =
    [
        .. Maria, "menu.main=1", "request.type=4", "severity=1", "severity.confirm=1", "contact.confirm=1", "record=speech",
    ];

    public Ticket Ticket => Xunit.Assert.Single(Site.Tickets.All);

    public CallEnding? Ending => Site.Ending(Call.Id);

    /// <summary>The call's journal, one line a step.</summary>
    public IEnumerable<string> Journal => Site.Calls.Events(Call.Id).Select(step => $"{step.Kind} {step.Detail}");

    /// <summary>Plays it, and checks that everybody was asked what the script foresees, and nothing else.</summary>
    public static Scene Play(string at, Script script, string from = HelpdeskSite.Maria, Func<Line, Line>? change = null, Action<HelpdeskSite>? before = null)
    {
        var site = new HelpdeskSite(at, script, change);
        before?.Invoke(site);
        var call = site.Phone(from);
        Xunit.Assert.Empty(script.Mistakes);
        return new Scene(site, call);
    }

    /// <summary>Whether somebody heard this, and where: -1 when not.</summary>
    public int Heard(string key) => Call.Heard.IndexOf(key);

    /// <summary>The digits that follow the first time this was said.</summary>
    public static string DigitsAfter(ScriptedCall leg, string key) => string.Concat(leg.Heard
        .SkipWhile(heard => heard != key)
        .Skip(1)
        .TakeWhile(heard => heard == "pause" || heard.StartsWith("piece.digit.", StringComparison.Ordinal))
        .Where(heard => heard != "pause")
        .Select(heard => heard.Split('.')[2]));
}
