using System.Text.Json.Serialization;

namespace SupportLine.Server.Live;

/// <summary>Where a caller is.</summary>
[JsonConverter(typeof(KebabEnum<LiveDoing>))]
internal enum LiveDoing
{
    /// <summary>Not answered yet.</summary>
    Ringing,

    /// <summary>Hears something.</summary>
    Listening,

    /// <summary>At a question.</summary>
    Asked,

    /// <summary>Speaks after the tone.</summary>
    Recording,

    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>Waits for an engineer on call.</summary>
    Escalating,

    /// <summary>Waits while a phone rings.</summary>
    Reaching,

    /// <summary>Talks with somebody.</summary>
    Talking,
}
