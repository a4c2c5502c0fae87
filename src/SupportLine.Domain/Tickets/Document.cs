namespace SupportLine.Domain.Tickets;

/// <summary>A file that belongs to a ticket: a screen capture, a log. Its content is kept once, however often it is sent.</summary>
/// <param name="Hash">SHA-256 of its bytes, lower-case hex: its key in the store.</param>
/// <param name="Name">As its sender named it; for show, never a path to write to.</param>
/// <param name="MediaType">As its sender declared it: <c>text/plain</c>.</param>
/// <param name="Length">Bytes, 1 to <see cref="MostBytes"/>.</param>
public sealed record Document(string Hash, string Name, string MediaType, long Length)
{
    /// <summary>Longest document, bytes.</summary>
    public const int MostBytes = 10 * 1024 * 1024;
}
