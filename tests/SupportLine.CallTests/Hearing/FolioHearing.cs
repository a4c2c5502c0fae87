using SupportLine.CallTests.Phones;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Hearing;

/// <summary>A folio is heard digit by digit, each by its own sound.</summary>
internal static class FolioHearing
{
    public static Task HearsFolioAsync(this Phone phone, Folio folio, string language = "es-MX") => phone.Audio.Ear.HearsFolioAsync(folio, language);

    public static async Task HearsFolioAsync(this Ear ear, Folio folio, string language)
    {
        for (var i = 0; i < folio.Digits.Length; i++)
        {
            // Read in pairs: every second digit ends a group.
            var key = i % 2 == 1 ? $"piece.digit.{folio.Digits[i]}.final" : $"piece.digit.{folio.Digits[i]}";
            await ear.HearsAsync(PromptSounds.Of(language, key), key, Phone.Patience);
        }
    }
}
