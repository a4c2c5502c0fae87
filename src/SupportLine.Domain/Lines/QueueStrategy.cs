namespace SupportLine.Domain.Lines;

/// <summary>Whom of the free agents a call is put to.</summary>
public enum QueueStrategy
{
    /// <summary>Who knows the product best, and of these who has waited longest.</summary>
    LongestIdle,

    /// <summary>All of them at once; the first to answer has it.</summary>
    RingAll,
}
