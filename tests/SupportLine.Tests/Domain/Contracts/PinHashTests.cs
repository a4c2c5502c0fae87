using SupportLine.Domain.Contracts;

namespace SupportLine.Tests.Domain.Contracts;

public sealed class PinHashTests
{
    [Fact]
    public void The_right_PIN_opens_and_a_wrong_one_does_not()
    {
        var hash = PinHash.Create("4826");
        Assert.True(PinHash.Verify("4826", hash));
        Assert.False(PinHash.Verify("4827", hash));
        Assert.False(PinHash.Verify("", hash));
        Assert.False(PinHash.Verify("48260", hash));
    }

    [Fact]
    public void Equal_PINs_have_unequal_hashes_that_hold_no_digit_of_theirs()
    {
        var one = PinHash.Create("48264826");
        Assert.NotEqual(one, PinHash.Create("48264826"));
        Assert.DoesNotContain("48264826", one, StringComparison.Ordinal);
        Assert.StartsWith("pbkdf2-sha256$1$", one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_made_with_fewer_rounds_still_opens() => Assert.True(PinHash.Verify(
        "password", "pbkdf2-sha256$1$1$AAECAwQFBgcICQoLDA0ODw==$" + Convert.ToBase64String(
            System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2("password", Enumerable.Range(0, 16).Select(i => (byte)i).ToArray(), 1, System.Security.Cryptography.HashAlgorithmName.SHA256, 32))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4826")]
    [InlineData("pbkdf2-sha256$1$100000$AAAA$AAAA")]
    [InlineData("pbkdf2-sha256$2$100000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=")]
    [InlineData("pbkdf2-sha256$1$0$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=")]
    [InlineData("pbkdf2-sha256$1$999999999$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=")]
    [InlineData("pbkdf2-sha256$1$1$not base64!$also not")]
    public void Where_no_hash_is_nothing_opens(string? stored) => Assert.False(PinHash.Verify("4826", stored));
}
