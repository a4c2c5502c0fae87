using System.CommandLine;
using System.Text.Json;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;

namespace SupportLine.Server.Commands;

/// <summary>
/// <c>replay</c>: a call's decisions run again from what they were made from, under the line file of that time, and under
/// today's. Exit 0 when they hold, 1 when one does not.
/// </summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var call = new Argument<string>("call") { Description = "The call's id." };
        var command = new Command("replay", "Runs a call's recorded decisions again, under its line file of then and of today.") { call };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(parsed, verb => ReplayAsync(parsed, verb, parsed.GetValue(call)!, ct), ct));
        return command;
    }

    private static async Task<int> ReplayAsync(ParseResult parsed, StoreVerb verb, string call, CancellationToken ct)
    {
        var events = await verb.Store.Calls.EventsAsync(call, ct);
        if (events.Count == 0) return StoreVerb.Refuse($"there is no call {call}", ExitCode.NotFound);
        var views = new List<ReplayView>();
        foreach (var step in events.Where(step => step.Kind == "decided"))
        {
            views.Add(RouteRecord.TryParse(step.Detail, out var record)
                ? await ViewAsync(verb, step, record, ct)
                : new ReplayView(step.Seq, "", "can not be read", "", "", "", ""));
        }

        if (views.Count == 0) return StoreVerb.Refuse($"nothing was decided on call {call}", ExitCode.NotFound);
        Output.Rows(parsed, views);
        return views.All(view => view.Then == ReplayView.Holds) ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<ReplayView> ViewAsync(StoreVerb verb, CallEvent step, RouteRecord record, CancellationToken ct)
    {
        var source = await verb.Store.LineFiles.FindAsync(record.Inputs.LineHash, ct);
        var then = source?.ToLine();
        var now = verb.Lines.Find(record.Inputs.LineId);
        var zone = (then ?? now)?.Hours.Zone ?? NodaTime.DateTimeZone.Utc;
        return new ReplayView(
            step.Seq,
            Output.Time(record.Inputs.At, zone),
            Words(record.Decision),
            source is null ? $"its line file {record.Inputs.LineHash[..12]} was not kept"
                : then is null ? "its line file is no longer understood"
                : Verdict(record.Replay(then)),
            now is null ? $"there is no line {record.Inputs.LineId} today" : Today(record.Replay(now)),
            record.Inputs.LineHash[..12],
            record.Inputs.TzVersion);
    }

    private static string Verdict(RouteReplay replay) => replay.Holds ? ReplayView.Holds
        : $"differs: {Words(replay.Now)}{(replay.SameTz ? "" : ", by another tz database")}";

    private static string Today(RouteReplay replay) =>
        replay.Holds ? $"the same{(replay.SameLine ? "" : ", by a changed file")}" : $"would be {Words(replay.Now)}";

    private static string Words(RouteDecision decision) => JsonSerializer.Serialize(decision, RouteJson.Options);
}
