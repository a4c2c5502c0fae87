using System.Globalization;

namespace SupportLine.Ivr;

/// <summary>Room on the disk of recordings: the last of it is the store's, which often lies beside them.</summary>
public static class RecordingSpace
{
    /// <summary>Octets that recordings leave free: some hours of calls' records.</summary>
    public const long Floor = 256L * 1024 * 1024;

    /// <summary>Why nothing is to be recorded; null where there is room, or nobody can tell.</summary>
    /// <param name="folder">Of recordings.</param>
    /// <param name="floor">Octets that are to stay free.</param>
    public static string? Lack(string folder, long floor)
    {
        try
        {
            var free = new DriveInfo(folder).AvailableFreeSpace;
            return free >= floor ? null : string.Create(CultureInfo.InvariantCulture, $"{free >> 20} MB are free on the disk, and {floor >> 20} MB are left to the store");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Writing will tell what is wrong with it.
            return null;
        }
    }
}
