namespace SupportLine.Bench.Linux;

/// <summary><c>struct timespec</c>.</summary>
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds);
