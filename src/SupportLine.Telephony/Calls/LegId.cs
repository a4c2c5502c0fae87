namespace SupportLine.Telephony.Calls;

/// <summary>Identities of legs: UUIDs of version 7, so that they sort by time and no two nodes make the same.</summary>
public static class LegId
{
    public static string New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
    }
}
