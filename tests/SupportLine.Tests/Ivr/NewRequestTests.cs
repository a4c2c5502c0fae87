using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

public sealed class NewRequestTests
{
    /// <summary>A change, asked for by María from the number on file.</summary>
    private static readonly string[] Change =
    [
        "language=1", "pin=4826", "menu.main=1", "request.type=3", "contact.confirm=1", "record=speech", "describe.review=1",
    ];

    [Fact]
    [Trait("Clause", "IPX-01")]
    [Trait("Clause", "IPX-05")]
    public void A_caller_in_hours_leaves_with_a_folio_and_speaks_to_an_agent()
    {
        var script = new Script().With("caller", [.. Change, "folio.repeat=2"]).With("helpdesk", "dial=answer", "bridge=helper");
        var site = new ScriptedSite(ScriptedSite.Day, script);
        var call = site.Phone(ScriptedSite.Maria);

        Assert.Empty(script.Mistakes);
        Assert.Equal(CallEnding.ConnectedToAgent, site.Ending());
        var ticket = Assert.Single(site.Tickets.All);
        Assert.Equal(("cambio", "aceros", "aceros/maria", "100200", ScriptedSite.Maria), (ticket.RequestType, ticket.OrganisationId, ticket.ContactId, ticket.ContractNumber, ticket.ContactNumber));
        Assert.Equal(("call-1", "call-1.wav", true, false), (ticket.CallId, ticket.Recording, ticket.CallerVerified, ticket.Incomplete));
        Assert.Equal(ticket.Folio.Digits, Digits(call.Heard.SkipWhile(key => key != Prompts.FolioIs).Skip(1)));
        Assert.Contains(Prompts.AgentWhisper, site.Exchange.Leg("helpdesk").Heard);
        Assert.DoesNotContain(Prompts.AgentWhisper, call.Heard);
        Assert.IsType<TicketChange.Connected>(site.Tickets.Changes(ticket).Last());
    }

    internal static string Digits(IEnumerable<string> heard) => string.Concat(heard
        .TakeWhile(key => key == "pause" || key.StartsWith("piece.digit.", StringComparison.Ordinal))
        .Where(key => key != "pause")
        .Select(key => key.Split('.')[2]));
}
