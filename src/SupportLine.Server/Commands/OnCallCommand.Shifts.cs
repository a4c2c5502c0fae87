using System.CommandLine;
using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Server.Commands;

/// <summary>Who is on call over the coming time, and when nobody is.</summary>
internal static partial class OnCallCommand
{
    private static readonly Option<int> Days = new("--days") { Description = "How many days from now.", DefaultValueFactory = _ => 14 };

    private static Command Shifts()
    {
        var engineer = new Option<string?>("--engineer") { Description = "Of one engineer." };
        var command = new Command("shifts", "Who is on call from now on, change by change.") { Days, engineer };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var within = Within(parsed, verb);
                var engineers = await verb.Store.Rotas.EngineersAsync(ct);
                if (parsed.GetValue(engineer) is { } named && Unknown(engineers, named) is { } unknown) return StoreVerb.Refuse(unknown, ExitCode.NotFound);
                var names = engineers.ToDictionary(known => known.Id, known => known.Name);
                var views = new List<ShiftView>();
                foreach (var rota in await verb.Store.Rotas.RotasAsync(ct))
                {
                    views.AddRange(
                        from span in rota.Spans(within)
                        where parsed.GetValue(engineer) is not { } only || span.EngineerIds.Contains(only)
                        select ShiftView.Of(rota, span.During, span.EngineerIds.Count == 0 ? "nobody" : string.Join(", then ", span.EngineerIds.Select(id => names.GetValueOrDefault(id, id)))));
                }

                return Output.Rows(parsed, views);
            },
            ct));
        return command;
    }

    private static Command Gaps()
    {
        var command = new Command("gaps", "When nobody is on call. Exit code 1 when there is such a time.") { Days };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var within = Within(parsed, verb);
                var views = new List<ShiftView>();
                foreach (var rota in await verb.Store.Rotas.RotasAsync(ct))
                {
                    views.AddRange(rota.Gaps(within).Select(gap => ShiftView.Of(rota, gap, "nobody")));
                }

                Output.Rows(parsed, views);
                return views.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            },
            ct));
        return command;
    }

    private static Interval Within(ParseResult parsed, StoreVerb verb) =>
        new(verb.Clock.Now, verb.Clock.Now + Duration.FromDays(Math.Clamp(parsed.GetValue(Days), 1, 3660)));

    /// <summary>A time on call as it is shown.</summary>
    private sealed record ShiftView(string Rota, string From, string Until, string OnCall)
    {
        public static ShiftView Of(Rota rota, Interval during, string onCall) =>
            new(rota.Id, Output.Time(during.Start, rota.Zone), Output.Time(during.End, rota.Zone), onCall);
    }
}
