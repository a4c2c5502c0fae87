namespace SupportLine.Ivr.Drills;

/// <summary>One number of one person in an exercise.</summary>
/// <param name="Engineer">Id.</param>
/// <param name="Target">Where.</param>
/// <param name="Outcome">
/// As of an emergency's ring (<c>accepted</c>, <c>no-key</c>, <c>busy</c>, <c>declined</c>, <c>no-answer</c>, <c>failed</c>, <c>cancelled</c>,
/// <c>engaged</c>), or <c>not-rung</c>: that person, or somebody before, had accepted, or the exercise had ended.
/// </param>
/// <param name="Answered">Seconds from the ring's beginning to the answer; null when nobody answered.</param>
/// <param name="Keyed">Seconds from the ring's beginning to key 1; null when it was not pressed.</param>
public sealed record DrillRing(string Engineer, string Target, string Outcome, double? Answered, double? Keyed);
