namespace SupportLine.Ivr.Escalations;

/// <summary>What an engineer decided by key.</summary>
internal enum EngineerChoice
{
    /// <summary>Nothing, or hung up: a voicemail box, or somebody asleep.</summary>
    None,

    /// <summary>To speak to the caller now.</summary>
    Accept,

    /// <summary>To pass it on.</summary>
    Pass,

    /// <summary>To take it and be put through to the caller later.</summary>
    Later,

    /// <summary>That it is no emergency.</summary>
    Dismiss,
}
