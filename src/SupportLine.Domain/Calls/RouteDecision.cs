using System.Text.Json.Serialization;
using NodaTime;

namespace SupportLine.Domain.Calls;

/// <summary>Where a call goes: a closed set, each with its reason and the clause it rests on.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "route")]
[JsonDerivedType(typeof(ConnectAgent), "agent")]
[JsonDerivedType(typeof(RingOnCall), "on-call")]
[JsonDerivedType(typeof(WaitAsTicket), "wait")]
public abstract record RouteDecision
{
    private RouteDecision()
    {
    }

    public required RouteReason Reason { get; init; }

    /// <summary>Clause id or <c>operator</c>.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// When the first response to the ticket is due in the class it stands at; null when no time is promised.
    /// </summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it would be due were the claim verified; null when nothing is claimed or no time is promised.</summary>
    public Instant? ClaimDueAt { get; init; }

    /// <summary>A person in support hours.</summary>
    /// <param name="Agents">Targets, tried in turn; where the line has a queue, only when the queue has nobody.</param>
    public sealed record ConnectAgent(IReadOnlyList<string> Agents) : RouteDecision
    {
        public bool Equals(ConnectAgent? other) => base.Equals(other) && Agents.SequenceEqual(other.Agents);

        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Agents.Count);
    }

    /// <summary>The engineers of the rota, in turn, from the moment the folio is committed.</summary>
    /// <param name="Rota">Its name.</param>
    /// <param name="CallBackBy">What is promised when the ladder ends in vain.</param>
    public sealed record RingOnCall(string Rota, Instant CallBackBy) : RouteDecision
    {
        /// <summary>Id of the engineer rung before those of the rota: the one a visit is booked with.</summary>
        public string? First { get; init; }
    }

    /// <summary>A ticket, and nobody is reached now.</summary>
    /// <param name="OpensAt">When support is open again; null when it is open now.</param>
    public sealed record WaitAsTicket(Instant? OpensAt) : RouteDecision;
}
