using System.CommandLine;
using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Server.Commands;

/// <summary>To and from calendar programs (iCalendar).</summary>
internal static partial class OnCallCommand
{
    private static Command Calendar()
    {
        var engineer = new Option<string?>("--engineer") { Description = "Of one engineer." };
        var command = new Command("calendar", "Prints a rota's times on call as iCalendar, for a calendar program to take in.") { RotaId, Days, engineer };
        command.SetAction((parsed, ct) => WithRotaAsync(
            parsed,
            async (verb, rota) =>
            {
                var (engineers, only) = (await verb.Store.Rotas.EngineersAsync(ct), parsed.GetValue(engineer));
                if (only is not null && Unknown(engineers, only) is { } unknown) return StoreVerb.Refuse(unknown, ExitCode.NotFound);
                Console.Write(RotaCalendar.Write(rota, engineers, Within(parsed, verb), only));
                return ExitCode.Done;
            },
            ct));
        return command;
    }

    private static Command Schedule()
    {
        var file = new Argument<FileInfo>("file") { Description = "iCalendar file; each event names its engineer in its summary or categories." };
        var command = new Command("schedule", "A temporary schedule from a calendar file: while it holds, the shifts do not.") { RotaId, From, Until, file, By };
        command.SetAction((parsed, ct) => WithRotaAsync(
            parsed,
            async (verb, rota) =>
            {
                if (During(parsed, rota, out var wrong) is not { } during) return StoreVerb.Refuse(wrong, ExitCode.Wrong);
                var path = parsed.GetValue(file)!;
                if (!path.Exists) return StoreVerb.Refuse($"there is no file {path}", ExitCode.NotFound);
                var engineers = await verb.Store.Rotas.EngineersAsync(ct);
                var turns = RotaCalendar.Read(path.ToString(), await File.ReadAllBytesAsync(path.FullName, ct), engineers, rota.Zone, during, out var mistakes);
                return turns is null
                    ? StoreVerb.Refuse(string.Join(Environment.NewLine, mistakes), ExitCode.Wrong)
                    : await KeepAsync(parsed, verb, rota, new RotaChange.Schedule(NewId(), during, turns), ct);
            },
            ct));
        return command;
    }
}
