using System.Reflection;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>Stores that do not answer to some of what is asked of them, for a while.</summary>
internal static class Away
{
    /// <param name="store">The one that answers otherwise.</param>
    /// <param name="isAway">Whether it is away for the method of that name.</param>
    /// <param name="losesAnswer">Whether it does what the method of that name asks, and goes away before it says so.</param>
    public static T Of<T>(T store, Func<string, bool> isAway, Func<string, bool>? losesAnswer = null)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, AwayProxy>();
        var away = (AwayProxy)(object)proxy;
        (away.Store, away.IsAway, away.LosesAnswer) = (store, isAway, losesAnswer ?? away.LosesAnswer);
        return proxy;
    }
}
