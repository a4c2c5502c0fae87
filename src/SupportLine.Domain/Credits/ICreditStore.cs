using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Credits;

/// <summary>
/// Ledgers as stored: one for each organisation with a line, whatever the product (SNG-05). Entries are added and never
/// changed; what returned is durable.
/// </summary>
public interface ICreditStore
{
    /// <summary>Every entry, in order.</summary>
    Task<IReadOnlyList<CreditEntry>> LedgerAsync(string organisationId, string lineId, CancellationToken ct);

    /// <summary>The ledger's sum.</summary>
    Task<int> BalanceAsync(string organisationId, string lineId, CancellationToken ct);

    /// <summary>Puts credits in, by <see cref="CreditRule.Add"/> on the ledger as it is in that commit.</summary>
    Task<CreditRule> AddAsync(CreditTerms terms, NewCreditEntry entry, CancellationToken ct);

    /// <summary>An agent and a caller begin to speak. Beginning the same again changes nothing.</summary>
    Task BeginAsync(CreditMeter meter, CancellationToken ct);

    /// <summary>The talks of a call about a ticket that are closed, and how long they were together.</summary>
    Task<(int Talks, Duration Spoken)> SpokenAsync(string callId, Folio folio, CancellationToken ct);

    /// <summary>They still speak: what a crash leaves behind is paid up to here.</summary>
    Task NoteAsync(string reference, Instant at, CancellationToken ct);

    /// <summary>An agent decided that the balance may go below zero for this call.</summary>
    Task OverdrawAsync(string reference, CancellationToken ct);

    /// <summary>
    /// They no longer speak: closes the meter and takes its price in one commit, by <see cref="CreditRule.Spend"/>. Null when
    /// there is no such meter.
    /// </summary>
    /// <param name="terms">The line's.</param>
    /// <param name="reference">See <see cref="CreditMeter.Reference"/>.</param>
    /// <param name="at">When they ended; null for the moment noted last.</param>
    /// <param name="ct">Cancels it.</param>
    Task<CreditRule?> SettleAsync(CreditTerms terms, string reference, Instant? at, CancellationToken ct);

    /// <summary>Meters of a node that nobody settled: what a crash left behind.</summary>
    Task<IReadOnlyList<CreditMeter>> OpenAsync(string node, CancellationToken ct);
}
