using FsCheck;
using NodaTime;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.Tests.Storage;

/// <summary>Ledgers.</summary>
public abstract partial class StoreSuite
{
    private static readonly CreditTerms Terms = new([120, 300, 600], 30, "SNG-04");

    [SkippableFact]
    public async Task The_talks_of_a_call_are_each_paid_once_by_their_time_together()
    {
        await using var store = await OpenAsync();
        await store.Credits.AddAsync(Terms, new NewCreditEntry("acme", "sangoma", Now, CreditKind.Pack, 120, null, "operator:ana", ""), default);
        var first = Meter("call-1");
        await store.Credits.BeginAsync(first, default);
        Assert.Equal((0, Duration.Zero), await store.Credits.SpokenAsync("call-1", first.Folio, default));
        await store.Credits.SettleAsync(Terms, first.Reference, Now + Duration.FromSeconds(90), default);
        var (talks, spoken) = await store.Credits.SpokenAsync("call-1", first.Folio, default);
        Assert.Equal((1, Duration.FromSeconds(90)), (talks, spoken));

        var second = first with { Talk = 2, SpokenBefore = spoken };
        await store.Credits.BeginAsync(second, default);
        Assert.Equal([second], await store.Credits.OpenAsync("node", default));
        Assert.IsType<CreditRule.Append>(await store.Credits.SettleAsync(Terms, second.Reference, Now + Duration.FromSeconds(40), default));
        Assert.IsType<CreditRule.AlreadyDone>(await store.Credits.SettleAsync(Terms, second.Reference, null, default));
        Assert.Equal(117, await store.Credits.BalanceAsync("acme", "sangoma", default));
    }

    [SkippableFact]
    [Trait("Clause", "SNG-04")]
    [Trait("Clause", "SNG-05")]
    public async Task A_pack_and_a_grant_go_into_the_organisations_ledger_with_the_line_and_into_no_other()
    {
        await using var store = await OpenAsync();

        Assert.IsType<CreditRule.Append>(await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 120, null), default));
        Assert.IsType<CreditRule.Append>(await store.Credits.AddAsync(Terms, Entry(CreditKind.Grant, 60, "100200"), default));
        Assert.IsType<CreditRule.AlreadyDone>(await store.Credits.AddAsync(Terms, Entry(CreditKind.Grant, 60, "100200"), default));
        Assert.IsType<CreditRule.Refused>(await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 100, null), default));

        Assert.Equal(180, await store.Credits.BalanceAsync("acme", "sangoma", default));
        Assert.Equal(0, await store.Credits.BalanceAsync("acme", "another", default));
        Assert.Equal(0, await store.Credits.BalanceAsync("other", "sangoma", default));
        var ledger = await store.Credits.LedgerAsync("acme", "sangoma", default);
        Assert.Equal([(1, CreditKind.Pack, 120), (2, CreditKind.Grant, 60)], ledger.Select(entry => (entry.Seq, entry.Kind, entry.Credits)));
        Assert.Equal(new CreditEntry("acme", "sangoma", 2, Now, CreditKind.Grant, 60, "100200", "operator:ana", ""), ledger[1]);
    }

    [SkippableFact]
    [Trait("Clause", "SNG-03")]
    public async Task Time_on_a_ticket_is_paid_once_however_often_it_is_settled()
    {
        await using var store = await OpenAsync();
        await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 120, null), default);
        var meter = Meter("call-1");
        await store.Credits.BeginAsync(meter, default);

        var settled = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => store.Credits.SettleAsync(Terms, meter.Reference, Now + Duration.FromSeconds(61), default)));

        Assert.Equal(2, Assert.Single(settled.OfType<CreditRule.Append>()).Entry.Credits * -1);
        Assert.Equal(19, settled.OfType<CreditRule.AlreadyDone>().Count());
        Assert.Equal(118, await store.Credits.BalanceAsync("acme", "sangoma", default));
        Assert.Null(await store.Credits.SettleAsync(Terms, "call-9/1", null, default));
    }

    [SkippableFact]
    [Trait("Clause", "SNG-03")]
    public async Task What_a_dead_process_left_running_is_paid_up_to_the_moment_noted_last_by_its_own_node()
    {
        await using var store = await OpenAsync();
        await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 120, null), default);
        var meter = Meter("call-1");
        await store.Credits.BeginAsync(meter, default);
        await store.Credits.NoteAsync(meter.Reference, Now + Duration.FromMinutes(3), default);
        await store.Credits.NoteAsync(meter.Reference, Now + Duration.FromMinutes(2), default);

        Assert.Empty(await store.Credits.OpenAsync("another node", default));
        Assert.Equal(meter with { Until = Now + Duration.FromMinutes(3) }, Assert.Single(await store.Credits.OpenAsync("node", default)));
        await store.Credits.SettleAsync(Terms, meter.Reference, at: null, default);

        Assert.Empty(await store.Credits.OpenAsync("node", default));
        Assert.Equal(117, await store.Credits.BalanceAsync("acme", "sangoma", default));
    }

    [SkippableFact]
    [Trait("Clause", "SNG-01")]
    [Trait("Clause", "SNG-03")]
    public async Task Two_tickets_of_one_call_are_paid_each()
    {
        await using var store = await OpenAsync();
        await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 120, null), default);
        foreach (var number in new[] { 1, 2 })
        {
            var meter = Meter("call-1") with { Folio = Folio.Of("52", number) };
            await store.Credits.BeginAsync(meter, default);
            await store.Credits.SettleAsync(Terms, meter.Reference, Now + Duration.FromMinutes(number), default);
        }

        Assert.Equal([-1, -2], (await store.Credits.LedgerAsync("acme", "sangoma", default)).Skip(1).Select(entry => entry.Credits));
    }

    [SkippableFact]
    [Trait("Clause", "SNG-09")]
    public async Task Without_an_override_no_balance_goes_below_zero_and_with_one_it_does()
    {
        await using var store = await OpenAsync();
        await store.Credits.AddAsync(Terms, Entry(CreditKind.Adjusted, 3, null) with { Reason = "goodwill" }, default);
        var first = Meter("call-1");
        var second = Meter("call-2");
        await store.Credits.BeginAsync(first, default);
        await store.Credits.BeginAsync(second, default);

        var taken = Assert.IsType<CreditRule.Append>(await store.Credits.SettleAsync(Terms, first.Reference, Now + Duration.FromMinutes(10), default));
        Assert.Equal((0, 7), (taken.BalanceAfter, taken.Uncovered));
        await store.Credits.OverdrawAsync(second.Reference, default);
        await store.Credits.SettleAsync(Terms, second.Reference, Now + Duration.FromMinutes(4), default);

        Assert.Equal(-4, await store.Credits.BalanceAsync("acme", "sangoma", default));
    }

    /// <summary>Packs, grants, corrections and calls of several organisations, many at once.</summary>
    [SkippableFact]
    [Trait("Clause", "SNG-05")]
    public async Task Whatever_is_done_at_once_the_balance_is_the_sum_of_a_ledger_without_a_gap_and_never_negative()
    {
        await using var store = await OpenAsync();
        var random = new System.Random(20261126);
        var steps = Enumerable.Range(0, 150).Select(i => (Place: i, Organisation: $"org{random.Next(3)}", What: random.Next(4), Size: random.Next(1, 90))).ToList();

        await Task.WhenAll(steps.Select(async step =>
        {
            switch (step.What)
            {
                case 0:
                    await store.Credits.AddAsync(Terms, Entry(CreditKind.Pack, 120, null) with { OrganisationId = step.Organisation }, default);
                    break;
                case 1:
                    await store.Credits.AddAsync(Terms, Entry(CreditKind.Adjusted, -step.Size, null) with { OrganisationId = step.Organisation, Reason = "put right" }, default);
                    break;
                default:
                    var meter = Meter($"call-{step.Place % 40}") with { OrganisationId = step.Organisation };
                    await store.Credits.BeginAsync(meter, default);
                    await store.Credits.SettleAsync(Terms, meter.Reference, Now + Duration.FromMinutes(step.Size), default);
                    break;
            }
        }));

        foreach (var organisation in new[] { "org0", "org1", "org2" })
        {
            var ledger = await store.Credits.LedgerAsync(organisation, "sangoma", default);
            Assert.NotEmpty(ledger);
            Assert.Equal(Enumerable.Range(1, ledger.Count), ledger.Select(entry => entry.Seq));
            Assert.Equal(CreditRule.Balance(ledger), await store.Credits.BalanceAsync(organisation, "sangoma", default));
            var balance = 0;
            Assert.All(ledger, entry => Assert.True((balance += entry.Credits) >= 0));
            var paid = ledger.Where(entry => entry.Kind == CreditKind.Spent).Select(entry => entry.Reference).ToList();
            Assert.Equal(paid.Distinct(), paid);
        }
    }

    private static NewCreditEntry Entry(CreditKind kind, int credits, string? reference) =>
        new("acme", "sangoma", Now, kind, credits, reference, "operator:ana", "");

    private static CreditMeter Meter(string call) => new("acme", "sangoma", call, Folio.Of("52", 1), "node", Overdraw: false, Now, Now);
}
