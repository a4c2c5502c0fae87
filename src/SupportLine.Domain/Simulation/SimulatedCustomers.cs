using System.Globalization;
using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>Makes customers up.</summary>
internal static class SimulatedCustomers
{
    public const int Count = 120;

    /// <summary>Of a hundred: how many have a contract, or an equipment, of a product.</summary>
    private const int HavePercent = 60;

    private const int MostPurchases = 4;

    public static IReadOnlyList<SimulatedCustomer> Of(Line line, int year, Random random)
    {
        string[] products = line.Products.Count == 0 ? [""] : [.. line.Products.Select(product => product.Id)];
        return [.. Enumerable.Range(0, Count).Select(number => Customer(line, year, products, number, random))];
    }

    private static SimulatedCustomer Customer(Line line, int year, string[] products, int number, Random random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"customer{number}");
        var contracts = new List<Contract>();
        var assets = new List<Asset>();
        foreach (var product in products)
        {
            if (random.Next(100) < HavePercent)
            {
                // Some are renewed, some run out in the year, some have not begun yet.
                var from = new LocalDate(year - 1, 1, 1).PlusDays(random.Next(730));
                contracts.Add(new Contract(Serial(contracts.Count), id, line.Id, product, from, from.PlusYears(1).PlusDays(-1)));
                if (random.Next(2) == 0) contracts.Add(new Contract(Serial(contracts.Count), id, line.Id, product, from.PlusYears(1), from.PlusYears(2).PlusDays(-1)));
            }

            if (random.Next(100) < HavePercent)
            {
                var bought = new LocalDate(year - 2, 1, 1).PlusDays(random.Next(1000));
                LocalDate? maintained = random.Next(2) == 0 ? bought.PlusYears(1 + random.Next(2)) : null;
                assets.Add(new Asset($"{id}-{assets.Count}", id, line.Id, product, bought, bought.PlusMonths(6 * random.Next(1, 6)), maintained, new Dictionary<string, string>()));
            }
        }

        int[] packs = line.Credits is { Packs: var sold } ? [.. sold] : [];
        var purchases = packs.Length == 0 ? [] : Enumerable.Range(0, random.Next(MostPurchases))
            .Select(_ => (Day: new LocalDate(year, 1, 1).PlusDays(random.Next(365)), Credits: packs[random.Next(packs.Length)]))
            .OrderBy(purchase => purchase.Day)
            .ToList();
        return new SimulatedCustomer(
            id,
            [.. Enumerable.Range(0, 3).Select(contact => new Contact($"{id}/{contact}", id, $"{id} {contact}", null, null, null, Authorised: contact > 0))],
            contracts,
            assets,
            [.. line.AllRequestTypes.Where(type => type.OfferedTo == OfferedTo.NamedAccounts && random.Next(2) == 0).Select(type => type.Id)],
            purchases);

        string Serial(int place) => string.Create(CultureInfo.InvariantCulture, $"{number:000}{place:000}");
    }
}
