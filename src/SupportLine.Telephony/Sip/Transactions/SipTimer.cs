namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>Something that will happen, unless cancelled first. Cancelling frees what it would have done at once.</summary>
internal sealed class SipTimer(Action fire)
{
    private Action? _fire = fire;

    public void Cancel() => _fire = null;

    internal Action? Take()
    {
        var fire = _fire;
        _fire = null;
        return fire;
    }
}
