using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Terms;

/// <summary>What the calls to the published lines are made of.</summary>
internal static class TermsSteps
{
    /// <summary>Hears a prompt and presses keys, one after the other.</summary>
    public static async Task GoesAsync(this Phone phone, string language, params IReadOnlyList<(string Heard, string Keys)> steps)
    {
        foreach (var (heard, keys) in steps)
        {
            await phone.HearsAsync(heard, language);
            await phone.PressesAsync(keys);
        }
    }

    /// <summary>Hears prompts one after the other.</summary>
    public static async Task HearsAllAsync(this Phone phone, string language, params IReadOnlyList<string> keys)
    {
        foreach (var key in keys) await phone.HearsAsync(key, language);
    }

    /// <summary>Confirms the number to call back, speaks after the tone and sends it.</summary>
    public static async Task SaysItAsync(this Phone phone, string language, string prompt = "describe.say", bool known = false, bool reviewed = true)
    {
        if (!known) await phone.GoesAsync(language, ("contact.yours", "1"));
        await phone.HearsAsync(prompt, language);
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
        if (reviewed) await phone.GoesAsync(language, ("describe.review", "1"));
    }

    /// <summary>As an engineer: hears who calls and why, and accepts.</summary>
    public static async Task AcceptsAsync(this Phone engineer, string announced = "engineer.emergency")
    {
        await engineer.AnswersAsync();
        await engineer.GoesAsync("en", (announced, ""), ("engineer.menu", "1"));
    }
}
