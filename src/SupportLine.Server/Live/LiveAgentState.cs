using System.Text.Json.Serialization;

namespace SupportLine.Server.Live;

/// <summary>What an agent does.</summary>
[JsonConverter(typeof(KebabEnum<LiveAgentState>))]
internal enum LiveAgentState
{
    SignedOut,
    Paused,

    /// <summary>Next to be rung.</summary>
    Free,

    /// <summary>The phone rings for a caller.</summary>
    Rung,

    Talking,

    /// <summary>Taken for a call-back, or by another node.</summary>
    Engaged,

    WrappingUp,
}
