namespace SupportLine.Domain.Agents;

/// <summary>How a call-back stands.</summary>
public enum CallBackState
{
    /// <summary>To be made.</summary>
    Open,

    /// <summary>The customer has talked with an agent.</summary>
    Done,

    /// <summary>The customer was phoned as often as the line's terms say.</summary>
    Failed,
}
