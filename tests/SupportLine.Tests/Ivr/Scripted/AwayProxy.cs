using System.Reflection;
using SupportLine.Storage;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>In a store's place: fails as SQLite does that cannot write.</summary>
public class AwayProxy : DispatchProxy
{
    public object? Store { get; set; }

    public Func<string, bool> IsAway { get; set; } = _ => false;

    public Func<string, bool> LosesAnswer { get; set; } = _ => false;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (IsAway(targetMethod!.Name)) throw Fault;
        var result = targetMethod.Invoke(Store, args);
        return LosesAnswer(targetMethod.Name) ? throw Fault : result;
    }

    private static StoreException Fault => new("the database could not be written");
}
