using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

/// <summary>What the published terms of IPAXES say and its line file has to say too.</summary>
public sealed class IpaxesTests
{
    private static Line Line => KnownLines.Ipaxes;

    [Fact]
    [Trait("Clause", "IPX-05")]
    public void A_caller_may_ask_for_an_addition_a_removal_a_change_a_fault_or_ask_a_question() =>
        Assert.Equal(["alta", "baja", "cambio", "falla", "pregunta"], Line.RequestTypes.Select(type => type.Id));

    [Theory]
    [Trait("Clause", "IPX-06")]
    [InlineData("alta", "data-to-carry-it-out")]
    [InlineData("baja", "data-to-carry-it-out")]
    [InlineData("cambio", "data-to-carry-it-out")]
    [InlineData("falla", "log-or-error-text")]
    public void What_a_request_needs_and_the_telephone_can_not_take_is_listed_as_missing(string id, string missing)
    {
        var type = Line.FindRequestType(id)!;
        Assert.Equal([missing], type.Missing([.. type.Spoken, "contact-number"]));
        Assert.Equal([missing, "contact-number"], type.Missing([.. type.Spoken]));
        Assert.Equal(type.RequiredData.Select(datum => datum.Id), type.Missing([]));
    }

    [Fact]
    [Trait("Clause", "IPX-06")]
    public void A_fault_is_described_by_devices_changes_and_how_it_reproduces() => Assert.Equal(
        ["devices", "description", "recent-changes", "reproduction"],
        Line.FindRequestType("falla")!.Spoken);

    [Fact]
    [Trait("Clause", "IPX-08")]
    public void Every_request_starts_as_standard_and_only_a_fault_may_claim_more()
    {
        Assert.Equal(new Cited<string>("estandar", "IPX-08"), Line.StartingSeverity);
        Assert.Equal("falla", Assert.Single(Line.RequestTypes, type => type.AsksSeverity).Id);
    }

    [Fact]
    [Trait("Clause", "IPX-03")]
    public void Only_emergencies_and_booked_visits_are_attended_outside_hours()
    {
        Assert.Equal(["emergencia"], Line.OutOfHours.RingsOnCall);
        Assert.True(Line.OutOfHours.BookedVisits);
        Assert.Equal("emergencia", Assert.Single(Line.Severities, severity => severity.RingsOnCall).Id);
    }

    [Fact]
    public void All_it_can_say_is_known_before_it_answers()
    {
        Assert.Contains("ipaxes.welcome", Line.PromptKeys);
        Assert.Contains("ipaxes.severity.emergencia.night", Line.PromptKeys);
        Assert.Contains("status.waiting-for-customer", Line.PromptKeys);
    }
}
