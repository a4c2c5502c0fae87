using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Exploration;
using SupportLine.Ivr.Speech;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>The repository's own line and prompts, and made-up customers.</summary>
internal sealed class HelpdeskSite : ScriptedSite
{
    public const string Day = "2026-03-10T10:00:00-06";
    public const string Night = "2026-03-10T22:00:00-06";

    /// <summary>Contacts' numbers.</summary>
    public const string Maria = "+528183450101";
    public const string Stranger = "+528112345678";

    public static readonly PromptLibrary Library = PromptLibrary.Load(Path.Combine(RepositoryFiles.Root, "prompts"), ["es-MX", "en", "fr"], new NoSpeech());

    public HelpdeskSite(string at, IAnswers answers, Func<Line, Line>? change = null, string recordings = Nowhere)
        : base((change ?? (line => line))(KnownLines.Ipaxes), Library, Moment.At(at), answers, recordings)
    {
        Add("aceros", "Aceros del Norte", "100200", new LocalDate(2027, 12, 31));
        Directory.Add("aceros", "maria", Maria, "4826");
        Directory.Add("aceros", "pedro", "+528183450103", "1938", authorised: false);
        Add("papeleria", "Papelería Monterrey", "100300", new LocalDate(2027, 12, 31));
        Directory.Add("papeleria", "rosa", "+528183450201", "5074");
        Add("molinos", "Molinos Unidos", "100400", new LocalDate(2023, 12, 31));
        Directory.Add("molinos", "luis", "+528183450301", "6241");
    }

    public new ScriptedCall Phone(string from = Stranger, string dialled = "5000", int? hangsUpAt = null, string id = "call-1") =>
        base.Phone(from, dialled, hangsUpAt, id);

    public ScriptedCall Caller(string from, int? hangsUpAt = null, string id = "call-1") => base.Caller(from, "5000", hangsUpAt, id);

    protected override void Record(string path)
    {
        if (System.IO.Directory.Exists(Path.GetDirectoryName(path))) File.WriteAllBytes(path, WavOf.Tone());
    }

    public Ticket Raised(string? organisation) => Raised(organisation, "new");

    private void Add(string id, string name, string contract, LocalDate until) => Directory.Add(id, name, contract, "ipaxes", "pbx", until);
}
