using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>Adds a year's calls up.</summary>
internal sealed class SimulationSummary(Line line, int year, int seed)
{
    private const int MostKept = 20;
    private const int HoursAroundChange = 4;

    private readonly int[] _outcomes = new int[Enum.GetValues<SimulatedOutcome>().Length];
    private readonly Dictionary<(int, int), int[]> _heat = [];
    private readonly List<Duration> _due = [];
    private readonly List<(int, Instant)> _gaps = [];
    private readonly List<BrokenPromise> _broken = [];
    private readonly HashSet<string> _kinds = [];
    private int _calls;
    private int _open;
    private int _unproven;
    private int _lacking;
    private int _changes;
    private int _holidays;
    private int _leapDay;
    private int _brokenCount;

    public void Add(SimulatedCall call, IEnumerable<string> broken)
    {
        var hours = call.Line.Hours;
        var local = call.At.InZone(hours.Zone).LocalDateTime;
        var outcome = call.Outcome;
        var inputs = call.Route.Inputs;
        _calls++;
        _outcomes[(int)outcome]++;
        if (hours.IsOpen(call.At)) _open++;
        if (!StandingRule.IsProven(call.Line, inputs.Standing, inputs.Contract, call.At)) _unproven++;
        if (call.Entitlement is Entitlement.Lacking) _lacking++;
        if (IsNearChange(hours.Zone, call.At)) _changes++;
        if (hours.Closed.Contains(local.Date) || hours.OneOff.ContainsKey(local.Date)) _holidays++;
        if (local is { Month: 2, Day: 29 }) _leapDay++;
        if (call.Route.Decision.DueAt is { } due) _due.Add(due - call.At);
        if (outcome == SimulatedOutcome.NobodyOnCall && _gaps.Count < MostKept) _gaps.Add((call.Number, call.At));
        var cell = (local.DayOfYear - 1, local.Hour);
        if (!_heat.TryGetValue(cell, out var counts)) _heat[cell] = counts = new int[_outcomes.Length];
        counts[(int)outcome]++;
        foreach (var what in broken)
        {
            _brokenCount++;
            if (_kinds.Add(string.Concat(what.TakeWhile(letter => !char.IsDigit(letter)))) || _broken.Count < MostKept) _broken.Add(new BrokenPromise(call.Number, call.At, what, call.Route.ToJson()));
        }
    }

    /// <param name="ledgers">Promises broken by the ledgers.</param>
    public SimulationResult ToResult(IEnumerable<string> ledgers)
    {
        foreach (var what in ledgers)
        {
            _brokenCount++;
            _broken.Add(new BrokenPromise(null, null, what, ""));
        }

        _due.Sort();
        return new SimulationResult
        {
            LineId = line.Id,
            Title = line.Title,
            Year = year,
            Seed = seed,
            Calls = _calls,
            Open = _open,
            Outcomes = Enum.GetValues<SimulatedOutcome>().ToDictionary(outcome => outcome, outcome => _outcomes[(int)outcome]),
            Unproven = _unproven,
            Lacking = _lacking,
            ClockChanges = _changes,
            Holidays = _holidays,
            LeapDay = _leapDay,
            MedianDue = _due.Count == 0 ? null : _due[_due.Count / 2],
            LateDue = _due.Count == 0 ? null : _due[_due.Count * 19 / 20],
            RotaGaps = _gaps,
            Broken = _broken,
            BrokenCount = _brokenCount,
            Heat = _heat,
        };
    }

    private static bool IsNearChange(DateTimeZone zone, Instant at)
    {
        var interval = zone.GetZoneInterval(at);
        var near = Duration.FromHours(HoursAroundChange);
        return (interval.HasStart && at - interval.Start < near) || (interval.HasEnd && interval.End - at < near);
    }
}
