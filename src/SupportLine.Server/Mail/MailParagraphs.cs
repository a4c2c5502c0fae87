namespace SupportLine.Server.Mail;

/// <summary>A plain text's paragraphs and rows, for the HTML part: nobody keeps two texts of one mail the same.</summary>
internal static class MailParagraphs
{
    /// <summary>Paragraphs stand apart by empty rows; an address at a row's end is a link.</summary>
    public static IReadOnlyList<IReadOnlyList<Dictionary<string, object?>>> Of(string text) =>
    [
        .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => paragraph.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row).ToList())
            .Where(rows => rows.Count > 0),
    ];

    private static Dictionary<string, object?> Row(string row)
    {
        var trimmed = row.Trim();
        var last = trimmed[(trimmed.LastIndexOf(' ') + 1)..];
        var isLink = Uri.TryCreate(last, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        return new() { ["text"] = isLink ? trimmed[..^last.Length] : trimmed, ["link"] = isLink ? last : null };
    }
}
