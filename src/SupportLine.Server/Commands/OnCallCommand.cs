using System.CommandLine;
using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Server.Control;

namespace SupportLine.Server.Commands;

/// <summary><c>oncall</c>: who would be rung at a moment, in order; who is on call when; what people change of it; and exercises.</summary>
internal static partial class OnCallCommand
{
    private static readonly Argument<string> RotaId = new("rota") { Description = "The rota." };

    public static Command Create()
    {
        var at = new Option<string?>("--at") { Description = "A moment, in the rota's zone or with an offset: 2026-03-14T22:00; now when left out." };
        var severity = new Option<string?>("--severity") { Description = "The severity claimed, whose ladder is gone through; that of any when left out." };
        var product = new Option<string?>("--product") { Description = "The product whose ladder is gone through, likewise." };
        var command = new Command("oncall", "Who would be rung for an emergency, in order.")
        {
            at, severity, product, Shifts(), Gaps(), Changes(), Replace(), Add(), Remove(), Schedule(), Cancel(), Calendar(), Drill(),
        };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var (asked, claimed, of) = (parsed.GetValue(at), parsed.GetValue(severity), parsed.GetValue(product));
                if (asked is not null && TypedTime.Wrong(asked) is { } wrong) return StoreVerb.Refuse(wrong, ExitCode.Wrong);
                var lines = verb.Lines.Lines.Where(line =>
                    (claimed is null || line.Severities.Any(known => known.Id == claimed)) && (of is null || line.Products.Any(known => known.Id == of))).ToList();
                if (lines.Count == 0) return StoreVerb.Refuse($"no line has {string.Join(" and ", Asked("severity", claimed).Concat(Asked("product", of)))}", ExitCode.NotFound);
                var views = new List<OnCallView>();
                foreach (var line in lines)
                {
                    var ladder = line.Routing.LadderFor(claimed, of);
                    var moment = asked is null ? null : await LadderMoment.ParseAsync(asked, line, ladder, verb.Store.Rotas, ct);
                    views.AddRange(await RungAsync(verb, line, ladder, moment ?? verb.Clock.Now, ct));
                }

                return Output.Rows(parsed, views);
            },
            ct));
        return command;
    }

    private static string[] Asked(string what, string? id) => id is null ? [] : [$"{what} {id}"];

    /// <summary>Rung by rung; a rung that would ring nobody is told on standard error.</summary>
    private static async Task<List<OnCallView>> RungAsync(StoreVerb verb, Line line, LadderTerms ladder, Instant moment, CancellationToken ct)
    {
        var engineers = await verb.Store.Rotas.EngineersAsync(ct);
        var views = new List<OnCallView>();
        foreach (var (place, rung) in ladder.Rungs.Index())
        {
            var rota = await verb.Store.Rotas.RotaAsync(rung.Rota, ct);
            var onCall = rota?.OnCallAt(moment) ?? [];
            var whom = rung.Of(onCall).ToHashSet();
            var steps = rota?.LadderAt(moment, engineers).Where(step => whom.Contains(step.Engineer.Id)).ToList() ?? [];
            foreach (var step in steps) views.Add(new OnCallView(line.Id, rung.Rota, place + 1, How(rung), views.Count + 1, step.Engineer.Name, step.Target));
            if (steps.Count == 0) await Console.Error.WriteLineAsync($"{line.Id}: {Why(rung, rota, onCall.Count, whom.Count)}");
        }

        return views;
    }

    /// <summary>Why a rung rings nobody.</summary>
    private static string Why(LadderRung rung, Rota? rota, int onCall, int whom) => (rota, onCall, whom) switch
    {
        (null, _, _) => $"nobody is on call in rota {rung.Rota}, which does not exist",
        (_, 0, _) => $"nobody is on call in rota {rung.Rota}",
        (_, _, 0) => $"of the {onCall} on call in rota {rung.Rota} nobody has a place that the rung rings",
        _ => $"whoever is on call in rota {rung.Rota} has no number at that time",
    };

    private static string How(LadderRung rung) =>
        $"{(rung.Together ? "together" : "in turn")}{(rung.Times > 1 ? $", {rung.Times} times" : "")}{(rung.Delay > Duration.Zero ? $", after {rung.Delay.TotalSeconds:0} s" : "")}";

    /// <summary>Runs with the rota that was named, or says which there are.</summary>
    private static Task<int> WithRotaAsync(ParseResult parsed, Func<StoreVerb, Rota, Task<int>> run, CancellationToken ct) => StoreVerb.RunAsync(
        parsed,
        async verb =>
        {
            var rotas = await verb.Store.Rotas.RotasAsync(ct);
            return rotas.FirstOrDefault(rota => rota.Id == parsed.GetValue(RotaId)) is { } named
                ? await run(verb, named)
                : StoreVerb.Refuse(
                    $"there is no rota {parsed.GetValue(RotaId)}{(rotas.Count == 0 ? "; import a directory file with one" : $": {string.Join(", ", rotas.Select(rota => rota.Id))}")}",
                    ExitCode.NotFound);
        },
        ct);
}
