namespace SupportLine.CallTests.Kills;

/// <summary>How a kill came out.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Point">Which thing seen it was killed at.</param>
/// <param name="Steps">How many were seen before the kill; fewer where the escalation had come to its end before, and it was killed then.</param>
/// <param name="TakenUpAfter">From the start of the process to the first message that a telephone received of it; null where there was nothing to take up.</param>
/// <param name="Talking">Telephones that were in an answered call.</param>
/// <param name="Ringing">Telephones that rang.</param>
/// <param name="State">How the escalation ended.</param>
internal sealed record KillResult(string Scenario, int Point, int Steps, TimeSpan? TakenUpAfter, int Talking, int Ringing, string State)
{
    /// <summary>Whether it was killed in the midst of it.</summary>
    public bool IsPoint => Steps >= Point;
}
