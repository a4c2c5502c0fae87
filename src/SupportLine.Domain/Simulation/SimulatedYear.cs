using System.Globalization;
using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;

namespace SupportLine.Domain.Simulation;

/// <summary>
/// A year of a line's calls on a virtual clock through the decisions that real calls go through, each looked at by a judge
/// who knows the promises and not the decisions (<see cref="Judge"/>). The same line, year, count and seed give the same year.
/// </summary>
public sealed class SimulatedYear
{
    /// <summary>Of a hundred callers, those nobody can identify, and the numbers they call from.</summary>
    private const int UnidentifiedPercent = 10;

    private const int UnidentifiedNumbers = 40;

    /// <summary>Longest talk, seconds.</summary>
    private const int LongestTalk = 35 * 60;

    private readonly Line _terms;
    private readonly int _year;
    private readonly int _count;
    private readonly Random _random;
    private readonly IReadOnlyList<SimulatedCustomer> _customers;
    private readonly Rota _rota;
    private readonly SimulatedLedgers _ledgers;
    private readonly Dictionary<string, List<Instant>> _unverified = [];
    private string _stranger = "+1";

    private SimulatedYear(Line terms, int year, int count, int seed)
    {
        (_terms, _year, _count) = (terms, year, count);
        _random = new Random(seed);
        _customers = SimulatedCustomers.Of(terms, year, _random);
        _rota = SimulatedRota.Of(terms.Hours.Zone, year);
        _ledgers = new SimulatedLedgers(terms, _customers);
    }

    /// <param name="line">The line.</param>
    /// <param name="year">The year, in the line's zone.</param>
    /// <param name="calls">How many calls.</param>
    /// <param name="seed">What the year is made up from.</param>
    public static SimulationResult Run(Line line, int year, int calls, int seed)
    {
        ArgumentNullException.ThrowIfNull(line);
        var withRareDays = RareDays.In(line, year);
        return Run(withRareDays, withRareDays, year, calls, seed);
    }

    /// <summary>Decides by one line's terms and judges by another's: what a judge is for.</summary>
    internal static SimulationResult Run(Line decided, Line promised, int year, int calls, int seed)
    {
        var simulation = new SimulatedYear(decided, year, calls, seed);
        var judge = new Judge(promised, year);
        var summary = new SimulationSummary(decided, year, seed);
        foreach (var call in simulation.Calls())
        {
            summary.Add(call, judge.Broken(call, simulation._rota));
        }

        return summary.ToResult(simulation._ledgers.Broken());
    }

    private IEnumerable<SimulatedCall> Calls()
    {
        var number = 0;
        foreach (var at in new CallTimes(_terms, _year, _random).Take(_count))
        {
            var dialled = _terms.Numbers[_random.Next(_terms.Numbers.Count)];
            var line = dialled.Calendar.Length == 0 ? _terms : _terms.WithCalendar(dialled.Calendar);
            yield return _random.Next(100) < UnidentifiedPercent ? Stranger(++number, at, line) : Known(++number, at, line);
        }
    }

    private SimulatedCall Known(int number, Instant at, Line line)
    {
        var customer = _customers[_random.Next(_customers.Count)];
        var contact = customer.Contacts[_random.Next(customer.Contacts.Count)];
        var today = at.InZone(line.Hours.Zone).Date;
        var account = customer.Account(line.Id, _ledgers.Balance(customer, at, today));
        var standing = StandingRule.Of(line, contact);
        var product = Product(line, account, today);
        var contract = Contract.Current(account.Contracts.Where(each => line.Identification.WithoutContract || product is null || each.Product == product), today);
        var inputs = Inputs(at, line) with { Standing = standing, Contract = contract };
        if (!StandingRule.IsProven(line, standing, contract, at))
        {
            return Decided(number, line, contact, account, null, null, Claim(inputs, line, Emergency(line), $"{customer.Id}"));
        }

        if (!line.Hours.IsOpen(at) && line.OutOfHours.BookedVisits && _random.Next(100) == 0)
        {
            return Decided(number, line, contact, account, null, null, inputs with { Booked = true, BookedEngineer = SimulatedRota.Second });
        }

        var offered = Entitlement.Offered(line, product, account);
        if (offered.Count == 0) return Decided(number, line, contact, account, null, null, inputs);
        var type = offered[_random.Next(offered.Count)];
        var entitlement = Entitlement.Decide(line, product, type, account, today);
        var asked = inputs with { Product = product, RequestType = type.Id, Entitled = entitlement is Entitlement.Entitled };
        if (entitlement is not Entitlement.Entitled)
        {
            // In hours sales or a message, otherwise a message.
            asked = asked with { MessageOnly = !line.Hours.IsOpen(at) || _random.Next(2) == 0 };
        }
        else if (type.AsksSeverity)
        {
            asked = Claim(asked, line, line.Severities[_random.Next(line.Severities.Count)], null);
        }

        return Decided(number, line, contact, account, type, entitlement, asked);
    }

    /// <summary>Mostly one that a contract covers; null where the line knows none.</summary>
    private string? Product(Line line, Account account, LocalDate today)
    {
        if (line.Products.Count == 0) return null;
        var covered = account.Contracts.Where(contract => contract.IsInForce(today)).Select(contract => contract.Product).ToList();
        return covered.Count > 0 && _random.Next(5) > 0 ? covered[_random.Next(covered.Count)] : line.Products[_random.Next(line.Products.Count)].Id;
    }

    private SimulatedCall Stranger(int number, Instant at, Line line)
    {
        // Some make a habit of it.
        if (_random.Next(2) == 0) _stranger = string.Create(CultureInfo.InvariantCulture, $"+1{_random.Next(UnidentifiedNumbers)}");
        return Decided(number, line, null, null, null, null, Claim(Inputs(at, line), line, Emergency(line), _stranger));
    }

    private static Severity? Emergency(Line line) => line.Severities.LastOrDefault(severity => severity.RingsOnCall);

    /// <param name="inputs">What is known.</param>
    /// <param name="line">The line.</param>
    /// <param name="severity">What is claimed, by three of four.</param>
    /// <param name="unverified">The number of a caller whose right is not proven, who is only asked outside hours.</param>
    private RouteInputs Claim(RouteInputs inputs, Line line, Severity? severity, string? unverified)
    {
        var open = line.Hours.IsOpen(inputs.At);
        if (severity is null || (open && unverified is not null) || _random.Next(4) == 0) return inputs;
        var confirmed = severity.SecondQuestion(open) is not null && _random.Next(3) > 0;
        if (unverified is null) return inputs with { Claimed = severity.Id, Confirmed = confirmed };

        if (!_unverified.TryGetValue(unverified, out var earlier)) _unverified[unverified] = earlier = [];
        var within = earlier.Count(each => each > inputs.At - Duration.FromHours(1));
        if (confirmed) earlier.Add(inputs.At);
        return inputs with { Claimed = severity.Id, Confirmed = confirmed, UnverifiedInLastHour = within };
    }

    private static RouteInputs Inputs(Instant at, Line line) => new()
    {
        LineId = line.Id,
        LineHash = line.ContentHash,
        Calendar = line.Hours.Id,
        TzVersion = RouteInputs.TzVersionNow,
        At = at,
        Standing = CallerStanding.Unidentified,
    };

    private SimulatedCall Decided(int number, Line line, Contact? contact, Account? account, RequestType? type, Entitlement? entitlement, RouteInputs inputs)
    {
        var route = RouteRecord.Decide(line, inputs);
        var onCall = route.Decision is RouteDecision.RingOnCall ? _rota.OnCallAt(inputs.At) : [];
        var bridged = route.Decision is RouteDecision.ConnectAgent && _random.Next(10) > 0 ? Duration.FromSeconds(_random.Next(10, LongestTalk)) : Duration.Zero;
        if (account is not null && type is { Requirement.Credits: true } && entitlement is Entitlement.Entitled)
        {
            _ledgers.Spend(account.OrganisationId, number, inputs.At, bridged);
        }

        return new SimulatedCall(number, inputs.At, line, contact, account, type, entitlement, route, onCall, bridged);
    }
}
