using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Credits;

/// <summary>
/// The time an agent and a caller speak about a request that uses credits (SNG-03): noted from time to time while they do,
/// and paid once when they end, here or, if this process dies, at its next start.
/// </summary>
internal sealed class MeteredTime : IAsyncDisposable
{
    /// <summary>What a crash can lose of it; a quarter of a credit.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(15);

    private readonly Site _site;
    private readonly CreditTerms _terms;
    private readonly CreditMeter _meter;
    private readonly CancellationTokenSource _over = new();
    private Task _noting = Task.CompletedTask;

    private MeteredTime(Site site, CreditTerms terms, CreditMeter meter)
    {
        _site = site;
        _terms = terms;
        _meter = meter;
    }

    /// <summary>What came of paying it; null while it runs.</summary>
    public CreditRule? Paid { get; private set; }

    /// <summary>Begins, with the meter durable when this returns; null for a ticket of nobody known, who has no credits.</summary>
    /// <param name="site">Keeps it.</param>
    /// <param name="line">The line, by whose terms it is paid: it has credits.</param>
    /// <param name="ticket">What they speak about.</param>
    /// <param name="callId">The caller's call.</param>
    /// <param name="overdraw">Whether an agent decided that the balance may go below zero.</param>
    /// <param name="ct">Cancels the beginning.</param>
    public static async Task<MeteredTime?> BeginAsync(Site site, Line line, Ticket ticket, string callId, bool overdraw, CancellationToken ct)
    {
        if (line.Credits is not { } terms || ticket.OrganisationId is not { } organisation) return null;
        var now = site.Clock.Now;
        var (talks, spoken) = await site.Credits.SpokenAsync(callId, ticket.Folio, ct);
        var meter = new CreditMeter(organisation, line.Id, callId, ticket.Folio, site.Node, overdraw, now, now) { Talk = talks + 1, SpokenBefore = spoken };
        var time = new MeteredTime(site, terms, meter);
        await site.Credits.BeginAsync(time._meter, ct);
        time._noting = time.NoteAsync();
        return time;
    }

    /// <summary>Begins where the ticket's request uses credits; null where it does not.</summary>
    public static async Task<MeteredTime?> BeginWhereDueAsync(Site site, Line line, Ticket ticket, string callId, CancellationToken ct)
    {
        if (line.FindRequestType(ticket.RequestType)?.Requirement.Credits != true) return null;
        var isOverridden = (await site.Tickets.HistoryAsync(ticket.Folio, ct)).Any(step => step.Change is TicketChange.EntitlementOverridden);
        return await BeginAsync(site, line, ticket, callId, overdraw: isOverridden, ct);
    }

    /// <summary>They have ended: pays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_over.IsCancellationRequested) return;
        var end = _site.Clock.Now;
        _over.Cancel();
        await _noting;
        Paid = await _site.Credits.SettleAsync(_terms, _meter.Reference, end, CancellationToken.None);
        _over.Dispose();
    }

    /// <summary>Pays what a node's process that died left running, up to the moment noted last.</summary>
    internal static async Task SettleLeftAsync(Site site, string node, CancellationToken ct)
    {
        foreach (var meter in await site.Credits.OpenAsync(node, ct))
        {
            if (site.Lines.Find(meter.LineId)?.Credits is { } terms) await site.Credits.SettleAsync(terms, meter.Reference, at: null, ct);
        }
    }

    private async Task NoteAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(NoteEvery, _site.Clock.Time, _over.Token);
                await _site.Credits.NoteAsync(_meter.Reference, _site.Clock.Now, _over.Token);
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // They have ended.
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // The database is away: what is paid in the end is the whole time all the same, unless we die before.
        }
    }
}
