namespace SupportLine.Domain.Outbox;

public enum OutboxState
{
    /// <summary>To be sent, now or at the next try.</summary>
    Waiting,

    /// <summary>The far end took it.</summary>
    Sent,

    /// <summary>The far end refused it for good, or was tried for too long; it stays until somebody has it tried again.</summary>
    Failed,
}
