using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Exploration;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr.Terms;

/// <summary>
/// A call to one of the published lines by Ann of Acme, whose number is on file, on a Tuesday: at ten or at ten at night of
/// New York and of Rome alike.
/// </summary>
internal sealed class TermsScene
{
    public const string Ann = "+12125550101";
    public const string Account = "700100";
    public const string Day = "2026-03-10T10:00:00-04";
    public const string DayInRome = "2026-03-10T10:00:00+01";
    public const string Night = "2026-03-10T22:00:00-04";

    /// <summary>In English, by PIN, to a new request.</summary>
    public static readonly string[] NewRequest = ["pin=4826", "menu.main=1"];

    /// <summary>The number to call back confirmed, described, sent, the folio heard once.</summary>
    public static readonly string[] Described = ["contact.confirm=1", "record=speech", "describe.review=1", "folio.repeat=2"];

    private readonly Line _line;
    private readonly List<Action<HelpdeskSite>> _before = [];
    private readonly Script _script = new();

    public TermsScene(Line line)
    {
        _line = line with { Languages = ["en"] };
        Before(site =>
        {
            site.Directory.Organisations.Add(new Organisation("acme", "Acme") { Number = Account });
            site.Directory.Add("acme", "ann", Ann, "4826", authorised: false);
            site.Directory.Add("acme", "bob", "+12125550102", "5937", authorised: false);
        });
    }

    public TermsScene Before(Action<HelpdeskSite> change)
    {
        _before.Add(change);
        return this;
    }

    public TermsScene Contract(string product, LocalDate? until = null) => Before(site => site.Directory.Contracts.Add(
        new Contract($"8001{site.Directory.Contracts.Count}", "acme", _line.Id, product, new LocalDate(2024, 1, 1), until ?? new LocalDate(2026, 12, 31))));

    public TermsScene Asset(string product, LocalDate? bought = null, LocalDate? warranty = null, params (string, string)[] facts) => Before(site => site.Directory.Assets.Add(
        new Asset($"SN-{product}", "acme", _line.Id, product, bought, warranty, null, facts.ToDictionary(fact => fact.Item1, fact => fact.Item2))));

    public TermsScene Credits(int credits) => Before(site => site.Credits.All.Add(
        new CreditEntry("acme", _line.Id, 1, site.Site.Clock.Now, CreditKind.Grant, credits, "80010", "system", "")));

    /// <summary>A ticket of Acme's in a status, the first of the site's.</summary>
    public TermsScene Raised(string status, params TicketChange[] changes) => Before(site => site.Tickets.RaiseAsync(
        new NewTicket
        {
            LineId = _line.Id,
            FolioPrefix = _line.FolioPrefix,
            OrganisationId = "acme",
            ContactId = "acme/bob",
            Severity = _line.StartingSeverity.Value,
            Status = status,
            Language = "en",
            RaisedAt = site.Site.Clock.Now,
            Actor = "contact:acme/bob",
            Changes = changes,
        },
        CancellationToken.None).GetAwaiter().GetResult());

    /// <summary>The folio of that ticket.</summary>
    public string Folio => SupportLine.Domain.Tickets.Folio.Of(_line.FolioPrefix, 1).Digits;

    public TermsScene With(string who, params string[] answers)
    {
        _script.With(who, answers);
        return this;
    }

    /// <summary>Plays it; everybody was asked what was foreseen, and nothing else.</summary>
    public Scene Play(string at, string from = Ann, string? dialled = null)
    {
        var site = new HelpdeskSite(at, _script, _ => _line);
        foreach (var change in _before) change(site);
        var call = site.Phone(from, dialled ?? _line.Numbers[0].Number);
        Assert.Empty(_script.Mistakes);
        return new Scene(site, call);
    }
}
