using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SupportLine.Domain.Phones;

/// <summary>
/// What can be phoned, as engineers, agents and line files name it: a number that a trunk takes, a SIP address, a phone of the
/// site's own. One reader for all of them, so that nothing is taken in that could never ring.
/// </summary>
public static partial class DialTarget
{
    private const string PhoneScheme = "phone:";

    private const string Right = "write a number such as +52 81 8345 0001, sip:NAME@192.0.2.7, or phone:NAME of Sip:Phones";

    /// <summary>Marks that part a number for the eye and are not dialled, beside white space (RFC 3966 section 5.1.1).</summary>
    private const string Marks = "-.()";

    /// <summary>
    /// The target as it is dialled: a number without blanks and marks, with its plus sign where it has one; of a SIP address the
    /// scheme in lower case.
    /// </summary>
    /// <param name="written">As an operator wrote it.</param>
    /// <param name="phones">Names of the site's own phones; null where they are not known, and any is taken.</param>
    /// <param name="wrong">Why it can not be phoned, with the target in it; empty when it can be.</param>
    /// <param name="right">What would be right, likewise.</param>
    /// <returns>Null when it can not be phoned.</returns>
    public static string? Read(string written, IReadOnlySet<string>? phones, out string wrong, out string right)
    {
        var text = written.Trim();
        (wrong, right) = ($"'{text}' can not be phoned", Right);
        var read = text.StartsWith(PhoneScheme, StringComparison.Ordinal) ? ReadPhone(text, phones, ref wrong, ref right)
            : AddressForm().Match(text) is { Success: true } address ? ReadAddress(text, address, ref wrong, ref right)
            : ReadNumber(text, ref wrong, ref right);
        if (read is not null) (wrong, right) = ("", "");
        return read;
    }

    private static string? ReadPhone(string text, IReadOnlySet<string>? phones, ref string wrong, ref string right)
    {
        if (!PhoneForm().IsMatch(text)) return null;
        if (phones?.Contains(text[PhoneScheme.Length..]) != false) return text;
        (wrong, right) = ($"'{text}' is no phone of Sip:Phones", "name it there, or correct the target");
        return null;
    }

    private static string? ReadAddress(string text, Match form, ref string wrong, ref string right)
    {
        if (!IsAddress(form.Groups["host"].Value))
        {
            (wrong, right) = ($"'{text}' names a host, which is not looked up", "write its IP address, a number that a trunk takes, or phone:NAME of Sip:Phones");
            return null;
        }

        if (form.Groups["port"] is { Success: true, Value: var port } && (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0))
        {
            (wrong, right) = ($"'{text}' names a port out of range", "write one from 1 to 65535, or none");
            return null;
        }

        if (TransportForm().Match(form.Groups["parameters"].Value) is { Success: true } transport
            && transport.Groups["name"].Value.ToLowerInvariant() is not ("udp" or "tcp" or "tls"))
        {
            (wrong, right) = ($"'{text}' names a transport that is not spoken", "write transport=udp, tcp or tls");
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return text[..colon].ToLowerInvariant() + text[colon..];
    }

    /// <summary>With a plus a number of the public network, of 15 digits at most (ITU-T E.164); without, whatever the trunk makes of it, such as an extension.</summary>
    private static string? ReadNumber(string text, ref string wrong, ref string right)
    {
        if (text.StartsWith('+') && text.Contains("(0)", StringComparison.Ordinal))
        {
            (wrong, right) = ($"'{text}' has a (0), which is not dialled behind a country's code", "leave the (0) out");
            return null;
        }

        var number = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !Marks.Contains(c, StringComparison.Ordinal)));
        return NumberForm().IsMatch(number) ? number : null;
    }

    /// <summary>Whether it is an IP address as it is written in full: 10.1 and 010.0.0.1 are read differently by different programs.</summary>
    private static bool IsAddress(string host) => host.StartsWith('[')
        ? IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var six) && six.AddressFamily == AddressFamily.InterNetworkV6
        : IPAddress.TryParse(host, out var four) && four.AddressFamily == AddressFamily.InterNetwork && four.ToString() == host;

    [GeneratedRegex(@"^phone:[A-Za-z0-9._+-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneForm();

    [GeneratedRegex(
        @"^sips?:(?:(?!:)(?:[^\s@<>""%]|%[0-9A-F]{2})+@)?(?<host>\[[0-9A-F:.]+\]|[A-Z0-9._-]+)(?::(?<port>[0-9]+))?(?<parameters>(?:;[A-Z0-9._!~*'()-]+(?:=[A-Z0-9._!~*'()\[\]/:&+$-]+)?)*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AddressForm();

    [GeneratedRegex(@";transport=(?<name>[^;]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TransportForm();

    [GeneratedRegex(@"^(?:\+[1-9][0-9]{6,14}|[0-9]{2,20})$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();
}
