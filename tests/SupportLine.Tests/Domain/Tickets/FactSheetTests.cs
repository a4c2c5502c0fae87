using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class FactSheetTests
{
    [Fact]
    [Trait("Clause", "XCL-06")]
    public void What_is_known_of_the_customers_system_is_attached_by_itself()
    {
        var account = new Account
        {
            OrganisationId = "acme",
            Assets = [Asset("srv-1", "xcally", ("version", "3.4"), ("address", "motion.acme.example")), Asset("srv-2", "xplany", ("version", "2.0"))],
        };
        Assert.Equal(
            [new Fact("id", "srv-1"), new Fact("address", "motion.acme.example"), new Fact("version", "3.4")],
            FactSheet.For(account, "xcally")!.Facts);
        Assert.Equal(5, FactSheet.For(account, null)!.Facts.Count);
        Assert.Null(FactSheet.For(account, "vidaoo"));
    }

    private static Asset Asset(string id, string product, params (string Key, string Value)[] facts) =>
        new(id, "acme", "xcally", product, null, null, null, facts.ToDictionary(fact => fact.Key, fact => fact.Value));
}
