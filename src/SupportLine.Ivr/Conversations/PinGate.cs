using SupportLine.Domain.Contracts;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>What was tried in vain, by this caller and others, as it bears on one call (see <see cref="PinThrottle"/>).</summary>
internal sealed class PinGate(Site site, ICall call, string callerNumber)
{
    /// <summary>What failures count against: one of the site's phones, which has proven that it is, or the number; empty for all that are withheld, or that the caller is free to invent.</summary>
    private readonly string _counted = call.Party.Phone is { } phone ? PhoneAccount.Scheme + phone : call.Party.Trusted ? callerNumber : "";

    /// <param name="organisation">Whose PIN or contract it is; null while that is unknown.</param>
    /// <param name="isOnFile">Whether the calling number is one of its own.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<PinThrottle> ReadAsync(string? organisation, bool isOnFile, CancellationToken ct)
    {
        var failures = await site.Directory.PinFailuresAsync(_counted, organisation, site.Clock.Now - PinThrottle.Window, ct);
        return PinThrottle.Decide(failures, callerTrusted: _counted.Length > 0, isOnFile);
    }

    /// <summary>Whether what was keyed may be judged, after the wait that is due; other calls may have failed since it was asked for, and in that wait.</summary>
    public async Task<bool> OpensAsync(string? organisation, bool isOnFile, Func<TimeSpan, Task> wait, CancellationToken ct)
    {
        var throttle = await ReadAsync(organisation, isOnFile, ct);
        if (throttle is PinThrottle.Delayed delayed)
        {
            await wait(delayed.By.ToTimeSpan());
            throttle = await ReadAsync(organisation, isOnFile, ct);
        }

        return throttle is not PinThrottle.Refused;
    }

    public Task NoteFailureAsync(string? organisation, CancellationToken ct) => site.Directory.NotePinFailureAsync(_counted, organisation, site.Clock.Now, ct);
}
