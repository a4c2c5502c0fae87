using System.Xml.Linq;
using SupportLine.Server.Traces;

namespace SupportLine.Tests.Server.Traces;

public sealed class LadderTests
{
    [Fact]
    public void A_call_is_drawn_with_the_caller_left_of_us_and_who_was_phoned_right()
    {
        var rows = Rows();
        var lines = new List<string>();
        var text = new LadderText(lines.Add);
        text.Expect(rows.Select(row => row.Peer));
        rows.ForEach(text.Add);
        Assert.Equal(
            """
                                4711                     supportline                    anna
                           192.0.2.7:5060                                          192.0.2.8:5060
                0.000             |-------- INVITE 1 -------->|                           |  to 5000, offer PCMU keys
                0.500             |-------- INVITE 1 -------->|                           |  again, to 5000, offer PCMU keys
                0.600             |<--- 200 OK (INVITE 1) ----|                           |  answer PCMU keys
                0.700             |---------- ACK 1 --------->|                           |
                1.000             |                           |-------- INVITE 1 -------->|  offer PCMU
                2.000             |                           |<---- 481 (INVITE 1) ------|  Call/Transaction Does Not Exist
                3.000             |-------- INVITE 2 -------->|                           |  offer PCMU, hold
            """.Split('\n').Select(line => line.TrimEnd()),
            lines.Select(line => line.TrimEnd()));
    }

    [Fact]
    public void A_fifth_peer_takes_the_column_of_the_one_that_was_silent_longest()
    {
        var lines = new List<string>();
        var text = new LadderText(lines.Add);
        for (var i = 0; i < 5; i++) text.Add(new LadderRow(default, new Participant($"peer{i}", "192.0.2.7:5060", true), i, false, "OPTIONS 1", false, ""));
        var head = lines.FindLast(line => line.Contains("supportline", StringComparison.Ordinal))!;
        Assert.DoesNotContain("peer0", head, StringComparison.Ordinal);
        Assert.All(["peer1", "peer2", "peer3", "peer4"], peer => Assert.Contains(peer, head, StringComparison.Ordinal));
    }

    [Fact]
    public void The_picture_is_sound_xml_whatever_a_peer_calls_itself()
    {
        var rows = Rows().ConvertAll(row => row with { Peer = row.Peer with { Number = "<&\0\u001b\ud800\uffff>" } });
        var svg = XDocument.Parse(LadderDrawing.Of("a & b", rows));
        Assert.Equal(7, svg.Descendants().Count(element => element.Name.LocalName == "path"));
    }

    private static List<LadderRow> Rows()
    {
        var ladder = new Ladder();
        return [.. TestLine.Call().Select(ladder.Add)];
    }
}
