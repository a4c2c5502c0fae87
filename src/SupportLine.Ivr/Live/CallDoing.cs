namespace SupportLine.Ivr.Live;

/// <summary>What a caller does, as far as the steps of the call tell.</summary>
public enum CallDoing
{
    /// <summary>Not answered yet.</summary>
    Ringing,

    /// <summary>Hears something, or waits.</summary>
    Listening,

    /// <summary>Was asked something and has not answered.</summary>
    Asked,

    /// <summary>Speaks after the tone.</summary>
    Recording,

    /// <summary>Talks with somebody.</summary>
    Talking,
}
