namespace SupportLine.Telephony.Calls;

/// <summary>Something that happened in a bridge.</summary>
/// <param name="Leg">The leg it came from.</param>
public abstract record BridgeEvent(ICall Leg)
{
    /// <summary>A key was pressed, once a press.</summary>
    public sealed record KeyPressed(ICall Leg, char Key) : BridgeEvent(Leg);

    /// <summary>The far end of a leg asks that the others be put through.</summary>
    public sealed record TransferAsked(ICall Leg, Transfer Transfer) : BridgeEvent(Leg);

    /// <summary>The leg ended and has left the bridge.</summary>
    public sealed record LegEnded(ICall Leg, CallEnd End) : BridgeEvent(Leg);
}
