using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupportLine.Telephony.Sdp;

namespace SupportLine.Tests.Telephony.Sdp;

/// <summary>RFC 3264, whatever is offered.</summary>
public sealed class RandomOfferTests
{
    [Property(MaxTest = 1000)]
    public Property An_offer_is_answered_where_it_can_be_spoken_and_only_there() => ForAny(offer =>
        New().TryAnswer(Bytes(offer), out _, out _) == offer.CanBeSpoken);

    [Property(MaxTest = 1000)]
    public Property An_answer_has_the_offer_s_streams_in_the_offer_s_order_and_its_times() => ForAnswered((offer, answer) =>
    {
        var streams = RandomStream.Read(answer);
        return answer.Contains(offer.Session.First(line => line.StartsWith("t=", StringComparison.Ordinal)) + "\r\n", StringComparison.Ordinal)
            && streams.Select(Kind).SequenceEqual(offer.Streams.Select(Kind))
            && streams.Zip(offer.Streams).All(pair => pair.Second.Port != 0 || pair.First.Port == 0)
            && streams.Count(stream => stream.Port != 0) == 1;
    });

    [Property(MaxTest = 1000)]
    public Property What_is_accepted_was_offered_and_is_named_as_it_was() => ForAnswered((offer, answer) =>
    {
        var (accepted, offered) = RandomStream.Read(answer).Zip(offer.Streams).Single(pair => pair.First.Port != 0);
        return accepted.Formats.Count > 0
            && accepted.Formats.All(format => offered.Formats.Contains(format) && accepted.EncodingOf(format) == offered.EncodingOf(format))
            && accepted.Formats.Any(format => !accepted.EncodingOf(format).StartsWith("TELEPHONE", StringComparison.Ordinal))
            && (!accepted.Lines.Contains("a=rtcp-mux") || offered.Lines.Contains("a=rtcp-mux"))
            && !accepted.Lines.Any(line => line.StartsWith("a=crypto", StringComparison.Ordinal));
    });

    [Property(MaxTest = 1000)]
    public Property The_direction_of_an_answer_fits_the_offer_s() => ForAnswered((offer, answer) =>
    {
        var (accepted, offered) = RandomStream.Read(answer).Zip(offer.Streams).Single(pair => pair.First.Port != 0);
        var answered = RandomStream.DirectionIn(accepted.Lines) ?? "sendrecv";
        return offer.DirectionOf(offered) switch
        {
            "sendonly" => answered is "recvonly" or "inactive",
            "recvonly" => answered is "sendonly" or "inactive",
            "inactive" => answered == "inactive",
            _ => true,
        };
    });

    [Property(MaxTest = 500)]
    public Property The_version_counts_up_by_one_where_something_changed_and_only_there() => Prop.ForAll(
        RandomOffer.Any.Where(offer => offer.CanBeSpoken).ListOf(3).ToArbitrary(), offers =>
        {
            var ours = New();
            string? before = null;
            foreach (var offer in offers.SelectMany(offer => new[] { offer, offer }))
            {
                ours.TryAnswer(Bytes(offer), out var answer, out _);
                var now = Encoding.ASCII.GetString(answer!);
                if (before is not null && VersionOf(now) - VersionOf(before) != (Rest(now) == Rest(before) ? 0 : 1))
                {
                    return false;
                }

                before = now;
            }

            return true;
        });

    [Property(MaxTest = 500)]
    public Property A_later_offer_of_ours_keeps_every_stream_in_its_place() => ForAnswering((ours, offer, answer) =>
    {
        var refresh = Encoding.ASCII.GetString(ours.Offer());
        var streams = RandomStream.Read(refresh);
        var answered = RandomStream.Read(answer);
        return streams.Select(stream => stream.Type).SequenceEqual(offer.Streams.Select(stream => stream.Type))
            && streams.Select(stream => stream.Port != 0).SequenceEqual(answered.Select(stream => stream.Port != 0))
            && SessionOf(refresh) == SessionOf(answer);
    });

    [Property(MaxTest = 500)]
    public Property Our_offer_and_the_answer_to_it_agree_on_both_sides() => Prop.ForAll(
        RandomOffer.Any.Where(offer => offer.CanBeSpoken).ToArbitrary(), before =>
        {
            // A session changed by us: what the other side makes of our offer is what we make of its answer.
            var (ours, theirs) = (New(), New());
            ours.TryAnswer(Bytes(before), out _, out _);
            return theirs.TryAnswer(ours.Offer(), out var answer, out var taken)
                && ours.TryAccept(answer, out var given)
                && (given.Codec, given.PacketMs, given.MaySend) == (taken.Codec, taken.PacketMs, taken.MaySend);
        });

    private static Property ForAny(Func<RandomOffer, bool> holds) => Prop.ForAll(RandomOffer.Any.ToArbitrary(), holds);

    private static Property ForAnswered(Func<RandomOffer, string, bool> holds) => ForAnswering((_, offer, answer) => holds(offer, answer));

    private static Property ForAnswering(Func<OfferAnswer, RandomOffer, string, bool> holds) => Prop.ForAll(
        RandomOffer.Any.Where(offer => offer.CanBeSpoken).ToArbitrary(), offer =>
        {
            var ours = New();
            return ours.TryAnswer(Bytes(offer), out var answer, out _) && holds(ours, offer, Encoding.ASCII.GetString(answer));
        });

    private static OfferAnswer New() => new(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 20000));

    private static byte[] Bytes(RandomOffer offer) => Encoding.ASCII.GetBytes(offer.ToString());

    private static (string Type, string Protocol) Kind(RandomStream stream) => (stream.Type, stream.Protocol.ToUpperInvariant());

    private static string Origin(string description) => description.Split("\r\n").Single(line => line.StartsWith("o=", StringComparison.Ordinal));

    private static long SessionOf(string description) => long.Parse(Origin(description).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static long VersionOf(string description) => long.Parse(Origin(description).Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);

    private static string Rest(string description) => description.Replace(Origin(description), "", StringComparison.Ordinal);
}
