namespace SupportLine.Ivr.Escalations;

/// <summary>What became of an engineer and a waiting caller who were to be joined.</summary>
internal enum Meeting
{
    /// <summary>The caller was gone before.</summary>
    Apart,

    /// <summary>They talked.</summary>
    Talked,

    /// <summary>The engineer was lost before the talk was under way; the caller still waits.</summary>
    Dropped,
}
