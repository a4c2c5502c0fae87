namespace SupportLine.Telephony.Calls.Strangers;

/// <summary>Programs that look for open lines and say so.</summary>
internal static class Scanners
{
    /// <summary>As their User-Agent begins, or holds.</summary>
    private static readonly string[] Names =
    [
        "friendly-scanner", "sipvicious", "sundayddr", "sipcli", "sip-scan", "sipsak", "smap", "sipptk", "VaxSIPUserAgent", "pplsip", "iWar", "Gulp", "SIVuS", "siparmyknife", "sipscan", "eyeBeam release 3006o",
    ];

    /// <summary>The scanner's name; null where the User-Agent is none that is known.</summary>
    public static string? NameIn(string? userAgent) =>
        userAgent is null ? null : Array.Find(Names, name => userAgent.Contains(name, StringComparison.OrdinalIgnoreCase));
}
