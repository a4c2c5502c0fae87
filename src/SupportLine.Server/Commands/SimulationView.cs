using NodaTime;
using SupportLine.Domain.Simulation;

namespace SupportLine.Server.Commands;

/// <summary>How <c>simulate</c> shows a year of a line.</summary>
internal sealed record SimulationView(
    string Line,
    int Year,
    int Calls,
    int Open,
    int Agent,
    int OnCall,
    int NobodyOnCall,
    int Waits,
    int Unproven,
    int Lacking,
    int Clocks,
    int Holidays,
    int LeapDay,
    string Due,
    string LateDue,
    int Broken)
{
    public SimulationView(SimulationResult result)
        : this(
            result.LineId,
            result.Year,
            result.Calls,
            result.Open,
            result.Outcomes[SimulatedOutcome.Agent],
            result.Outcomes[SimulatedOutcome.OnCall],
            result.Outcomes[SimulatedOutcome.NobodyOnCall],
            result.Outcomes[SimulatedOutcome.Waits],
            result.Unproven,
            result.Lacking,
            result.ClockChanges,
            result.Holidays,
            result.LeapDay,
            Hours(result.MedianDue),
            Hours(result.LateDue),
            result.BrokenCount)
    {
    }

    private static string Hours(Duration? time) => time is { } known ? FormattableString.Invariant($"{known.TotalHours:0.0} h") : "none";
}
