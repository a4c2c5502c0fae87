using NodaTime;
using SupportLine.Domain.SignIn;

namespace SupportLine.Tests.Domain.SignIn;

public sealed class SignInTests
{
    private const string Email = "maria@aceros.example";

    private static readonly string Hash = PasswordHash.Create("given by support");

    private static readonly PortalAccount Given = new("aceros/maria", Hash, MustChange: true);

    private static readonly PortalAccount Own = Given with { MustChange = false };

    [Fact]
    [Trait("Clause", "XIV-01")]
    public void A_new_accounts_first_sign_in_changes_the_password_it_was_given()
    {
        Assert.Equal(new SignInRule.ChangePassword(Given), SignInRule.Decide([Given], "given by support"));
        Assert.Equal(new SignInRule.SignedIn(Own), SignInRule.Decide([Own], "given by support"));
    }

    [Fact]
    public void A_wrong_password_and_an_unknown_address_are_refused_alike()
    {
        Assert.Equal(new SignInRule.Refused(), SignInRule.Decide([Own], "guessed"));
        Assert.Equal(new SignInRule.Refused(), SignInRule.Decide([], "given by support"));
    }

    [Fact]
    public void An_address_that_two_share_opens_the_account_whose_password_it_is()
    {
        var other = new PortalAccount("hoteles/maria", PasswordHash.Create("of the hotel"), MustChange: false);
        Assert.Equal(new SignInRule.SignedIn(other), SignInRule.Decide([Own, other], "of the hotel"));
    }

    [Fact]
    public void Guessing_is_slowed_and_the_holder_never_locked_out()
    {
        Assert.Equal(Duration.Zero, SignInRule.Wait(0));
        Assert.True(SignInRule.Wait(7) > SignInRule.Wait(6));
        Assert.InRange(SignInRule.Wait(100_000), Duration.FromSeconds(1), Duration.FromSeconds(30));
    }

    [Theory]
    [InlineData("given by support", "given by support", "it is the one you have; choose another")]
    [InlineData("quite another", "quite an other", "the two are not the same")]
    [InlineData("too short", "too short", "a password has at least 10 characters")]
    [InlineData("abababababab", "abababababab", "a password has at least 4 different characters")]
    [InlineData("MARIA@aceros.example", "MARIA@aceros.example", "the address is no password")]
    [Trait("Clause", "XIV-01")]
    public void A_password_that_may_not_take_its_place_is_told_why(string password, string again, string why) =>
        Assert.Equal(why, Assert.IsType<PasswordRule.Refused>(PasswordRule.Decide(Given, Email, password, again)).Why);

    [Fact]
    [Trait("Clause", "XIV-01")]
    public void A_new_one_opens_from_then_on()
    {
        var hash = Assert.IsType<PasswordRule.Accepted>(PasswordRule.Decide(Given, Email, "quite another", "quite another")).Hash;
        Assert.DoesNotContain("quite another", hash, StringComparison.Ordinal);
        Assert.IsType<SignInRule.SignedIn>(SignInRule.Decide([Own with { PasswordHash = hash }], "quite another"));
    }
}
