using System.Reflection;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>Stores that do not answer to some of what is asked of them, for a while.</summary>
internal static class Away
{
    /// <param name="store">The one that answers otherwise.</param>
    /// <param name="isAway">Whether it is away for the method of that name.</param>
    public static T Of<T>(T store, Func<string, bool> isAway)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, AwayProxy>();
        var away = (AwayProxy)(object)proxy;
        (away.Store, away.IsAway) = (store, isAway);
        return proxy;
    }
}
