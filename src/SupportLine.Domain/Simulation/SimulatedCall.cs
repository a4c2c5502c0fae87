using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>A call of a simulated year with what was decided about it.</summary>
/// <param name="Number">From 1, in the order in which they come.</param>
/// <param name="At">When it comes.</param>
/// <param name="Line">The line under the calendar of the number dialled.</param>
/// <param name="Contact">Who proved to be one; null for nobody.</param>
/// <param name="Account">What the organisation has; null with <paramref name="Contact"/>.</param>
/// <param name="Request">The kind of request; null when none was chosen.</param>
/// <param name="Entitlement">Whether it is taken; null when none was chosen.</param>
/// <param name="Route">The decision and what it was made from.</param>
/// <param name="OnCall">Who is rung when engineers are.</param>
/// <param name="Bridged">How long caller and agent spoke; none when they did not.</param>
internal sealed record SimulatedCall(
    int Number,
    Instant At,
    Line Line,
    Contact? Contact,
    Account? Account,
    RequestType? Request,
    Entitlement? Entitlement,
    RouteRecord Route,
    IReadOnlyList<string> OnCall,
    Duration Bridged)
{
    public SimulatedOutcome Outcome => Route.Decision switch
    {
        RouteDecision.ConnectAgent => SimulatedOutcome.Agent,
        RouteDecision.RingOnCall when OnCall.Count == 0 && Route.Inputs.BookedEngineer is null => SimulatedOutcome.NobodyOnCall,
        RouteDecision.RingOnCall => SimulatedOutcome.OnCall,
        _ => SimulatedOutcome.Waits,
    };
}
