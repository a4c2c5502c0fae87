namespace SupportLine.Server.Mail;

/// <summary>A mail in words.</summary>
/// <param name="Subject">Without the folio.</param>
/// <param name="Text">The part in plain text.</param>
/// <param name="Html">The same in HTML.</param>
internal sealed record RenderedMail(string Subject, string Text, string Html);
