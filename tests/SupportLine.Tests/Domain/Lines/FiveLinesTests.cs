using System.Text.RegularExpressions;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

public sealed class FiveLinesTests
{
    [Fact]
    public void The_five_lines_live_together_on_one_site()
    {
        var result = LineBook.Of([.. KnownLines.All.Select(line => ($"{line.Id}.yaml", line))]);
        Assert.Empty(result.Mistakes);
        Assert.All(KnownLines.All, line => Assert.All(line.Numbers, number => Assert.Equal(line.Id, result.Book!.Dialled(number.Number)?.Id)));
    }

    [Fact]
    [Trait("Clause", "WLD-08")]
    public void Each_number_of_Wildix_keeps_the_hours_of_its_region()
    {
        var book = LineBook.Of([("wildix.yaml", KnownLines.Wildix)]).Book!;
        var tenInRome = Moment.At("2026-03-10T10:00:00+01");
        Assert.False(book.Dialled("5110")!.Hours.IsOpen(tenInRome));
        Assert.True(book.Dialled("5120")!.Hours.IsOpen(tenInRome));

        // In the three weeks in which America has summer time and Europe has not, each keeps its own wall clock.
        Assert.True(book.Dialled("5110")!.Hours.IsOpen(Moment.At("2026-03-10T09:00:00-04")));
        Assert.False(book.Dialled("5110")!.Hours.IsOpen(Moment.At("2026-03-10T18:00:00-04")));
        Assert.False(book.Dialled("5120")!.Hours.IsOpen(Moment.At("2026-03-14T10:00:00+01")));
    }

    [Fact]
    [Trait("Clause", "XCL-01")]
    public void A_request_to_XCALLY_starts_with_the_software_or_a_licence_and_each_has_its_own_form()
    {
        Assert.Equal(["XCALLY", "XPLANY", "WitiOp", "Vidaoo", "Licence"], KnownLines.Xcally.Products.Select(product => product.Title));
        Assert.Equal(["xcally-problem", "xcally-request"], KnownLines.Xcally.RequestTypesFor("xcally").Select(type => type.Id));
        Assert.Equal(["licence-matter"], KnownLines.Xcally.RequestTypesFor("licence").Select(type => type.Id));
        Assert.Equal(["support"], KnownLines.Xcally.RequestTypesFor("witiop").Select(type => type.Id));
        Assert.All(KnownLines.Xcally.AllRequestTypes, type => Assert.NotEmpty(type.RequiredData));
    }

    [Fact]
    [Trait("Clause", "XCL-08")]
    public void XCALLY_has_its_eight_statuses() => Assert.Equal(
        ["waiting-for-support", "in-progress", "waiting-for-customer", "escalated", "under-investigation", "under-development", "resolved", "closed"],
        KnownLines.Xcally.Statuses.Select(status => status.Id));

    [Fact]
    [Trait("Clause", "XIV-02")]
    public void XiVO_has_a_form_for_an_incident_and_one_for_a_request()
    {
        Assert.Equal(["incident", "request"], KnownLines.Xivo.RequestTypes.Select(type => type.Id));
        Assert.All(KnownLines.Xivo.RequestTypes, type =>
            Assert.Superset(new HashSet<string> { "title", "description" }, type.Spoken.ToHashSet()));
    }

    [Fact]
    [Trait("Clause", "XIV-03")]
    public void XiVO_asks_every_ticket_for_what_it_needs_and_lists_the_rest()
    {
        var incident = KnownLines.Xivo.FindRequestType("incident")!;
        Assert.Equal("workstations-affected", Assert.Single(incident.RequiredData, datum => datum.Asked == HowAsked.Keyed).Id);
        Assert.Equal(
            ["captures", "box-name-and-addresses", "console-description", "agent-log"],
            incident.Missing([.. incident.Spoken, "workstations-affected"]));
    }

    [Fact]
    [Trait("Clause", "WLD-05")]
    public void Wildix_keys_type_and_product_and_has_subject_and_message_spoken()
    {
        Assert.Equal(["technical", "non-technical"], KnownLines.Wildix.RequestTypes.Select(type => type.Id));
        foreach (var type in KnownLines.Wildix.RequestTypes)
        {
            Assert.Equal(HowAsked.Keyed, type.RequiredData.Single(datum => datum.Id == "product").Asked);
            Assert.Superset(new HashSet<string> { "subject", "message" }, type.Spoken.ToHashSet());
        }
    }

    [Fact]
    [Trait("Clause", "WLD-06")]
    public void Wildix_lists_what_a_case_still_lacks()
    {
        var technical = KnownLines.Wildix.FindRequestType("technical")!;
        Assert.Equal(
            ["maintenance-address", "access", "software-version", "device-firmware", "traces"],
            technical.Missing([.. technical.Spoken, "product"]));
    }

    [Fact]
    [Trait("Clause", "SNG-11")]
    public void FreePBX_configuration_has_two_ids_keyed_that_no_other_request_asks_for()
    {
        var keyed = KnownLines.Sangoma.AllRequestTypes.ToDictionary(
            type => type.Id, type => type.RequiredData.Where(datum => datum.Asked == HowAsked.Keyed).Select(datum => datum.Id).ToList());
        Assert.Equal(["billing-liability-id", "deployment-id"], keyed["freepbx-configuration"]);
        Assert.All(keyed.Where(pair => pair.Key != "freepbx-configuration"), pair => Assert.Empty(pair.Value));
    }

    [Fact]
    [Trait("Clause", "SNG-16")]
    public void A_ticket_at_Sangoma_needs_a_subject_and_a_message_with_steps_and_traces() =>
        Assert.All(KnownLines.Sangoma.AllRequestTypes, type => Assert.Superset(
            new HashSet<string> { "subject", "message", "steps-to-reproduce", "traces" },
            type.RequiredData.Select(datum => datum.Id).ToHashSet()));

    [Fact]
    [Trait("Clause", "SNG-01")]
    public void A_ticket_at_Sangoma_covers_one_problem() =>
        Assert.Equal(new Cited<bool>(true, "SNG-01"), KnownLines.Sangoma.OneProblemPerTicket);

    [Fact]
    public void A_line_without_published_targets_promises_no_time() => Assert.All(
        new[] { KnownLines.Sangoma, KnownLines.Xcally, KnownLines.Xivo }.SelectMany(line => line.Severities),
        severity => Assert.True(severity is { Unpublished: true, InHours: null, OutOfHours: null }));

    [Fact]
    public void No_vendor_is_named_in_the_products_code()
    {
        var names = string.Join('|', KnownLines.All.Select(line => line.Title).Append("FreePBX"));
        var demo = Path.Combine("SupportLine.Server", "Demo");
        var named = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains(demo, StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(row => !row.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(row, $"\"[^\"]*({names})", RegexOptions.IgnoreCase));
        Assert.Empty(named);
    }
}
