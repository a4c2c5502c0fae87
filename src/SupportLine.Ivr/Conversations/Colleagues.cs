using SupportLine.Domain.Lines;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Who else could help a caller, rung and told what it is about before they are joined.</summary>
/// <param name="Reach">Rings a target; null where nobody answers.</param>
/// <param name="Another">Finds another agent, of a department where one is given, who is none of those present; null where nobody answers.</param>
internal sealed record Colleagues(
    Func<string, CancellationToken, Task<ICall?>> Reach,
    Func<Department?, IReadOnlyCollection<string>, CancellationToken, Task<TalkHelper?>> Another);
