using System.Globalization;
using System.Text;

namespace SupportLine.CallTests.Phones;

/// <summary>SIP messages as the text that they are.</summary>
internal static class SipText
{
    public static string? Header(string message, string name) => Headers(message, name).FirstOrDefault();

    public static IEnumerable<string> Headers(string message, string name) => message.Split("\r\n\r\n")[0].Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim());

    /// <summary>What a request and its responses have in common (RFC 3261 section 17.1.3): the branch of who sent it, and the method.</summary>
    public static string Transaction(string message) => $"{Header(message, "Via")!.Split("branch=")[1].Split(';')[0]} {Header(message, "CSeq")!.Split(' ')[1]}";

    public static int Status(string response) => int.Parse(response.AsSpan(8, 3), CultureInfo.InvariantCulture);

    public static string Lines(string name, IEnumerable<string> values) => string.Concat(values.Select(value => $"{name}: {value}\r\n"));

    /// <summary>What answers a request (RFC 3261 section 8.2.6.2).</summary>
    public static string Response(string request, int status, string tag, string contact, string? sdp)
    {
        var to = Header(request, "To")!;
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"SIP/2.0 {status} Answer\r\n{Lines("Via", Headers(request, "Via"))}{Lines("Record-Route", Headers(request, "Record-Route"))}")
            .Append(CultureInfo.InvariantCulture, $"From: {Header(request, "From")}\r\nTo: {to}{(to.Contains("tag=", StringComparison.Ordinal) ? "" : $";tag={tag}")}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Call-ID: {Header(request, "Call-ID")}\r\nCSeq: {Header(request, "CSeq")}\r\nContact: <{contact}>\r\n")
            .Append(sdp is null ? "" : "Content-Type: application/sdp\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {sdp?.Length ?? 0}\r\n\r\n{sdp}")
            .ToString();
    }
}
