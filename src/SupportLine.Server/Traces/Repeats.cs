using System.Security.Cryptography;
using SupportLine.Server.Control;

namespace SupportLine.Server.Traces;

/// <summary>Knows a message that was sent again: octet for octet the same, the same way.</summary>
internal sealed class Repeats
{
    /// <summary>Messages remembered; what is sent again is so within 32 s (RFC 3261 section 17).</summary>
    private const int Most = 8192;

    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _oldest = [];

    public bool IsRepeat(TraceLine line)
    {
        var key = $"{line.IsSent} {line.Remote} {Convert.ToHexString(SHA256.HashData(line.Octets))}";
        if (!_seen.Add(key)) return true;
        _oldest.Enqueue(key);
        if (_oldest.Count > Most) _seen.Remove(_oldest.Dequeue());
        return false;
    }
}
