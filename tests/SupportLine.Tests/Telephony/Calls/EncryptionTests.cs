using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Who agrees on encrypted audio with whom, by calls between two engines over UDP.</summary>
public sealed class EncryptionTests
{
    [Theory]
    [InlineData(MediaEncryption.Required, MediaEncryption.Required)]
    [InlineData(MediaEncryption.Required, MediaEncryption.Preferred)]
    [InlineData(MediaEncryption.Preferred, MediaEncryption.Required)]
    [InlineData(MediaEncryption.Preferred, MediaEncryption.Preferred)]
    [InlineData(MediaEncryption.Preferred, MediaEncryption.Off)]
    [InlineData(MediaEncryption.Off, MediaEncryption.Preferred)]
    public async Task Keys_are_heard_whatever_was_agreed(MediaEncryption caller, MediaEncryption called)
    {
        await using var engines = new TwoEngines(caller: options => Encrypting(options, caller), called: options => Encrypting(options, called));
        var (calling, answering) = await engines.ConnectAsync();

        var collecting = answering.CollectAsync(Question(), default);
        await calling.SendDigitsAsync("47", default);

        Assert.Equal("47", (await collecting.WaitAsync(TwoEngines.Patience)).Digits);
        var isEncrypted = caller != MediaEncryption.Off && called != MediaEncryption.Off;
        Assert.Equal(isEncrypted, ((Call)calling).Media.Suite is not null);
        Assert.Equal(isEncrypted, ((Call)answering).Media.Suite is not null);
    }

    [Theory]
    [InlineData(MediaEncryption.Required, MediaEncryption.Off)]
    [InlineData(MediaEncryption.Off, MediaEncryption.Required)]
    public async Task Who_insists_and_who_refuses_do_not_come_together(MediaEncryption caller, MediaEncryption called)
    {
        await using var engines = new TwoEngines(caller: options => Encrypting(options, caller), called: options => Encrypting(options, called));

        Assert.Equal(488, Assert.IsType<DialResult.Failed>(await engines.DialAsync()).Status);
    }

    [Fact]
    public async Task Keys_do_not_go_over_signalling_in_clear_unless_that_is_allowed()
    {
        await using var preferring = new TwoEngines();
        var (calling, _) = await preferring.ConnectAsync();
        Assert.Null(((Call)calling).Media.Suite);

        await using var insisting = new TwoEngines(caller: options => options with { Encryption = MediaEncryption.Required });
        var failed = Assert.IsType<DialResult.Failed>(await insisting.DialAsync());
        Assert.Equal((0, "the audio must be encrypted, and its keys may not go over UDP"), (failed.Status, failed.Why));

        await using var asked = new TwoEngines(called: options => options with { Encryption = MediaEncryption.Required });
        Assert.Equal(488, Assert.IsType<DialResult.Failed>(await asked.DialAsync()).Status);
    }

    [Fact]
    public async Task A_trunk_has_a_word_of_its_own()
    {
        var trunk = new Trunk("carrier", [System.Net.IPNetwork.Parse("127.0.0.0/8")], false, null) { Encryption = MediaEncryption.Required };
        await using var engines = new TwoEngines(
            caller: options => Encrypting(options, MediaEncryption.Off),
            called: options => Encrypting(options, MediaEncryption.Preferred) with { Trunks = [trunk] });

        Assert.Equal(488, Assert.IsType<DialResult.Failed>(await engines.DialAsync()).Status);
    }

    private static CallEngineOptions Encrypting(CallEngineOptions options, MediaEncryption encryption) =>
        options with { Encryption = encryption, KeysInClear = true };

    private static Collection Question() => new()
    {
        Question = "test",
        Prompt = Utterance.Nothing,
        MaxDigits = 2,
        FirstKey = TwoEngines.Patience,
    };
}
