using FsCheck;
using FsCheck.Xunit;
using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Credits;

public sealed class CreditRuleTests
{
    private static readonly Instant At = Moment.At("2026-03-10T10:00:00-05");

    private static CreditTerms Terms => KnownLines.Sangoma.Credits!;

    [Theory]
    [Trait("Clause", "SNG-03")]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(600, 10)]
    public void A_credit_is_a_minute_of_support_and_a_minute_begun_counts(int seconds, int credits) =>
        Assert.Equal(credits, CreditRule.Price(Duration.FromSeconds(seconds)));

    [Theory]
    [Trait("Clause", "SNG-04")]
    [InlineData(120, true)]
    [InlineData(300, true)]
    [InlineData(600, true)]
    [InlineData(100, false)]
    [InlineData(-120, false)]
    public void Packs_are_sold_in_three_sizes(int size, bool sold)
    {
        var rule = CreditRule.Add(Terms, [], Pack(size));
        Assert.Equal(sold, rule is CreditRule.Append);
        if (!sold) Assert.Equal("packs are sold of 120, 300, 600 credits", Assert.IsType<CreditRule.Refused>(rule).Why);
    }

    [Fact]
    [Trait("Clause", "SNG-04")]
    public void A_contract_grants_its_credits_once()
    {
        var grant = new NewCreditEntry("acme", "sangoma", At, CreditKind.Grant, 60, "100200", "operator:ana", "");
        var first = Assert.IsType<CreditRule.Append>(CreditRule.Add(Terms, [], grant));
        Assert.Equal(60, first.BalanceAfter);
        Assert.IsType<CreditRule.AlreadyDone>(CreditRule.Add(Terms, [Entry(1, grant)], grant));
        Assert.IsType<CreditRule.Refused>(CreditRule.Add(Terms, [], grant with { Reference = null }));
    }

    [Fact]
    [Trait("Clause", "SNG-03")]
    public void A_call_is_paid_once()
    {
        var ledger = new List<CreditEntry> { Entry(1, Pack(120)) };
        var spent = Assert.IsType<CreditRule.Append>(Spend(ledger, 125));
        Assert.Equal((-3, 117, 0, false), (spent.Entry.Credits, spent.BalanceAfter, spent.Uncovered, spent.IsLow));
        ledger.Add(Entry(2, spent.Entry));
        Assert.IsType<CreditRule.AlreadyDone>(Spend(ledger, 125));
    }

    [Fact]
    [Trait("Clause", "SNG-09")]
    public void A_call_longer_than_the_balance_takes_what_is_left_and_notes_the_rest()
    {
        var ledger = new List<CreditEntry> { Entry(1, Pack(120)) };
        var spent = Assert.IsType<CreditRule.Append>(Spend(ledger, 130 * 60));
        Assert.Equal((-120, 0, 10, true), (spent.Entry.Credits, spent.BalanceAfter, spent.Uncovered, spent.IsLow));
        Assert.Equal(-10, Assert.IsType<CreditRule.Append>(Spend(ledger, 130 * 60, overdraw: true)).BalanceAfter);
        Assert.Equal(5, Assert.IsType<CreditRule.Nothing>(Spend([], 300)).Uncovered);
    }

    [Fact]
    public void The_customer_is_warned_when_little_is_left()
    {
        var ledger = new List<CreditEntry> { Entry(1, Pack(120)) };
        Assert.False(Assert.IsType<CreditRule.Append>(Spend(ledger, 105 * 60)).IsLow);
        Assert.True(Assert.IsType<CreditRule.Append>(Spend(ledger, 106 * 60)).IsLow);
    }

    [Theory]
    [InlineData(-10, "typing error", true)]
    [InlineData(-130, "typing error", false)]
    [InlineData(10, "", false)]
    [InlineData(0, "nothing", false)]
    public void A_correction_has_a_reason_and_keeps_the_balance_from_going_below_zero(int credits, string reason, bool accepted)
    {
        var entry = new NewCreditEntry("acme", "sangoma", At, CreditKind.Adjusted, credits, null, "operator:ana", reason);
        Assert.Equal(accepted, CreditRule.Add(Terms, [Entry(1, Pack(120))], entry) is CreditRule.Append);
    }

    [Property]
    [Trait("Clause", "SNG-05")]
    public bool Whatever_happens_the_balance_is_the_sum_and_never_negative(byte[] steps)
    {
        var ledger = new List<CreditEntry>();
        var balance = 0;
        foreach (var step in steps)
        {
            var rule = (step % 4) switch
            {
                0 => CreditRule.Add(Terms, ledger, Pack(Terms.Packs[step % 3])),
                1 => CreditRule.Add(Terms, ledger, new NewCreditEntry("acme", "sangoma", At, CreditKind.Adjusted, -step, null, "operator:ana", "test")),
                2 => CreditRule.Add(Terms, ledger, new NewCreditEntry("acme", "sangoma", At, CreditKind.Grant, step, $"contract-{step % 5}", "system", "")),
                _ => CreditRule.Spend(Terms, ledger, new CreditUse("acme", "sangoma", $"call-{step % 50}", Duration.FromMinutes((long)step), false, At)),
            };
            if (rule is not CreditRule.Append append) continue;
            balance += append.Entry.Credits;
            ledger.Add(Entry(ledger.Count + 1, append.Entry));
            if (append.BalanceAfter != balance || CreditRule.Balance(ledger) != balance || balance < 0) return false;
        }

        return ledger.Where(entry => entry.Kind == CreditKind.Spent).Select(entry => entry.Reference).Distinct().Count()
            == ledger.Count(entry => entry.Kind == CreditKind.Spent);
    }

    private static CreditRule Spend(List<CreditEntry> ledger, int seconds, bool overdraw = false) =>
        CreditRule.Spend(Terms, ledger, new CreditUse("acme", "sangoma", "call-1", Duration.FromSeconds(seconds), overdraw, At));

    private static NewCreditEntry Pack(int size) => new("acme", "sangoma", At, CreditKind.Pack, size, null, "operator:ana", "");

    private static CreditEntry Entry(int seq, NewCreditEntry entry) => new(
        entry.OrganisationId, entry.LineId, seq, entry.At, entry.Kind, entry.Credits, entry.Reference, entry.Actor, entry.Reason);
}
