using System.Text;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Srtp;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Registration;

namespace SupportLine.Fuzz;

/// <summary>A header's value, by whichever reader it comes to: what one reads and writes again is read the same.</summary>
internal static class HeaderTarget
{
    public static void Take(byte[] octets)
    {
        var text = Encoding.UTF8.GetString(octets);
        if (SipUri.TryParse(text, out var uri))
        {
            var written = uri.ToString();
            PromiseBrokenException.Unless(SipUri.TryParse(written, out var again) && again.ToString() == written && uri.IsEquivalentTo(again), "a URI is read as it was written");
            _ = uri.Number;
        }

        if (NameAddress.TryParse(text, out var address))
        {
            var written = address.ToString();
            PromiseBrokenException.Unless(NameAddress.TryParse(written, out var again) && again.ToString() == written, "an address is read as it was written");
        }

        if (Via.TryParse(text, out var via))
        {
            var written = via.ToString();
            PromiseBrokenException.Unless(Via.TryParse(written, out var again) && again.ToString() == written, "a Via is read as it was written");
        }

        if (CSeq.TryParse(text, out var cseq))
        {
            PromiseBrokenException.Unless(CSeq.TryParse(cseq.ToString(), out var again) && again == cseq, "a CSeq is read as it was written");
        }

        Credentials(text);
        if (CryptoAttribute.TryParse(text, out _)) _ = SrtpSuiteTraits.Of(text);
        _ = (ReplacedDialog.TryParse(text, out _), LeftLeg.Parse(text), SipGrammar.Elements(text).Count());
    }

    private static void Credentials(string text)
    {
        if (DigestAnswer.TryParse(text, out var answer))
        {
            PromiseBrokenException.Unless(DigestAnswer.TryParse(answer.ToString(), out var again) && again.ToString() == answer.ToString(), "credentials are read as they were written");
            _ = DigestSecret.Of("anna", "correct horse", answer.Realm, answer.Algorithm).Verifies(answer, SipMethod.Register, []);
        }

        if (DigestChallenge.TryParse(text, out var challenge)) _ = challenge.ToString();
    }
}
