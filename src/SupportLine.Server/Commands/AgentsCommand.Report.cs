using System.CommandLine;
using System.Globalization;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;

namespace SupportLine.Server.Commands;

/// <summary>How well callers were served, per line and day.</summary>
internal static partial class AgentsCommand
{
    private const int MostDays = 366;

    private static Command Report()
    {
        var days = new Option<int>("--days") { Description = $"Days up to today, at most {MostDays}.", DefaultValueFactory = _ => 7 };
        var command = new Command("report", "Service levels per line and day: answered in time, abandoned, average wait.") { days };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                if (parsed.GetValue(days) is not (>= 1 and <= MostDays and var count)) return StoreVerb.Refuse($"--days is a number from 1 to {MostDays}", ExitCode.Wrong);
                var views = new List<LevelView>();
                foreach (var line in verb.Lines.Lines.Where(line => line.Queue is not null))
                {
                    var today = verb.Clock.Now.InZone(line.Hours.Zone).Date;
                    var during = new Interval(line.Hours.Zone.AtStartOfDay(today.PlusDays(1 - count)).ToInstant(), line.Hours.Zone.AtStartOfDay(today.PlusDays(1)).ToInstant());
                    var waits = await verb.Store.Queue.WaitsAsync(during, ct);
                    views.AddRange(ServiceLevel.PerDay(line.Id, line.Hours.Zone, line.Queue!.AnsweredWithin, waits).Select(level => LevelView.Of(line.Queue, level)));
                }

                return Output.Rows(parsed, views);
            },
            ct));
        return command;
    }

    /// <summary>A day's figures as they are shown; waits in seconds.</summary>
    private sealed record LevelView(
        string Line, string Day, int Calls, int Answered, string InTime, string Within, int Abandoned, int Overflowed, int CallBacks, int CutOff, int AverageWait, int LongestWait)
    {
        public static LevelView Of(QueueTerms terms, ServiceLevel level) => new(
            level.LineId,
            level.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
            level.Calls,
            level.Answered,
            $"{level.Percent}%",
            $"{terms.AnsweredWithin.TotalSeconds:0}s",
            level.Abandoned,
            level.Overflowed,
            level.CallBacks,
            level.CutOff,
            (int)level.AverageWait.TotalSeconds,
            (int)level.LongestWait.TotalSeconds);
    }
}
