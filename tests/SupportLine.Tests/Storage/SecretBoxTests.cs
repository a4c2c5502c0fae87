using SupportLine.Domain.Tickets;
using SupportLine.Storage;
using SupportLine.Storage.Tickets;

namespace SupportLine.Tests.Storage;

public sealed class SecretBoxTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("secrets");

    private string KeyFile => Path.Combine(_folder.FullName, "secret.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_secret_is_opened_at_its_own_place_by_another_process_with_the_key_and_twice_looks_different()
    {
        var sealedText = new SecretBox(KeyFile).Seal(new Secret("s3cr3t"), "1 ssh");

        Assert.Equal("s3cr3t", new SecretBox(KeyFile).Open(sealedText, "1 ssh").Reveal());
        Assert.NotEqual(sealedText, new SecretBox(KeyFile).Seal(new Secret("s3cr3t"), "1 ssh"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void Moved_changed_or_under_another_key_it_stays_shut_and_the_message_holds_nothing_of_it()
    {
        var sealedText = new SecretBox(KeyFile).Seal(new Secret("s3cr3t"), "1 ssh");
        var changed = Convert.FromBase64String(sealedText);
        changed[^1] ^= 1;

        Assert.Throws<StoreException>(() => new SecretBox(KeyFile).Open(sealedText, "2 ssh"));
        Assert.Throws<StoreException>(() => new SecretBox(KeyFile).Open(Convert.ToBase64String(changed), "1 ssh"));
        File.Delete(KeyFile);
        Assert.Throws<StoreException>(() => new SecretBox(KeyFile).Open(sealedText, "1 ssh"));
        new SecretBox(KeyFile).Seal(new Secret("another"), "1 ssh");
        var refused = Assert.Throws<StoreException>(() => new SecretBox(KeyFile).Open(sealedText, "1 ssh"));
        Assert.DoesNotContain("s3cr3t", $"{refused}", StringComparison.Ordinal);
    }
}
