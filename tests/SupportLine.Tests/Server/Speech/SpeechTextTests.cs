using FsCheck.Xunit;
using SupportLine.Server.Speech;

namespace SupportLine.Tests.Server.Speech;

public sealed class SpeechTextTests
{
    [Theory]
    [InlineData("feliz", "felís")]
    [InlineData("Beatriz Ruiz", "Beatrís Ruis")]
    [InlineData("PAZ", "PAS")]
    [InlineData("lápiz", "lápis")]
    [InlineData("cinco", "sinco")]
    [InlineData("Cecilia", "Sesilia")]
    [InlineData("zapato azul", "sapato asul")]
    [InlineData("casa y cubo", "casa y cubo")]
    [InlineData("atención", "atensión")]
    public void Mexican_Spanish_says_s_for_z_and_soft_c(string written, string spoken) => Assert.Equal(spoken, SpeechText.Seseo(written));

    [Theory]
    [InlineData("<genfile file=\"/tmp/x\"/>", "genfile file=\"/tmp/x\"/")]
    [InlineData("a\tb\r\nc", "a b c")]
    [InlineData("  ", "")]
    public void What_an_engine_would_take_for_a_command_is_taken_out(string text, string guarded) => Assert.Equal(guarded, SpeechText.Guard(text));

    [Property]
    public bool Whatever_is_typed_comes_out_short_and_without_tags(string? text)
    {
        var guarded = SpeechText.Guard(text ?? "");
        return guarded.Length <= SpeechText.LongestText
            && guarded.Split(' ').All(word => word.Length <= SpeechText.LongestWord)
            && !guarded.Any(c => char.IsControl(c) || c is '<' or '>');
    }

    [Fact]
    public void A_cut_never_halves_a_character() =>
        Assert.DoesNotContain(SpeechText.Guard(new string('a', SpeechText.LongestWord - 1) + "😀😀"), char.IsSurrogate);
}
