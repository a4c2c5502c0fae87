using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Credits;

/// <summary>What may go into a ledger: a closed set of answers.</summary>
public abstract record CreditRule
{
    private CreditRule()
    {
    }

    /// <summary>It goes in.</summary>
    /// <param name="Entry">What to append.</param>
    /// <param name="BalanceAfter">Credits left then.</param>
    /// <param name="Uncovered">Credits that the call cost and the balance did not hold; noted, not taken.</param>
    /// <param name="IsLow">Whether the customer is warned.</param>
    public sealed record Append(NewCreditEntry Entry, int BalanceAfter, int Uncovered, bool IsLow) : CreditRule;

    /// <summary>It went in before: a credit is spent once for a talk, a contract grants once.</summary>
    public sealed record AlreadyDone(CreditEntry Before) : CreditRule;

    /// <summary>Nothing to do: no time was used, or nothing is left to take.</summary>
    /// <param name="Uncovered">Credits that the call cost and nobody pays.</param>
    public sealed record Nothing(int Uncovered) : CreditRule;

    /// <summary>It may not.</summary>
    /// <param name="Why">In words.</param>
    public sealed record Refused(string Why) : CreditRule;

    /// <summary>What an organisation has.</summary>
    public static int Balance(IEnumerable<CreditEntry> ledger) => ledger.Sum(entry => entry.Credits);

    /// <summary>Credits for so much time of the support department: one a minute, a minute begun counts (SNG-03).</summary>
    public static int Price(Duration bridged) =>
        bridged <= Duration.Zero ? 0 : (int)Math.Ceiling(bridged.TotalMinutes);

    /// <summary>
    /// Takes the price of a talk about a ticket, once; the talks of a call count together (SNG-03: all of it is the department's time). The balance never goes below zero unless a person decided that it may.
    /// </summary>
    /// <param name="terms">The line's.</param>
    /// <param name="ledger">The organisation's, whole.</param>
    /// <param name="use">What the call used.</param>
    public static CreditRule Spend(CreditTerms terms, IReadOnlyList<CreditEntry> ledger, CreditUse use)
    {
        if (Find(ledger, CreditKind.Spent, use.Reference) is { } before) return new AlreadyDone(before);
        var balance = Balance(ledger);
        var price = Price(use.SpokenBefore + use.Bridged) - Price(use.SpokenBefore);
        var taken = use.Overdraw ? price : Math.Min(price, Math.Max(0, balance));
        if (taken == 0) return new Nothing(price);
        var entry = new NewCreditEntry(use.OrganisationId, use.LineId, use.At, CreditKind.Spent, -taken, use.Reference, "system", "");
        return new Append(entry, balance - taken, price - taken, balance - taken < terms.WarnBelow);
    }

    /// <summary>Puts credits in: a pack of one of the sizes sold, a contract's grant (once a contract), or a correction with its reason.</summary>
    public static CreditRule Add(CreditTerms terms, IReadOnlyList<CreditEntry> ledger, NewCreditEntry entry)
    {
        if (entry.Reference is { } reference && Find(ledger, entry.Kind, reference) is { } before) return new AlreadyDone(before);
        var after = Balance(ledger) + entry.Credits;
        var refusal = entry.Kind switch
        {
            CreditKind.Pack when !terms.Packs.Contains(entry.Credits) => $"packs are sold of {string.Join(", ", terms.Packs)} credits",
            CreditKind.Grant when entry.Credits <= 0 => "a grant is a positive number of credits",
            CreditKind.Grant when entry.Reference is null => "a grant names the contract it comes with",
            CreditKind.Adjusted when entry.Credits == 0 => "a correction of nothing corrects nothing",
            CreditKind.Adjusted when entry.Reason.Length == 0 => "a correction needs a reason",
            CreditKind.Adjusted when after < 0 => $"the balance would be {after}",
            CreditKind.Spent => "credits are spent by calls",
            _ => null,
        };
        return refusal is null ? new Append(entry, after, 0, after < terms.WarnBelow) : new Refused(refusal);
    }

    private static CreditEntry? Find(IReadOnlyList<CreditEntry> ledger, CreditKind kind, string reference) =>
        ledger.FirstOrDefault(entry => entry.Kind == kind && entry.Reference == reference);
}
