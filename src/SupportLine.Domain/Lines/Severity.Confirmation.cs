namespace SupportLine.Domain.Lines;

public sealed partial record Severity
{
    /// <summary>
    /// Key of the question that confirms a claim, stricter at night where the line says so (IPX-03); null when the claim
    /// alone is taken.
    /// </summary>
    /// <param name="open">Whether support is open as it is asked.</param>
    public string? SecondQuestion(bool open) => open ? ConfirmPrompt : NightPrompt ?? ConfirmPrompt;
}
