using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>Where callers are put through to, and how hard we try.</summary>
/// <param name="Agents">Targets of the agents, tried in turn in support hours: SIP URIs or numbers.</param>
/// <param name="AgentRing">How long each agent's phone rings.</param>
/// <param name="Rota">Name of the rota whose engineers take emergencies outside hours.</param>
/// <param name="EngineerRing">How long each engineer's phone rings; 25 s.</param>
/// <param name="AcceptWithin">How long an engineer has to press 1, then the question is repeated once; 8 s.</param>
/// <param name="Rounds">How often the ladder is gone through with the caller waiting; at least 1.</param>
/// <param name="CallBackWithin">What the caller is promised when the ladder ended in vain: an engineer calls by then.</param>
/// <param name="UnverifiedEmergency">Whether a caller nobody could identify may ring on-call with an unverified folio.</param>
/// <param name="UnverifiedPerHour">Most such emergencies from one caller number, or without number, in an hour.</param>
/// <param name="FolioKey">Key that, pressed by an agent or engineer in the bridge, reads the folio to both: <c>6</c> after <c>*</c>.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Routing(
    IReadOnlyList<string> Agents,
    Duration AgentRing,
    string Rota,
    Duration EngineerRing,
    Duration AcceptWithin,
    int Rounds,
    Duration CallBackWithin,
    bool UnverifiedEmergency,
    int UnverifiedPerHour,
    string FolioKey,
    string Source)
{
    /// <summary>Keys that, pressed by an agent or engineer in the bridge, have another engineer rung and brought in: <c>*7</c>.</summary>
    public string SecondKey { get; init; } = "*7";

    /// <summary>... have the severity verified by who presses them.</summary>
    public string SeverityKey { get; init; } = "*8";

    /// <summary>... raise a new ticket from the talk.</summary>
    public string TicketKey { get; init; } = "*9";

    /// <summary>... take a spoken note onto the ticket.</summary>
    public string NoteKey { get; init; } = "*0";

    /// <summary>... hand the caller over to another agent. None of these are a PBX's own: FreePBX keeps <c>*1 *2 *3 ## **</c>.</summary>
    public string TransferKey { get; init; } = "*5";

    /// <summary>... settle the matter: see <see cref="Tickets.ResolveRule"/>.</summary>
    public string ResolveKey { get; init; } = "*4";

    /// <summary>All keys of a talk: their names in the line file, the keys, and what they do.</summary>
    public IReadOnlyList<(string Name, string Keys, string Does)> TalkKeys =>
    [
        ("folio-key", FolioKey, "read the folio"),
        ("second-key", SecondKey, "bring in another engineer"),
        ("severity-key", SeverityKey, "verify the severity"),
        ("ticket-key", TicketKey, "raise a new ticket"),
        ("note-key", NoteKey, "take a note"),
        ("transfer-key", TransferKey, "hand the caller over"),
        ("resolve-key", ResolveKey, "settle the matter"),
    ];

    /// <summary>Beginnings, in E.164, of the numbers at which the caller of an emergency may be phoned; see <see cref="Line.MayPhoneBack"/>.</summary>
    public IReadOnlyList<string> CallBackPrefixes { get; init; } = [];

    /// <summary>Ladders for certain emergencies, the first that fits being taken; see <see cref="LadderFor"/>.</summary>
    public IReadOnlyList<LadderTerms> Ladders { get; init; } = [];

    /// <summary>The ladder of an emergency; where none was written for it, everybody on call in turn, as often as <see cref="Rounds"/> says.</summary>
    /// <param name="severity">As claimed, or as the ticket stands; null when unknown.</param>
    /// <param name="product">The ticket's; null when unknown.</param>
    public LadderTerms LadderFor(string? severity, string? product) =>
        Ladders.FirstOrDefault(ladder => ladder.IsFor(severity, product))
        ?? new LadderTerms("", [], [], [new LadderRung(Rota, [], Together: false, Duration.Zero, Times: 1)], Rounds, 0, Duration.Zero, Source);
}
