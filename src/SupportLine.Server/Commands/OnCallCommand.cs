using System.CommandLine;
using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Server.Commands;

/// <summary><c>oncall</c>: who would be rung at a moment, in order; who is on call when; and what people change of it.</summary>
internal static partial class OnCallCommand
{
    private static readonly Argument<string> RotaId = new("rota") { Description = "The rota." };

    public static Command Create()
    {
        var at = new Option<DateTimeOffset?>("--at") { Description = "A moment with its offset; now when left out." };
        var command = new Command("oncall", "Who would be rung for an emergency, in order.")
        {
            at, Shifts(), Gaps(), Changes(), Replace(), Add(), Remove(), Schedule(), Cancel(), Calendar(),
        };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var moment = parsed.GetValue(at) is { } asked ? Instant.FromDateTimeOffset(asked) : verb.Clock.Now;
                var engineers = await verb.Store.Rotas.EngineersAsync(ct);
                var views = new List<OnCallView>();
                foreach (var line in verb.Lines.Lines)
                {
                    var rota = await verb.Store.Rotas.RotaAsync(line.Routing.Rota, ct);
                    var steps = rota?.LadderAt(moment, engineers) ?? [];
                    views.AddRange(steps.Select((step, i) => new OnCallView(line.Id, line.Routing.Rota, i + 1, step.Engineer.Name, step.Target)));
                    if (steps.Count == 0)
                    {
                        await Console.Error.WriteLineAsync($"{line.Id}: nobody is on call in rota {line.Routing.Rota}{(rota is null ? ", which does not exist" : "")}");
                    }
                }

                return Output.Rows(parsed, views);
            },
            ct));
        return command;
    }

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
