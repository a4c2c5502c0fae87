using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class StatusMoveTests
{
    [Fact]
    public void A_ticket_moves_only_where_its_line_lets_it()
    {
        var line = KnownLines.Ipaxes;
        foreach (var from in line.Statuses)
        {
            foreach (var to in line.Statuses)
            {
                var move = StatusMove.Decide(line, from.Id, to.Id);
                Assert.Equal(from.Next.Contains(to.Id), move is StatusMove.Allowed);
            }
        }
    }

    [Fact]
    public void A_refused_move_tells_where_it_may_go_instead()
    {
        var move = Assert.IsType<StatusMove.Refused>(StatusMove.Decide(KnownLines.Ipaxes, "resolved", "new"));
        Assert.Equal(["in-progress", "closed"], move.Next);
    }

    [Theory]
    [InlineData("new", "fixed", "fixed")]
    [InlineData("fixed", "new", "fixed")]
    public void A_status_the_line_has_not_is_told_so(string from, string to, string unknown)
    {
        var move = Assert.IsType<StatusMove.Unknown>(StatusMove.Decide(KnownLines.Ipaxes, from, to));
        Assert.Equal(unknown, move.Status);
        Assert.Contains("waiting-for-customer", move.Known);
    }
}
