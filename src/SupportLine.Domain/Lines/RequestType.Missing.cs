namespace SupportLine.Domain.Lines;

public sealed partial record RequestType
{
    /// <summary>The datum every caller is asked for: where to call back.</summary>
    public const string ContactNumber = "contact-number";

    /// <summary>
    /// Ids of what the vendor wants to know and nobody has given: what the telephone does not ask for, and what it asked for
    /// in vain (IPX-06, WLD-06). They are listed on the ticket.
    /// </summary>
    /// <param name="given">Ids of the data that was keyed or spoken.</param>
    public IReadOnlyList<string> Missing(IReadOnlyCollection<string> given) =>
        [.. RequiredData.Select(datum => datum.Id).Where(id => !given.Contains(id))];

    /// <summary>Ids of the data that is keyed by a question of its own; a number to call back has one on every line.</summary>
    public IEnumerable<string> Keyed => RequiredData.Where(datum => datum is { Asked: HowAsked.Keyed, Id: not ContactNumber }).Select(datum => datum.Id);

    /// <summary>Ids of the data covered by a spoken description.</summary>
    public IEnumerable<string> Spoken => RequiredData.Where(datum => datum.Asked == HowAsked.Spoken).Select(datum => datum.Id);
}
