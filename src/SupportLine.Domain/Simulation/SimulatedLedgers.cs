using System.Globalization;
using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>The credits of all customers over the year, by the rules of the ledger.</summary>
internal sealed class SimulatedLedgers(Line line, IReadOnlyList<SimulatedCustomer> customers)
{
    private readonly Dictionary<string, List<CreditEntry>> _ledgers = customers.ToDictionary(customer => customer.Id, _ => new List<CreditEntry>());
    private readonly Dictionary<string, int> _bought = customers.ToDictionary(customer => customer.Id, _ => 0);

    /// <summary>Talk that was to be paid, by customer, in minutes begun: what the judge adds up for himself.</summary>
    private readonly Dictionary<string, int> _minutes = customers.ToDictionary(customer => customer.Id, _ => 0);

    /// <summary>Minutes that no credit was left for.</summary>
    private readonly Dictionary<string, int> _uncovered = customers.ToDictionary(customer => customer.Id, _ => 0);

    /// <summary>What a customer has on a day, purchases until then included.</summary>
    public int Balance(SimulatedCustomer customer, Instant at, LocalDate today)
    {
        if (line.Credits is not { } terms) return 0;
        var ledger = _ledgers[customer.Id];
        while (_bought[customer.Id] < customer.Purchases.Count && customer.Purchases[_bought[customer.Id]] is var (day, credits) && day <= today)
        {
            _bought[customer.Id]++;
            Append(CreditRule.Add(terms, ledger, new NewCreditEntry(customer.Id, line.Id, at, CreditKind.Pack, credits, null, "operator:simulation", "")));
        }

        return CreditRule.Balance(ledger);
    }

    public void Spend(string customer, int call, Instant at, Duration bridged)
    {
        if (line.Credits is not { } terms || bridged == Duration.Zero) return;
        var reference = string.Create(CultureInfo.InvariantCulture, $"{call}");
        var use = new CreditUse(customer, line.Id, reference, bridged, Overdraw: false, at);
        _minutes[customer] += ((int)bridged.TotalSeconds + 59) / 60;

        // Twice, as after a crash: it is paid once.
        Append(CreditRule.Spend(terms, _ledgers[customer], use));
        Append(CreditRule.Spend(terms, _ledgers[customer], use));
    }

    /// <summary>What the ledgers owe to nobody: a balance below nothing, or a minute paid twice or not at all.</summary>
    public IEnumerable<string> Broken()
    {
        foreach (var (customer, ledger) in _ledgers)
        {
            var balance = 0;
            foreach (var entry in ledger)
            {
                balance += entry.Credits;
                if (balance < 0) yield return $"{customer} has {balance} credits after entry {entry.Seq}";
            }

            var spent = -ledger.Where(entry => entry.Kind == CreditKind.Spent).Sum(entry => entry.Credits);
            if (spent + _uncovered[customer] != _minutes[customer])
            {
                yield return $"{customer} spoke {_minutes[customer]} minutes, and {spent} were paid and {_uncovered[customer]} had no credits";
            }
        }
    }

    private void Append(CreditRule rule)
    {
        switch (rule)
        {
            case CreditRule.Append { Entry: var entry } append:
                var ledger = _ledgers[entry.OrganisationId];
                ledger.Add(new CreditEntry(entry.OrganisationId, entry.LineId, ledger.Count + 1, entry.At, entry.Kind, entry.Credits, entry.Reference, entry.Actor, entry.Reason));
                _uncovered[entry.OrganisationId] += append.Uncovered;
                break;
            case CreditRule.Refused refused:
                throw new InvalidOperationException(refused.Why);
        }
    }
}
