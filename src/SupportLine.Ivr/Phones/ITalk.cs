using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Phones;

/// <summary>Legs that are talking, and what may happen to them from without.</summary>
internal interface ITalk
{
    /// <summary>
    /// Takes the only other leg out, for another talk; this one ends with the leg that is named. Null where there is no such leg,
    /// or where more than one would have to go.
    /// </summary>
    ICall? Release(ICall leg);

    /// <summary>Puts a leg in another's place, which ends; false where that one is not here any more.</summary>
    Task<bool> ReplaceAsync(ICall leg, ICall by, CancellationToken ct);
}
