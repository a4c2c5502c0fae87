using System.Globalization;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Calls.Phones;

/// <summary>What a REGISTER asks for (RFC 3261 sections 10.2 and 10.3).</summary>
/// <param name="RemovesAll"><c>Contact: *</c>.</param>
/// <param name="Contacts">Addresses, and for how long; zero takes one out.</param>
/// <param name="Status">0 when it can be done, else the status to refuse it with.</param>
/// <param name="Reason">Why, as a reason phrase; null for the standard one.</param>
internal sealed record BindingChange(bool RemovesAll, IReadOnlyList<(NameAddress Contact, TimeSpan For)> Contacts, int Status = 0, string? Reason = null)
{
    /// <summary>A shorter binding is refused by 423: whoever renews so often has nothing else to do.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The longest binding, and what is given where none is asked for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The same over a connection, which is closed when nothing is said on it for half an hour.</summary>
    private static readonly TimeSpan LongestByConnection = TimeSpan.FromMinutes(20);

    /// <param name="register">The REGISTER.</param>
    /// <param name="isByConnection">Whether it came by TCP or TLS.</param>
    public static BindingChange Of(SipRequest register, bool isByConnection)
    {
        var texts = register.Headers.Elements(HeaderName.Contact).ToList();
        if (texts.Contains("*"))
        {
            return texts.Count == 1 && register.Headers.Get("Expires")?.Trim() is { } zero && zero.All(c => c == '0') && zero.Length > 0
                ? new BindingChange(true, [])
                : new BindingChange(false, [], 400, "Star Wants To Be Alone With Expires 0");
        }

        var contacts = new List<(NameAddress, TimeSpan)>();
        foreach (var contact in register.Addresses(HeaderName.Contact))
        {
            if (!contact.Uri.IsSip) return new BindingChange(false, [], 400, "Contact That Cannot Be Phoned");
            var longest = isByConnection ? LongestByConnection : Longest;
            var asked = Seconds(contact.Parameters["expires"]) ?? Seconds(register.Headers.Get("Expires")) ?? longest;
            if (asked > TimeSpan.Zero && asked < Shortest) return new BindingChange(false, [], 423);
            contacts.Add((contact, asked < longest ? asked : longest));
        }

        return new BindingChange(false, contacts);
    }

    /// <summary>What is no number counts as none given (section 20.19).</summary>
    private static TimeSpan? Seconds(string? text) =>
        uint.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
