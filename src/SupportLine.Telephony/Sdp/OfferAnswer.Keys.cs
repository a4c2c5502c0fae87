using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Sdp;

/// <summary>
/// Keys of the audio (RFC 4568). Where encryption is preferred and not required, our offer is a plain one with keys
/// beside it: who knows them answers with theirs, who does not passes over an attribute that it does not know.
/// </summary>
internal sealed partial class OfferAnswer
{
    /// <summary>What we offer, the best first; more is answered to who offers it.</summary>
    private static readonly SrtpSuite[] OfferedSuites = [SrtpSuite.AesCm128HmacSha1Tag80, SrtpSuite.AesCm128HmacSha1Tag32];

    /// <summary>Our keys of an offer, numbered from 1; made once, so that a refresh changes nothing.</summary>
    private IReadOnlyList<SrtpMaster> _offeredKeys = [];

    private string OfferedProfile => _agreed?.Profile ?? (encryption == MediaEncryption.Required ? "RTP/SAVP" : "RTP/AVP");

    private static bool IsClear(MediaLine line) => line.Protocol is "RTP/AVP" or "RTP/AVPF";

    private static bool IsSecure(MediaLine line) => line.Protocol is "RTP/SAVP" or "RTP/SAVPF";

    /// <summary>The line to answer, with the key to answer it by: an encrypted one where we may, else a plain one where we may.</summary>
    private (MediaLine Audio, CryptoAttribute? Crypto)? Choose(SessionDescription description)
    {
        if (encryption != MediaEncryption.Off)
        {
            foreach (var line in description.Media.Where(line => IsSpoken(description, line) && (IsSecure(line) || IsClear(line))))
            {
                // The peer's lines are in its order of preference (section 5.1.1).
                if (CryptoIn(line).FirstOrDefault() is { } crypto)
                {
                    return (line, crypto);
                }
            }
        }

        return encryption != MediaEncryption.Required && description.Media.Find(line => IsSpoken(description, line) && IsClear(line)) is { } plain
            ? (plain, null)
            : null;
    }

    /// <summary>What the answer to our offer chose; false where it left out a key that has to be, or made one up (section 5.1.3).</summary>
    private bool TryAcceptKeys(MediaLine audio, out SrtpKeys? keys)
    {
        keys = null;
        if (encryption == MediaEncryption.Off || audio.Attribute("crypto") is null)
        {
            return encryption != MediaEncryption.Required && IsClear(audio);
        }

        var chosen = CryptoIn(audio).FirstOrDefault();
        if (chosen is null
            || chosen.Tag < 1 || chosen.Tag > _offeredKeys.Count
            || _offeredKeys[chosen.Tag - 1] is not { } own
            || own.Suite != chosen.Master.Suite)
        {
            return false;
        }

        keys = new SrtpKeys(own, chosen.Master, chosen.Mki);
        return true;
    }

    /// <summary>Our key towards that peer: the one it has, as long as it asks for no other suite.</summary>
    private SrtpMaster OwnKey(SrtpSuite suite) => _agreed?.Keys?.Own is { } own && own.Suite == suite ? own : SrtpMaster.New(suite);

    private string OfferedKeys()
    {
        if (encryption == MediaEncryption.Off)
        {
            return "";
        }

        if (_agreed?.Keys is { } agreed)
        {
            // What is spoken goes on, key and all (section 7.1.4).
            _offeredKeys = [agreed.Own];
        }
        else if (_offeredKeys.Count == 0)
        {
            _offeredKeys = [.. OfferedSuites.Select(SrtpMaster.New)];
        }

        return string.Concat(_offeredKeys.Select((key, i) => CryptoAttribute.Print(i + 1, key)));
    }

    private static IEnumerable<CryptoAttribute> CryptoIn(MediaLine line)
    {
        foreach (var attribute in line.Attributes)
        {
            if (attribute.StartsWith("crypto:", StringComparison.OrdinalIgnoreCase) && CryptoAttribute.TryParse(attribute[7..], out var crypto))
            {
                yield return crypto;
            }
        }
    }
}
