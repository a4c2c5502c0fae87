namespace SupportLine.Telephony.Calls;

/// <summary>The leg ended under the operation. Carries why.</summary>
public sealed class CallEndedException(CallEnd end) : OperationCanceledException($"The call ended: {end.Kind}.")
{
    public CallEnd End { get; } = end;
}
