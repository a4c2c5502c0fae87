using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Contracts;

public sealed class EntitlementTests
{
    private static readonly LocalDate Day = new(2026, 3, 10);

    private static Line Sangoma => KnownLines.Sangoma;

    /// <summary>The 20 rows of the published matrix.</summary>
    public static TheoryData<string, string, bool, string, bool, bool> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, bool, string, bool, bool>();
            foreach (var row in File.ReadLines(Path.Combine(RepositoryFiles.Lines, "entitlement-matrix.tsv")).Skip(1))
            {
                var columns = row.Split('\t');
                rows.Add(columns[0], columns[1], columns[2] == "yes", columns[3], columns[4] == "yes", columns[5] == "yes");
            }

            return rows;
        }
    }

    [Fact]
    [Trait("Clause", "SNG-07")]
    public void The_matrix_has_twenty_rows_and_the_line_has_each_and_no_other() => Assert.Equal(
        Rows.Select(row => row[1]).Cast<string>().Order(StringComparer.Ordinal),
        Sangoma.Products.SelectMany(product => product.RequestTypes).Select(type => type.Title).Order(StringComparer.Ordinal));

    [Theory]
    [Trait("Clause", "SNG-07")]
    [MemberData(nameof(Rows))]
    public void The_line_requires_what_its_row_says(string family, string request, bool warranty, string contract, bool credits, bool maintenance)
    {
        var need = Find(family, request).Type.Requirement;
        Assert.Equal(warranty, need.Warranty);
        Assert.Equal(credits, need.Credits);
        Assert.Equal(maintenance, need.Maintenance);
        Assert.Equal(contract switch { "yes" => ContractNeed.Required, "no" => ContractNeed.NotRequired, _ => ContractNeed.NotOffered }, need.Contract);
    }

    [Theory]
    [Trait("Clause", "SNG-07")]
    [MemberData(nameof(Rows))]
    public void A_request_is_taken_when_and_only_when_its_row_is_met(string family, string request, bool warranty, string contract, bool credits, bool maintenance)
    {
        var (product, type) = Find(family, request);
        for (var has = 0; has < 16; has++)
        {
            var account = Account(product.Id, warranty: (has & 1) != 0, contract: (has & 2) != 0, credits: (has & 4) != 0 ? 30 : 0, maintenance: (has & 8) != 0);
            var met = (!warranty || (has & 1) != 0) && (contract != "yes" || (has & 2) != 0) && (!credits || (has & 4) != 0) && (!maintenance || (has & 8) != 0);
            var entitlement = Entitlement.Decide(Sangoma, product.Id, type, account, Day);
            Assert.Equal(met, entitlement is Entitlement.Entitled);
        }
    }

    [Theory]
    [Trait("Clause", "SNG-07")]
    [MemberData(nameof(Rows))]
    public void A_contract_that_is_not_offered_is_never_suggested(string family, string request, bool warranty, string contract, bool credits, bool maintenance)
    {
        var (product, type) = Find(family, request);
        var nothing = Entitlement.Decide(Sangoma, product.Id, type, Account(product.Id), Day);
        var suggested = nothing is Entitlement.Lacking lacking && lacking.Lacks.Any(lack => lack.Remedy is Remedy.BuyContract or Remedy.RenewContract);
        Assert.Equal(contract == "yes", suggested);
        Assert.Equal(warranty || contract == "yes" || credits || maintenance, nothing is Entitlement.Lacking);
    }

    [Fact]
    [Trait("Clause", "SNG-06")]
    public void A_contract_covers_its_product_alone_and_not_after_it_lapsed()
    {
        var (product, type) = Find("Session Border Controller", "SBC support");
        Assert.IsType<Entitlement.Entitled>(Decide(Account("sbc", contract: true)));

        var other = Account("vega", contract: true) with { Assets = Account("sbc").Assets };
        Assert.Equal(new Lack(LackKind.NoContract, null, Remedy.BuyContract), Assert.Single(Assert.IsType<Entitlement.Lacking>(Decide(other)).Lacks));

        var until = Day.PlusDays(-1);
        var lapsed = Account("sbc") with { Contracts = [Contract("sbc", until.PlusYears(-1), until)] };
        Assert.Equal(new Lack(LackKind.ContractLapsed, until, Remedy.RenewContract), Assert.Single(Assert.IsType<Entitlement.Lacking>(Decide(lapsed)).Lacks));
        Assert.IsType<Entitlement.Entitled>(Decide(lapsed with { Contracts = [.. lapsed.Contracts, Contract("sbc", Day, Day.PlusYears(1))] }));

        Entitlement Decide(Account account) => Entitlement.Decide(Sangoma, product.Id, type, account, Day);
    }

    [Theory]
    [Trait("Clause", "SNG-08")]
    [InlineData("2025-03-11", null, true)]
    [InlineData("2025-03-10", null, false)]
    [InlineData("2020-01-01", "2026-03-10", true)]
    [InlineData("2020-01-01", "2026-03-09", false)]
    [InlineData("2026-01-01", "2026-02-01", true)]
    [InlineData(null, null, false)]
    public void A_module_is_maintained_for_its_first_twelve_months_and_then_as_long_as_was_bought(string? bought, string? until, bool entitled)
    {
        var (product, type) = Find("FreePBX", "FreePBX commercial module");
        var account = Account(product.Id) with { Assets = [Asset(product.Id) with { BoughtOn = Date(bought), MaintenanceUntil = Date(until) }] };
        var decision = Entitlement.Decide(Sangoma, product.Id, type, account, Day);
        Assert.Equal(entitled, decision is Entitlement.Entitled);
        if (decision is Entitlement.Lacking lacking) Assert.Equal(Remedy.RenewMaintenance, Assert.Single(lacking.Lacks).Remedy);
    }

    [Theory]
    [Trait("Clause", "SNG-09")]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    public void A_request_that_uses_credits_needs_a_positive_balance_and_tells_it(int credits, bool entitled)
    {
        var (product, type) = Find("PBXact Cloud", "PBXact Cloud configuration");
        var decision = Entitlement.Decide(Sangoma, product.Id, type, Account(product.Id, credits: credits), Day);
        if (entitled) Assert.Equal(credits, Assert.IsType<Entitlement.Entitled>(decision).Balance);
        else Assert.Equal(new Lack(LackKind.NoCredits, null, Remedy.BuyCredits), Assert.Single(Assert.IsType<Entitlement.Lacking>(decision).Lacks));
    }

    [Fact]
    [Trait("Clause", "SNG-15")]
    public void Cards_are_configured_as_best_effort_and_free()
    {
        var (product, type) = Find("Cards", "Card configuration service");
        var decision = Assert.IsType<Entitlement.Entitled>(Entitlement.Decide(Sangoma, product.Id, type, Account("nothing") with { Assets = [] }, Day));
        Assert.True(decision.BestEffort);
        Assert.Null(decision.Balance);
    }

    [Theory]
    [Trait("Clause", "SNG-15")]
    [InlineData("phone-support", "sangoma.notice.connected-phones")]
    [InlineData("vega-support", "sangoma.notice.errors-only")]
    public void The_caller_is_told_under_which_condition_a_request_is_taken(string request, string prompt) =>
        Assert.Equal(prompt, Assert.Single(Sangoma.NoticesFor("any", request)).Prompt);

    [Fact]
    [Trait("Clause", "SNG-10")]
    public void Departments_closed_to_an_account_are_not_offered()
    {
        var stranger = new Account { OrganisationId = "acme" };
        Assert.Equal(["freepbx-appliance", "freepbx-module"], Entitlement.Offered(Sangoma, "freepbx", stranger).Select(type => type.Id));
        Assert.Equal(
            ["freepbx-appliance", "freepbx-configuration", "freepbx-module"],
            Entitlement.Offered(Sangoma, "freepbx", Account("freepbx")).Select(type => type.Id));
        Assert.IsType<Entitlement.NotOffered>(Entitlement.Decide(Sangoma, "freepbx", Sangoma.FindRequestType("freepbx-configuration")!, stranger, Day));

        var named = Sangoma.FindRequestType("freepbx-module")! with { OfferedTo = OfferedTo.NamedAccounts };
        Assert.IsType<Entitlement.NotOffered>(Entitlement.Decide(Sangoma, "freepbx", named, Account("freepbx", maintenance: true), Day));
        Assert.IsType<Entitlement.Entitled>(Entitlement.Decide(Sangoma, "freepbx", named, Account("freepbx", maintenance: true) with { NamedFor = ["freepbx-module"] }, Day));
    }

    [Fact]
    public void An_agent_overrides_in_hours_with_a_reason_and_nobody_else()
    {
        var lacking = new Entitlement.Lacking([new Lack(LackKind.NoCredits, null, Remedy.BuyCredits)], "SNG-07");
        var accepted = Assert.IsType<EntitlementOverride.Accepted>(EntitlementOverride.Decide(lacking, open: true, "agent:anna", " will pay "));
        Assert.Equal(["NoCredits"], accepted.Change.Lacks);
        Assert.Equal("will pay", accepted.Change.Reason);
        Assert.IsType<EntitlementOverride.Refused>(EntitlementOverride.Decide(lacking, open: false, "agent:anna", "will pay"));
        Assert.IsType<EntitlementOverride.Refused>(EntitlementOverride.Decide(lacking, open: true, "caller", "will pay"));
        Assert.IsType<EntitlementOverride.Refused>(EntitlementOverride.Decide(lacking, open: true, "agent:anna", " "));
        Assert.IsType<EntitlementOverride.Refused>(EntitlementOverride.Decide(new Entitlement.Entitled(false, null, "SNG-07"), open: true, "agent:anna", "why"));
    }

    private static (Product Product, RequestType Type) Find(string family, string request)
    {
        var product = Sangoma.Products.Single(candidate => candidate.Title == family);
        return (product, product.RequestTypes.Single(type => type.Title == request));
    }

    private static Account Account(string product, bool warranty = false, bool contract = false, int credits = 0, bool maintenance = false) => new()
    {
        OrganisationId = "acme",
        Assets = [Asset(product) with { WarrantyUntil = warranty ? Day : Day.PlusDays(-1), MaintenanceUntil = maintenance ? Day : Day.PlusDays(-1) }],
        Contracts = contract ? [Contract(product, Day.PlusDays(-364), Day)] : [],
        Credits = credits,
    };

    private static Asset Asset(string product) =>
        new("SN-1", "acme", "sangoma", product, new LocalDate(2020, 1, 1), null, null, new Dictionary<string, string>());

    private static Contract Contract(string product, LocalDate from, LocalDate until) => new("1", "acme", "sangoma", product, from, until);

    private static LocalDate? Date(string? text) =>
        text is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
