using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Tickets;

/// <summary>What a message that came by a channel may do (WLD-01, IPX-04, XCL-07).</summary>
internal abstract record ChannelRule
{
    private ChannelRule()
    {
    }

    public required string Source { get; init; }

    /// <summary>It opens a ticket.</summary>
    public sealed record Open : ChannelRule;

    /// <summary>It is put on the ticket it answers.</summary>
    public sealed record FollowUp : ChannelRule;

    /// <summary>It changes nothing, and is answered with how to reach support.</summary>
    /// <param name="Instead">Ids of the channels that would do.</param>
    public sealed record Refused(IReadOnlyList<string> Instead) : ChannelRule;

    /// <param name="line">The line's terms.</param>
    /// <param name="channel">Id of the channel; one the line does not name does nothing.</param>
    /// <param name="answers">Whether it answers a ticket that exists.</param>
    public static ChannelRule Decide(Line line, string channel, bool answers)
    {
        var known = line.Channels.FirstOrDefault(candidate => candidate.Id == channel);
        if (answers && known is { FollowsUp: true }) return new FollowUp { Source = known.Source };
        if (!answers && known is { Opens: true }) return new Open { Source = known.Source };
        var instead = line.Channels.Where(candidate => answers ? candidate.FollowsUp : candidate.Opens).Select(candidate => candidate.Id);
        return new Refused([.. instead]) { Source = known?.Source ?? ClauseTable.Operator };
    }
}
