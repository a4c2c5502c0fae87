using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>Whether a form that a customer filled in raises a ticket (XIV-02).</summary>
internal abstract record FormRule
{
    private FormRule()
    {
    }

    /// <summary>It does.</summary>
    /// <param name="RequestType">The form.</param>
    /// <param name="Given">What is put on the ticket: blanks left out, the rest without space around it.</param>
    /// <param name="Missing">Ids of what the vendor wants to know and nobody gave.</param>
    public sealed record Accepted(RequestType RequestType, IReadOnlyDictionary<string, string> Given, IReadOnlyList<string> Missing) : FormRule;

    /// <summary>A mandatory datum was left out.</summary>
    /// <param name="Mandatory">Ids of those that were, in the form's order.</param>
    public sealed record Incomplete(IReadOnlyList<string> Mandatory) : FormRule;

    /// <summary>The form has no such field.</summary>
    public sealed record UnknownField(string Id, IReadOnlyList<string> Known) : FormRule;

    /// <summary>The line has no such form.</summary>
    public sealed record UnknownForm(IReadOnlyList<string> Known) : FormRule;

    /// <summary>The channel opens no ticket here.</summary>
    public sealed record WrongChannel(IReadOnlyList<string> Instead, string Source) : FormRule;

    /// <param name="line">The line's terms.</param>
    /// <param name="channel">Id of the channel it comes by: <c>portal</c>.</param>
    /// <param name="requestType">Id of the request type whose form it is; the type is mandatory, so null is no form.</param>
    /// <param name="given">What was filled in, by the datum's id.</param>
    public static FormRule Decide(Line line, string channel, string? requestType, IReadOnlyDictionary<string, string> given)
    {
        if (ChannelRule.Decide(line, channel, answers: false) is ChannelRule.Refused refused)
        {
            return new WrongChannel(refused.Instead, refused.Source);
        }

        if (line.FindRequestType(requestType) is not { } type) return new UnknownForm([.. line.AllRequestTypes.Select(known => known.Id)]);
        var fields = type.RequiredData.Select(datum => datum.Id).Append(RequestType.ContactNumber).Distinct().ToList();
        if (given.Keys.FirstOrDefault(id => !fields.Contains(id)) is { } unknown) return new UnknownField(unknown, fields);
        var filled = given.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value.Trim());
        var left = type.RequiredData.Where(datum => datum.Mandatory && !filled.ContainsKey(datum.Id)).Select(datum => datum.Id).ToList();
        return left.Count > 0 ? new Incomplete(left) : new Accepted(type, filled, type.Missing(filled.Keys));
    }
}
