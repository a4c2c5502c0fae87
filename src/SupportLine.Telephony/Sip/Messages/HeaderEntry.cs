using System.Runtime.CompilerServices;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>One header line: a slice of the datagram until somebody reads it, text once read or when it is our own.</summary>
/// <param name="Name">Canonical name, or the name as received when it is not known.</param>
/// <param name="Value">Text, or null while the slice has not been read.</param>
/// <param name="Start">First byte of the value in the datagram.</param>
/// <param name="Length">Bytes of the value, folds included.</param>
internal readonly record struct HeaderEntry(string Name, string? Value, int Start, int Length)
{
    /// <summary>Lines that a list keeps within itself: more than a usual INVITE has, so that it costs no further allocation.</summary>
    public const int Inline = 20;

    [InlineArray(Inline)]
    internal struct Block
    {
        private HeaderEntry _first;
    }
}
