namespace SupportLine.Telephony.Calls;

/// <summary>
/// The far end of a leg asks that whoever it talks with be put through to somebody else: REFER (RFC 3515), blind, or attended,
/// when it has spoken with them before on another leg of ours (RFC 5589 sections 6 and 7). How it comes out is told once.
/// </summary>
public sealed class Transfer
{
    private readonly Action<int> _tell;
    private int _told;

    /// <param name="target">See <see cref="Target"/>.</param>
    /// <param name="consulted">See <see cref="Consulted"/>.</param>
    /// <param name="tell">Takes the status of how it came out. From any thread.</param>
    internal Transfer(string target, ICall? consulted, Action<int> tell)
    {
        (Target, Consulted, _tell) = (target, consulted, tell);
    }

    /// <summary>To whom: the user part of Refer-To. Nobody has checked it: it is the one who takes the transfer that decides whom it reaches.</summary>
    public string Target { get; }

    /// <summary>The leg on which the far end has spoken with them; null for a blind transfer.</summary>
    public ICall? Consulted { get; }

    /// <summary>How it came out: 200, or a final status that says why not. Told once; more is passed over.</summary>
    public void Finish(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 699);
        if (Interlocked.Exchange(ref _told, 1) == 0) _tell(status);
    }
}
