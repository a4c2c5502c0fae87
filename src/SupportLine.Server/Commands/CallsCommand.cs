using System.CommandLine;
using NodaTime;

namespace SupportLine.Server.Commands;

/// <summary><c>calls</c>: what was said and pressed on each.</summary>
internal static class CallsCommand
{
    public static Command Create()
    {
        var list = new Command("list", "The latest calls.");
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var calls = await verb.Store.Calls.ListAsync(null, 100, ct);
                return Output.Rows(parsed, [.. calls.Select(call => new
                {
                    call.Id,
                    Line = call.LineId,
                    Caller = call.CallerNumber,
                    Started = Output.Time(call.StartedAt, Zone(verb, call.LineId)),
                    Ending = call.Ending?.ToString() ?? "going on",
                })]);
            },
            ct));
        var id = new Argument<string>("id") { Description = "A call's id, as listed." };
        var show = new Command("show", "One call, step by step.") { id };
        show.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                if (await verb.Store.Calls.FindAsync(parsed.GetValue(id)!, ct) is not { } call)
                {
                    return StoreVerb.Refuse($"there is no call {parsed.GetValue(id)}", ExitCode.NotFound);
                }

                var events = await verb.Store.Calls.EventsAsync(call.Id, ct);
                return Output.Rows(parsed, [.. events.Select(step => new { step.Seq, At = Output.Time(step.At, Zone(verb, call.LineId)), step.Kind, step.Detail })]);
            },
            ct));
        return new Command("calls", "Calls that came in.") { list, show };
    }

    private static DateTimeZone Zone(StoreVerb verb, string? line) => verb.Lines.Find(line ?? "")?.Hours.Zone ?? DateTimeZone.Utc;
}
