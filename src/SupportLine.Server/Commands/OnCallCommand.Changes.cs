using System.CommandLine;
using System.Globalization;
using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Server.Commands;

/// <summary>Swaps, stand-ins and temporary schedules.</summary>
internal static partial class OnCallCommand
{
    private static readonly Argument<string> From = new("from") { Description = $"Start, in the rota's zone or with an offset: 2026-03-14T22:00." };
    private static readonly Argument<string> Until = new("until") { Description = "End, likewise." };
    private static readonly Argument<string> EngineerId = new("engineer") { Description = "The engineer's id." };
    private static readonly Option<string> By = new("--by") { Description = "Who decides it.", DefaultValueFactory = _ => Environment.UserName };

    private static Command Replace()
    {
        var stand = new Argument<string>("by") { Description = "Who stands in: an engineer's id." };
        var command = new Command("replace", "One engineer in another's place for a while.") { RotaId, From, Until, EngineerId, stand, By };
        command.SetAction((parsed, ct) => MakeAsync(
            parsed,
            [parsed.GetValue(EngineerId)!, parsed.GetValue(stand)!],
            (id, during) => new RotaChange.Replace(id, during, parsed.GetValue(EngineerId)!, parsed.GetValue(stand)!),
            ct));
        return command;
    }

    private static Command Add()
    {
        var command = new Command("add", "An engineer more for a while, rung after the others.") { RotaId, From, Until, EngineerId, By };
        command.SetAction((parsed, ct) => MakeAsync(
            parsed, [parsed.GetValue(EngineerId)!], (id, during) => new RotaChange.Add(id, during, parsed.GetValue(EngineerId)!), ct));
        return command;
    }

    private static Command Remove()
    {
        var command = new Command("remove", "An engineer less for a while.") { RotaId, From, Until, EngineerId, By };
        command.SetAction((parsed, ct) => MakeAsync(
            parsed, [parsed.GetValue(EngineerId)!], (id, during) => new RotaChange.Remove(id, during, parsed.GetValue(EngineerId)!), ct));
        return command;
    }

    private static Command Changes()
    {
        var command = new Command("changes", "Lists what holds, or will hold, instead of the shifts.");
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb => Output.Rows(
                parsed,
                [.. from rota in await verb.Store.Rotas.RotasAsync(ct)
                    from change in rota.Changes
                    where change.During.End > verb.Clock.Now
                    select ChangeView.Of(rota, change)]),
            ct));
        return command;
    }

    private static Command Cancel()
    {
        var id = new Argument<string>("change") { Description = "The change's id." };
        var command = new Command("cancel", "Takes a change back.") { id, By };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var rotas = await verb.Store.Rotas.RotasAsync(ct);
                if (!await verb.Store.RotaChanges.CancelAsync(parsed.GetValue(id)!, parsed.GetValue(By)!, verb.Clock.Now, ct))
                {
                    return StoreVerb.Refuse($"there is no change {parsed.GetValue(id)} that holds", ExitCode.NotFound);
                }

                foreach (var rota in rotas)
                {
                    if (rota.Changes.FirstOrDefault(change => change.Id == parsed.GetValue(id)) is not { } change) continue;
                    await TellGapsAsync(rota, rota with { Changes = [.. rota.Changes.Where(other => other != change)] }, change);
                }

                return ExitCode.Done;
            },
            ct));
        return command;
    }

    private static Task<int> MakeAsync(ParseResult parsed, string[] named, Func<string, Interval, RotaChange> change, CancellationToken ct) => WithRotaAsync(
        parsed,
        async (verb, rota) =>
        {
            if (During(parsed, rota, out var wrong) is not { } during) return StoreVerb.Refuse(wrong, ExitCode.Wrong);
            var engineers = await verb.Store.Rotas.EngineersAsync(ct);
            if (Unknown(engineers, named) is { } unknown) return StoreVerb.Refuse(unknown, ExitCode.NotFound);
            var made = change(NewId(), during);
            return InVain(rota, made) is { } why ? StoreVerb.Refuse(why, ExitCode.Failed) : await KeepAsync(parsed, verb, rota, made, ct);
        },
        ct);

    private static async Task<int> KeepAsync(ParseResult parsed, StoreVerb verb, Rota rota, RotaChange change, CancellationToken ct)
    {
        await TellGapsAsync(rota, rota.With(change), change);
        await verb.Store.RotaChanges.MakeAsync(rota.Id, change, parsed.GetValue(By)!, verb.Clock.Now, ct);
        return Output.Rows(parsed, [ChangeView.Of(rota, change)]);
    }

    private static Interval? During(ParseResult parsed, Rota rota, out string wrong)
    {
        wrong = TypedTime.Wrong(parsed.GetValue(Until)!) ?? TypedTime.Wrong(parsed.GetValue(From)!) ?? "";
        if (wrong.Length > 0) return null;
        var (from, until) = (TypedTime.Parse(parsed.GetValue(From)!, rota.Zone)!.Value, TypedTime.Parse(parsed.GetValue(Until)!, rota.Zone)!.Value);
        if (from < until) return new Interval(from, until);
        wrong = "it would end before it begins; swap the two times";
        return null;
    }

    private static string NewId() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];

    /// <summary>A change as it is shown.</summary>
    private sealed record ChangeView(string Id, string Rota, string From, string Until, string Change)
    {
        public static ChangeView Of(Rota rota, RotaChange change) => new(
            change.Id,
            rota.Id,
            Output.Time(change.During.Start, rota.Zone),
            Output.Time(change.During.End, rota.Zone),
            change switch
            {
                RotaChange.Replace replace => $"{replace.By} for {replace.EngineerId}",
                RotaChange.Add add => $"{add.EngineerId} too",
                RotaChange.Remove remove => $"not {remove.EngineerId}",
                RotaChange.Schedule schedule => $"temporary schedule: {string.Join(", ", schedule.Turns.Select(turn => turn.EngineerId).Distinct())}",
                _ => "",
            });
    }
}
