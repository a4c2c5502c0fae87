using NodaTime;

namespace SupportLine.CallTests.Crowds;

/// <summary>How many phone how fast, and how long agents talk.</summary>
/// <param name="Agents">Signed in from the beginning.</param>
/// <param name="Rush">Callers who come at <paramref name="RushRate"/> a second, until the queue is as long as it is to be.</param>
/// <param name="RushRate">A second.</param>
/// <param name="Stream">Callers who come after them, one a second.</param>
/// <param name="Listeners">Telephones of the tests' own among them, spread over the time in which the others come.</param>
/// <param name="Talk">From the ring to its hanging up, while callers come.</param>
/// <param name="LastTalk">The same when no more come.</param>
/// <param name="Patience">How long one of the crowd waits after having asked for a person.</param>
/// <param name="Leaving">After what wait listeners hang up.</param>
/// <param name="LeavesOneOf">One listener out of so many does.</param>
/// <param name="UrgentOneOf">One listener out of so many claims an emergency; 0 for none.</param>
internal sealed record CrowdPlan(
    int Agents, int Rush, int RushRate, int Stream, int Listeners, TimeSpan Talk, TimeSpan LastTalk, TimeSpan Patience, TimeSpan Leaving, int LeavesOneOf, int UrgentOneOf)
{
    /// <summary>
    /// Two things that happen this close to one another may stand in the record the other way round: what is written down takes its
    /// time of the clock a moment before or after it comes into force.
    /// </summary>
    public Duration Close { get; private init; } = Duration.FromMilliseconds(500);

    /// <summary>Three hundred wait, fifty agents serve one a second, and one more comes each second for so many seconds.</summary>
    public static CrowdPlan Long(int seconds) => new(
        50, 350, 5, seconds, 20, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1), 5, 4);

    /// <summary>Sixteen wait for four agents, and most give up soon; a machine that is busy stands still for longer than the usual moment.</summary>
    public static readonly CrowdPlan Short = new(
        4, 12, 6, 4, 4, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(18), 1, 0) { Close = Duration.FromSeconds(2) };

    /// <summary>Everybody who phones.</summary>
    public int Callers => Rush + Stream + Listeners;

    /// <summary>In which the rush comes.</summary>
    public TimeSpan Rushing => TimeSpan.FromSeconds((double)Rush / RushRate);

    /// <summary>In which callers come.</summary>
    public TimeSpan Coming => Rushing + TimeSpan.FromSeconds(Stream);

    /// <summary>The listener of that number hangs up after this; null for one who waits to the end.</summary>
    public TimeSpan? LeavesAfter(int listener) => listener % LeavesOneOf == LeavesOneOf - 1 ? Leaving : null;

    public bool IsUrgent(int listener) => UrgentOneOf > 0 && listener % UrgentOneOf == UrgentOneOf - 1;
}
