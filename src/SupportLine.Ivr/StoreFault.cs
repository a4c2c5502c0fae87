using System.Data.Common;

namespace SupportLine.Ivr;

/// <summary>What is thrown while the store is away, or takes nothing: whoever can wait for it goes on, and everything else is a defect.</summary>
internal static class StoreFault
{
    public static bool Is(Exception e) => e is DbException or TimeoutException or IOException;
}
