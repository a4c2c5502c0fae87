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
                Console.Write(RotaCalendar.Write(rota, await verb.Store.Rotas.EngineersAsync(ct), Within(parsed, verb), parsed.GetValue(engineer)));
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
                var turns = RotaCalendar.Read(await File.ReadAllBytesAsync(path.FullName, ct), engineers, rota.Zone, during, out wrong);
                if (turns is null) return StoreVerb.Refuse($"{path} {wrong}", ExitCode.Wrong);
                var schedule = new RotaChange.Schedule(NewId(), during, turns);
                foreach (var gap in (rota with { Changes = [.. rota.Changes, schedule] }).Gaps(during))
                {
                    await Console.Error.WriteLineAsync($"nobody is on call from {Output.Time(gap.Start, rota.Zone)} to {Output.Time(gap.End, rota.Zone)}");
                }

                return await KeepAsync(parsed, verb, rota, schedule, ct);
            },
            ct));
        return command;
    }
}
