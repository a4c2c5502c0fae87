using System.Globalization;
using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>A snapshot as lists. The order of the panes is that of their keys.</summary>
internal static class Panes
{
    private const string NotKnown = "not known, the store does not answer";

    /// <param name="snapshot">Of one line, or all.</param>
    /// <param name="isOneLine">Whether the line need not be said.</param>
    public static IReadOnlyList<Pane> Of(LiveSnapshot snapshot, bool isOneLine) =>
    [
        Without(isOneLine, Escalations(snapshot)),
        Without(isOneLine, Queue(snapshot)),
        Without(isOneLine, Calls(snapshot)),
        Agents(snapshot),
        Alarms(snapshot),
    ];

    private static PaneColumn Line => new("line", 4, 12);

    private static Pane Without(bool isOneLine, Pane pane)
    {
        var at = pane.Columns.ToList().FindIndex(column => column.Head == Line.Head);
        return !isOneLine ? pane : pane with
        {
            Columns = [.. pane.Columns.Where((_, i) => i != at)],
            Rows = [.. pane.Rows.Select(row => row.Where((_, i) => i != at).ToList())],
        };
    }

    private static Pane Escalations(LiveSnapshot snapshot) => new(
        "Escalations",
        snapshot.StoreTrouble is null ? "none" : NotKnown,
        [new("folio", 8, 14), new("now", 18, 48), new("who", 8, 36), new("since", 5, 8), new("rung", 6, 22), new("severity", 6, 14), Line],
        [
            .. snapshot.Escalations.Select(each => new[]
            {
                each.Folio,
                Now(each, snapshot.At),
                Who(each.Organisation, each.Number),
                Ago(each.StartedAt, snapshot.At),
                Rung(each),
                each.Severity ?? "",
                each.Line,
            }),
        ]);

    private static ScreenPart Now(LiveEscalation each, DateTimeOffset at)
    {
        if (each.Accepted is { } accepted) return new($"{accepted.Name} accepted {Ago(accepted.Since, at).Text}", Colours.Good);
        if (each.Ringing.Count > 0) return new(string.Join(", ", each.Ringing.Select(engineer => $"{engineer.Name} rings {Ago(engineer.Since, at).Text}")), Colours.Worst);
        return each.NotBefore > at
            ? new ScreenPart($"nobody rings, next in {ScreenText.Length(each.NotBefore.Value - at)}", Colours.Worst)
            : new ScreenPart("nobody rings", Colours.Worst);
    }

    private static string Rung(LiveEscalation each) => each.Rung is null ? "" : string.Create(
        CultureInfo.InvariantCulture, $"{each.Rung} of {each.Rungs}{(each.Rounds > 1 ? $", round {each.Round} of {each.Rounds}" : "")}");

    private static Pane Queue(LiveSnapshot snapshot) => new(
        "Queue",
        "nobody waits",
        [new("place", 5, 5), new("who", 10, 36), new("waited", 6, 8), new("now", 12, 34), new("about", 5, 18), new("severity", 6, 14), new("folio", 8, 14), Line],
        [
            .. snapshot.Queue.Select(each => new[]
            {
                each.Position is { } place ? place.ToString(CultureInfo.InvariantCulture) : "later",
                Who(each.Organisation, each.Number),
                Ago(each.Since, snapshot.At),
                Now(each, snapshot.At),
                $"{each.Product} {each.Language}".Trim(),
                each.Claimed ?? "",
                each.Folio ?? "",
                each.Line,
            }),
        ]);

    private static ScreenPart Now(LiveWait each, DateTimeOffset at)
    {
        if (each.IsRung) return new(each.CallBackAt is null ? "an agent's phone rings" : "call-back: an agent's phone rings", Colours.Good);
        if (each.CallBackAt is not { } due) return new("waits", Colours.Waits);
        var tried = each.Attempts == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {each.Attempts} in vain");
        return due > at ? new ScreenPart($"call-back in {ScreenText.Length(due - at)}{tried}", Colours.Pale) : new ScreenPart($"call-back due{tried}", Colours.Waits);
    }

    private static Pane Calls(LiveSnapshot snapshot) => new(
        "Calls",
        "none",
        [new("who", 10, 36), new("where", 14, 44), new("since", 5, 8), new("number", 14, 16), new("call", 5, 8), new("folio", 8, 14), Line],
        [
            .. snapshot.Calls.Select(each => new[]
            {
                each.Organisation ?? "",
                Where(each),
                Ago(each.Since, snapshot.At),
                Number(each.Number),
                Ago(each.StartedAt, snapshot.At),
                each.Folio ?? "",
                each.Line ?? each.Dialled,
            }),
        ]);

    private static ScreenPart Where(LiveCaller each) => each.Doing switch
    {
        LiveDoing.Ringing => new ScreenPart("not answered yet", Colours.Pale),
        LiveDoing.Asked => $"asked {each.Detail}",
        LiveDoing.Recording => "speaks after the tone",
        LiveDoing.Waiting => new ScreenPart(each.Detail.Length > 0 ? $"queue, {Person(each.Detail)} rings" : "queue", Colours.Waits),
        LiveDoing.Escalating => new ScreenPart("waits for an engineer", Colours.Waits),
        LiveDoing.Reaching => new ScreenPart($"{Person(each.Detail)} rings", Colours.Waits),
        LiveDoing.Talking => new ScreenPart($"talks with {Person(each.Detail)}", Colours.Talks),
        _ => "listens",
    };

    private static Pane Agents(LiveSnapshot snapshot) => new(
        "Agents",
        snapshot.StoreTrouble is null ? "none" : NotKnown,
        [new("name", 8, 28), new("state", 10, 26), new("since", 5, 8), new("with", 8, 36), new("remarks", 6, 40)],
        [
            .. snapshot.Agents.OrderBy(each => each.State == LiveAgentState.SignedOut).Select(each => new[]
            {
                each.Name,
                State(each, snapshot.At),
                each.Since is { } since ? Ago(since, snapshot.At) : "",
                With(each, snapshot),
                Remarks(each),
            }),
        ]);

    private static ScreenPart State(LiveAgent each, DateTimeOffset at) => each.State switch
    {
        LiveAgentState.Free => new ScreenPart("free", Colours.Good),
        LiveAgentState.Rung => new ScreenPart("phone rings", Colours.Waits),
        LiveAgentState.Talking => new ScreenPart("talks", Colours.Talks),
        LiveAgentState.Engaged => new ScreenPart("engaged", Colours.Talks),
        LiveAgentState.WrappingUp => $"writes up, {ScreenText.Length((each.Until ?? at) - at)} left",
        LiveAgentState.Paused => new ScreenPart($"paused: {each.Reason}", Colours.Waits),
        _ => new ScreenPart("signed out", Colours.Pale),
    };

    private static ScreenPart With(LiveAgent each, LiveSnapshot snapshot) =>
        snapshot.Calls.FirstOrDefault(call => call.Id == each.Call) is { } call ? Who(call.Organisation, call.Number) : "";

    private static ScreenPart Remarks(LiveAgent each)
    {
        string?[] remarks =
        [
            each.IsPhoneThere == false && each.State != LiveAgentState.SignedOut ? "phone NOT REGISTERED" : null,
            each.Missed > 0 ? string.Create(CultureInfo.InvariantCulture, $"missed {each.Missed}") : null,
        ];
        return new(string.Join(", ", remarks.OfType<string>()), Colours.Bad);
    }

    private static Pane Alarms(LiveSnapshot snapshot) => new(
        "Alarms",
        "none since the start",
        [new("ago", 5, 8), new("", 5, 8), new("what", 20, 400)],
        [
            .. snapshot.Alarms.Select(each => new[]
            {
                Ago(each.At, snapshot.At),
                each.IsCritical ? new ScreenPart("CRITICAL", Colours.Worst) : new ScreenPart("error", Colours.Bad),
                each.Times > 1 ? string.Create(CultureInfo.InvariantCulture, $"{each.Text} (x{each.Times})") : each.Text,
            }),
        ]);

    private static ScreenPart Ago(DateTimeOffset since, DateTimeOffset at) => ScreenText.Length(at - since);

    private static ScreenPart Who(string? organisation, string number) => organisation ?? Number(number).Text;

    private static ScreenPart Number(string number) => number.Length > 0 ? number : "withheld";

    /// <summary><c>agent:anna</c>, <c>sip:help@192.0.2.7</c>, or several of them, as they are read.</summary>
    private static string Person(string who) => string.Join(", ", who.Split(' ').Select(each => each[(each.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('@')[0]));
}
