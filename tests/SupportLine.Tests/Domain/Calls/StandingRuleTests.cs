using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;

namespace SupportLine.Tests.Domain.Calls;

public sealed class StandingRuleTests
{
    private static readonly Contact Pedro = new("aceros/pedro", "aceros", "Pedro", null, null, null, Authorised: false);

    [Fact]
    [Trait("Clause", "IPX-11")]
    public void Only_contacts_the_customer_authorised_may_raise_a_ticket()
    {
        Assert.Equal(CallerStanding.NotAuthorised, StandingRule.Of(KnownLines.Ipaxes, Pedro));
        Assert.Equal(CallerStanding.Authorised, StandingRule.Of(KnownLines.Ipaxes, Pedro with { Authorised = true }));
    }

    [Fact]
    [Trait("Clause", "XCL-09")]
    public void Where_the_line_says_so_everybody_with_a_registered_account_may() =>
        Assert.Equal(CallerStanding.Authorised, StandingRule.Of(KnownLines.Xcally, Pedro));
}
