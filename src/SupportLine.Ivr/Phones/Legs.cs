using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Phones;

internal static class Legs
{
    /// <summary>Returns when the leg has ended.</summary>
    public static async Task EndedAsync(this ICall leg, CancellationToken ct)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = leg.Ended.Register(ended.SetResult);
        await ended.Task.WaitAsync(ct);
    }
}
