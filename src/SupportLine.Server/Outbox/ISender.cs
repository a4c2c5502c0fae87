using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Outbox;

/// <summary>Sends the notifications of a lane.</summary>
internal interface ISender
{
    /// <summary>No try takes longer.</summary>
    TimeSpan Limit { get; }

    /// <summary>One try; what the far end does comes back as how it came out.</summary>
    Task<Delivery> SendAsync(OutboxEntry entry, CancellationToken ct);
}
