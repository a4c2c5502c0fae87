using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Sdp;

/// <summary>
/// One <c>a=crypto</c> line (RFC 4568 section 9.1): <c>1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:4</c>. Its text is
/// a secret, as it holds the key: not a record, so that nothing prints it by chance.
/// </summary>
internal sealed class CryptoAttribute
{
    private const int MostMki = 128;

    private CryptoAttribute(int tag, SrtpMaster master, byte[] mki)
    {
        Tag = tag;
        Master = master;
        Mki = mki;
    }

    /// <summary>Names the line within its offer; the answer repeats it.</summary>
    public int Tag { get; }

    public SrtpMaster Master { get; }

    /// <summary>The key identifier of its sender's packets; empty for none.</summary>
    public byte[] Mki { get; }

    /// <summary>
    /// False for what is not spoken here and so may not be chosen (section 5.1.2): another suite, several keys, a key
    /// derived anew while the call goes on, anything that would leave packets unencrypted or unauthenticated.
    /// </summary>
    public static bool TryParse(string value, [NotNullWhen(true)] out CryptoAttribute? crypto)
    {
        crypto = null;
        var parts = value.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var tag)
            || SrtpSuiteTraits.Of(parts[1]) is not { } suite
            || !parts[2].StartsWith("inline:", StringComparison.OrdinalIgnoreCase)
            || !parts[3..].All(IsUnderstood))
        {
            return false;
        }

        // A key, then its lifetime, then its identifier; the last two may be there or not.
        var fields = parts[2][7..].Split('|');
        var hasMki = fields.Length > 1 && fields[^1].Contains(':', StringComparison.Ordinal);
        var lifetimes = fields[1..(hasMki ? ^1 : ^0)];
        byte[]? mki = [];
        if (lifetimes.Length > 1
            || !lifetimes.All(IsLifetime)
            || (hasMki && (mki = MkiOf(fields[^1])) is null)
            || !SrtpMaster.TryParse(suite, fields[0], out var master))
        {
            return false;
        }

        crypto = new CryptoAttribute(tag, master, mki);
        return true;
    }

    /// <summary>The whole line, for our side: no lifetime, which is the longest, and no identifier.</summary>
    public static string Print(int tag, SrtpMaster master) =>
        string.Create(CultureInfo.InvariantCulture, $"a=crypto:{tag} {master.Suite.Name()} inline:{master.ToInline()}\r\n");

    /// <summary>A replay window is a wish (section 6.3.6); all else that is not understood rules the line out (section 6.3.7).</summary>
    private static bool IsUnderstood(string parameter) =>
        parameter.StartsWith('-') || parameter.StartsWith("WSH=", StringComparison.OrdinalIgnoreCase)
        || parameter.Equals("KDR=0", StringComparison.OrdinalIgnoreCase);

    /// <summary>Packets that the key may protect: a number or a power of two, none of which a call comes near (section 6.1).</summary>
    private static bool IsLifetime(string field) =>
        field.StartsWith("2^", StringComparison.Ordinal)
            ? byte.TryParse(field.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var power) && power <= 48
            : long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var packets) && packets is > 0 and <= 1L << 48;

    /// <summary><c>1:4</c> is the number 1 in four octets.</summary>
    private static byte[]? MkiOf(string field)
    {
        var parts = field.Split(':');
        if (parts.Length != 2
            || !ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length is < 1 or > MostMki)
        {
            return null;
        }

        var mki = new byte[length];
        for (var i = length - 1; i >= 0; i--, number >>= 8)
        {
            mki[i] = (byte)number;
        }

        return number == 0 ? mki : null;
    }
}
