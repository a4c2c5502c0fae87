namespace SupportLine.Telephony.Sip.Messages;

internal sealed partial class SipUri
{
    /// <summary>Parameters that no URI without them equals.</summary>
    private static readonly string[] Decisive = ["user", "ttl", "method", "maddr", "transport"];

    /// <summary>
    /// Whether both address the same thing (RFC 3261 section 19.1.4). Not transitive, as parameters in one of the two
    /// alone are passed over: no key of a table.
    /// </summary>
    public bool IsEquivalentTo(SipUri other)
    {
        if (Scheme != other.Scheme)
        {
            return false;
        }

        if (Opaque is not null || other.Opaque is not null)
        {
            return string.Equals(Opaque, other.Opaque, StringComparison.OrdinalIgnoreCase);
        }

        return User == other.User
            && Password() == other.Password()
            && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
            && Port == other.Port
            && ParametersAgree(other)
            && HeaderSet().SetEquals(other.HeaderSet());
    }

    private bool ParametersAgree(SipUri other)
    {
        foreach (var (name, _) in Parameters.Items)
        {
            // Of one that stands twice, as it must not (section 19.1.1), the first counts, in both alike.
            var theirs = other.Parameters[name];
            if (theirs is null ? IsDecisive(name) : !theirs.Equals(Parameters[name], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return other.Parameters.Items.All(item => Parameters.Has(item.Key) || !IsDecisive(item.Key));
    }

    private static bool IsDecisive(string name) => Decisive.Contains(name, StringComparer.OrdinalIgnoreCase);

    private string Password()
    {
        var colon = _userInfo?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon >= 0 && Escapes.TryResolve(_userInfo.AsSpan(colon + 1), out var password) ? password : "";
    }

    private HashSet<string> HeaderSet() =>
        [.. Headers.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(header =>
        {
            var equals = header.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? header : header[..equals]).ToUpperInvariant();
            return Escapes.TryNormalise(equals < 0 ? "" : header[equals..], out var value) ? name + value : header;
        })];
}
