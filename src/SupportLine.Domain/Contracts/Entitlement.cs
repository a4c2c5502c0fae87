using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Contracts;

/// <summary>Whether an account's request is taken: a closed set, each with the clause it rests on.</summary>
public abstract record Entitlement
{
    private Entitlement()
    {
    }

    /// <summary>It is taken.</summary>
    /// <param name="BestEffort">Free and as well as can be: the caller is told.</param>
    /// <param name="Balance">Credits left, told before the call when the request uses them (SNG-09); null when it uses none.</param>
    /// <param name="Source">What it rests on.</param>
    public sealed record Entitled(bool BestEffort, int? Balance, string Source) : Entitlement;

    /// <summary>Something is missing; the caller is told what, and may still leave a message or reach a person.</summary>
    /// <param name="Lacks">What, the most important first; never empty.</param>
    /// <param name="Source">What it rests on.</param>
    public sealed record Lacking(IReadOnlyList<Lack> Lacks, string Source) : Entitlement;

    /// <summary>The account may not use it: it is not offered to the caller (SNG-10).</summary>
    /// <param name="Source">What it rests on.</param>
    public sealed record NotOffered(string Source) : Entitlement;

    /// <param name="line">The line's terms.</param>
    /// <param name="product">Id of the product the request is about; null where the line knows none.</param>
    /// <param name="request">The kind of request.</param>
    /// <param name="account">What the organisation has.</param>
    /// <param name="day">The day, in the line's zone.</param>
    public static Entitlement Decide(Line line, string? product, RequestType request, Account account, LocalDate day)
    {
        if (!IsOffered(product, request, account)) return new NotOffered(request.Source);
        var need = request.Requirement;
        var lacks = new List<Lack>();
        if (need.Contract == ContractNeed.Required && ContractLack(product, account, day) is { } contract) lacks.Add(contract);
        if (need.Warranty && AssetLack(product, account, day, LackKind.NoWarranty, LackKind.WarrantyOver, Remedy.AskSales, asset => asset.WarrantyUntil) is { } warranty)
        {
            lacks.Add(warranty);
        }

        var months = line.MaintenanceIncluded.Value;
        if (need.Maintenance && AssetLack(product, account, day, LackKind.NoMaintenance, LackKind.MaintenanceOver, Remedy.RenewMaintenance, asset => asset.MaintainedUntil(months)) is { } maintenance)
        {
            lacks.Add(maintenance);
        }

        if (need.Credits && account.Credits <= 0) lacks.Add(new Lack(LackKind.NoCredits, null, Remedy.BuyCredits));
        return lacks.Count > 0
            ? new Lacking(lacks, request.Source)
            : new Entitled(need.BestEffort, need.Credits ? account.Credits : null, request.Source);
    }

    /// <summary>The kinds of request that are offered to an account, in the order of the menu.</summary>
    public static IReadOnlyList<RequestType> Offered(Line line, string? product, Account account) =>
        [.. line.RequestTypesFor(product).Where(request => IsOffered(product, request, account))];

    private static bool IsOffered(string? product, RequestType request, Account account) => request.OfferedTo switch
    {
        OfferedTo.NamedAccounts => account.NamedFor.Contains(request.Id),
        OfferedTo.ProductHolders => product is not null && account.Holds(product),
        _ => true,
    };

    /// <summary>A contract belongs to one product (SNG-06), so another product's does not count.</summary>
    private static Lack? ContractLack(string? product, Account account, LocalDate day)
    {
        var contracts = account.Contracts.Where(contract => product is null || contract.Product == product).ToList();
        if (contracts.Exists(contract => contract.IsInForce(day))) return null;
        var lapsed = contracts.Where(contract => contract.Until < day).Select(contract => contract.Until).ToList();
        return lapsed.Count > 0
            ? new Lack(LackKind.ContractLapsed, lapsed.Max(), Remedy.RenewContract)
            : new Lack(LackKind.NoContract, null, Remedy.BuyContract);
    }

    private static Lack? AssetLack(
        string? product, Account account, LocalDate day, LackKind none, LackKind over, Remedy remedy, Func<Asset, LocalDate?> until)
    {
        var last = account.Assets.Where(asset => product is null || asset.Product == product).Select(until).Max();
        if (last >= day) return null;
        return last is null ? new Lack(none, null, remedy) : new Lack(over, last, remedy);
    }
}
