using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Fuzz;

/// <summary>A session description as an offer, as an answer, and as a second offer after the first.</summary>
internal static class SessionTarget
{
    private static readonly IPEndPoint Local = new(IPAddress.Parse("192.0.2.1"), 20000);

    public static void Take(byte[] octets)
    {
        foreach (var encryption in Enum.GetValues<MediaEncryption>())
        {
            var answering = new OfferAnswer(Local, encryption);
            for (var offers = 0; offers < 2; offers++)
            {
                if (answering.TryAnswer(octets, out var answer, out _))
                {
                    PromiseBrokenException.Unless(Lines(answer) == Lines(octets), "an answer has a line for each of the offer's");
                }
            }

            PromiseBrokenException.Unless(Lines(answering.Offer()) > 0, "an offer can always be read");
            var offering = new OfferAnswer(Local, encryption);
            offering.Offer();
            offering.TryAccept(octets, out _);
            PromiseBrokenException.Unless(Lines(offering.Offer()) > 0, "an offer can always be read");
        }
    }

    private static int Lines(byte[] octets) => SessionDescription.TryParse(octets, out var description) ? description.Media.Count : -1;
}
