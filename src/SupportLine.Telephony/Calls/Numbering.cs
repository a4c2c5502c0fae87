namespace SupportLine.Telephony.Calls;

/// <summary>How a trunk writes telephone numbers; whoever knows numbering plans gives it. Pure, and called in the loop: none may wait.</summary>
/// <param name="Read">A number as the trunk wrote it, in the form in which the service compares numbers. What is no number stays as it is.</param>
/// <param name="Show">A number as the trunk wants to see a caller's.</param>
/// <param name="Dial">A number as the trunk wants it dialled.</param>
public sealed record Numbering(Func<string, string> Read, Func<string, string> Show, Func<string, string> Dial);
