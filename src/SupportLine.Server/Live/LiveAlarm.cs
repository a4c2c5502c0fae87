namespace SupportLine.Server.Live;

/// <summary>Something the log told as an error.</summary>
/// <param name="At">When last.</param>
/// <param name="IsCritical">Whether somebody has to act now.</param>
/// <param name="Text">In words.</param>
/// <param name="Times">How often.</param>
internal sealed record LiveAlarm(DateTimeOffset At, bool IsCritical, string Text, int Times);
