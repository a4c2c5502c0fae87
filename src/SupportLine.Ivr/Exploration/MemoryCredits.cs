using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Exploration;

/// <summary>Ledgers kept in memory, by the port's rules.</summary>
internal sealed class MemoryCredits : ICreditStore
{
    private readonly Dictionary<string, CreditMeter> _meters = [];
    private readonly HashSet<string> _settled = [];

    public List<CreditEntry> All { get; } = [];

    public Task<IReadOnlyList<CreditEntry>> LedgerAsync(string organisationId, string lineId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<CreditEntry>>(Ledger(organisationId, lineId));

    public Task<int> BalanceAsync(string organisationId, string lineId, CancellationToken ct) =>
        Task.FromResult(CreditRule.Balance(Ledger(organisationId, lineId)));

    public Task<CreditRule> AddAsync(CreditTerms terms, NewCreditEntry entry, CancellationToken ct) =>
        Task.FromResult(Append(CreditRule.Add(terms, Ledger(entry.OrganisationId, entry.LineId), entry)));

    public Task BeginAsync(CreditMeter meter, CancellationToken ct)
    {
        _meters.TryAdd(meter.Reference, meter);
        return Task.CompletedTask;
    }

    public Task<(int Talks, Duration Spoken)> SpokenAsync(string callId, Folio folio, CancellationToken ct)
    {
        var closed = _meters.Values.Where(meter => meter.CallId == callId && meter.Folio == folio && _settled.Contains(meter.Reference)).ToList();
        return Task.FromResult((closed.Count, closed.Aggregate(Duration.Zero, (spoken, meter) => spoken + (meter.Until - meter.From))));
    }

    public Task NoteAsync(string reference, Instant at, CancellationToken ct)
    {
        if (!_settled.Contains(reference)) _meters[reference] = _meters[reference] with { Until = at };
        return Task.CompletedTask;
    }

    public Task OverdrawAsync(string reference, CancellationToken ct)
    {
        _meters[reference] = _meters[reference] with { Overdraw = true };
        return Task.CompletedTask;
    }

    public async Task<CreditRule?> SettleAsync(CreditTerms terms, string reference, Instant? at, CancellationToken ct)
    {
        if (at is { } end && _meters.ContainsKey(reference)) await NoteAsync(reference, end, ct);
        if (!_meters.TryGetValue(reference, out var meter)) return null;
        _settled.Add(reference);
        return Append(CreditRule.Spend(terms, Ledger(meter.OrganisationId, meter.LineId), meter.ToUse()));
    }

    public Task<IReadOnlyList<CreditMeter>> OpenAsync(string node, CancellationToken ct) => Task.FromResult<IReadOnlyList<CreditMeter>>(
        [.. _meters.Values.Where(meter => meter.Node == node && !_settled.Contains(meter.Reference))]);

    private List<CreditEntry> Ledger(string organisationId, string lineId) =>
        [.. All.Where(entry => entry.OrganisationId == organisationId && entry.LineId == lineId)];

    private CreditRule Append(CreditRule rule)
    {
        if (rule is CreditRule.Append { Entry: var entry })
        {
            var seq = Ledger(entry.OrganisationId, entry.LineId).Count + 1;
            All.Add(new CreditEntry(entry.OrganisationId, entry.LineId, seq, entry.At, entry.Kind, entry.Credits, entry.Reference, entry.Actor, entry.Reason));
        }

        return rule;
    }
}
