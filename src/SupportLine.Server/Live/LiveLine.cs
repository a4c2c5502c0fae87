namespace SupportLine.Server.Live;

/// <param name="Id">Of its line file.</param>
/// <param name="Title">As people know it.</param>
/// <param name="Zone">IANA name of the zone it keeps its hours in.</param>
/// <param name="IsOpen">Whether support is open.</param>
internal sealed record LiveLine(string Id, string Title, string Zone, bool IsOpen);
