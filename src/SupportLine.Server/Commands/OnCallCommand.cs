using System.CommandLine;
using NodaTime;

namespace SupportLine.Server.Commands;

/// <summary><c>oncall</c>: who would be rung at a moment, in order.</summary>
internal static class OnCallCommand
{
    public static Command Create()
    {
        var at = new Option<DateTimeOffset?>("--at") { Description = "A moment with its offset; now when left out." };
        var command = new Command("oncall", "Who would be rung for an emergency, in order.") { at };
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
}
