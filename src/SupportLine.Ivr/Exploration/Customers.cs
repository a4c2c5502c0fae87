using System.Globalization;
using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;

namespace SupportLine.Ivr.Exploration;

/// <summary>Made-up customers of any line: one with all there is to have, one whose all has run out, one with nothing.</summary>
internal static class Customers
{
    public const string Covered = "covered";
    public const string Lapsed = "lapsed";
    public const string Bare = "bare";

    /// <summary>A caller whose number is nobody's, and withheld.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>A contact whom the customer has not authorised.</summary>
    public const string NotAuthorised = "+12125550109";

    private static readonly string[] Organisations = [Covered, Lapsed, Bare];

    /// <summary>The number of an organisation's contact.</summary>
    public static string Phone(string organisation) => $"+1212555010{Array.IndexOf(Organisations, organisation) + 1}";

    /// <summary>The PIN of an organisation's contact.</summary>
    public static string Pin(Line line, string organisation) =>
        (4_826_051_739 + Array.IndexOf(Organisations, organisation)).ToString(CultureInfo.InvariantCulture)[^line.Identification.PinDigits..];

    /// <summary>What a caller of the organisation keys to say who they are: an account's number or a contract's.</summary>
    public static string Key(Line line, string organisation)
    {
        var number = Number(line, Array.IndexOf(Organisations, organisation), 0);
        return line.Identification.ContractDigits == 0 ? $"{number}#" : number;
    }

    public static void Add(ScriptedSite site)
    {
        var today = site.Site.Clock.Now.InZone(site.Line.Hours.Zone).Date;
        foreach (var organisation in Organisations)
        {
            var account = site.Line.Identification.WithoutContract ? Number(site.Line, Array.IndexOf(Organisations, organisation), 0) : null;
            site.Directory.Organisations.Add(new Organisation(organisation, organisation) { Number = account });
            site.Directory.Add(organisation, "contact", Phone(organisation), Pin(site.Line, organisation), email: organisation == Covered ? "contact@covered.example" : null);
        }

        site.Directory.Add(Covered, "other", NotAuthorised, "0".PadLeft(site.Line.Identification.PinDigits, '0'), authorised: false);
        Give(site, Covered, today.PlusMonths(-3), today.PlusYears(1));
        Give(site, Lapsed, today.PlusYears(-3), today.PlusYears(-1));
        foreach (var type in site.Line.AllRequestTypes) site.Directory.Named.Add(new NamedAccount(Covered, site.Line.Id, type.Id));
        site.Credits.All.Add(new CreditEntry(Covered, site.Line.Id, 1, site.Site.Clock.Now, CreditKind.Grant, 1000, "grant", "system", ""));
    }

    /// <summary>A contract and a system for each product, from one day to another.</summary>
    private static void Give(ScriptedSite site, string organisation, LocalDate from, LocalDate until)
    {
        var place = Array.IndexOf(Organisations, organisation);
        string[] products = site.Line.Products.Count == 0 ? [""] : [.. site.Line.Products.Select(product => product.Id)];
        for (var i = 0; i < products.Length; i++)
        {
            var number = Number(site.Line, place, site.Line.Identification.WithoutContract ? i + 1 : i);
            site.Directory.Contracts.Add(new Contract(number, organisation, site.Line.Id, products[i], from, until));
            site.Directory.Assets.Add(new Asset($"{organisation}-{i}", organisation, site.Line.Id, products[i], from, until, until, new Dictionary<string, string>()));
        }
    }

    /// <summary>Digits as the line's numbers have, different for each organisation and place.</summary>
    private static string Number(Line line, int organisation, int place)
    {
        var digits = line.Identification.ContractDigits == 0 ? 6 : line.Identification.ContractDigits;
        return string.Create(CultureInfo.InvariantCulture, $"{organisation + 1}{place:00}").PadRight(digits, '7')[..digits];
    }
}
