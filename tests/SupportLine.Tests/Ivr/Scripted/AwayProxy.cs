using System.Reflection;
using SupportLine.Storage;

namespace SupportLine.Tests.Ivr.Scripted;

/// <summary>In a store's place: fails as SQLite does that cannot write.</summary>
public class AwayProxy : DispatchProxy
{
    public object? Store { get; set; }

    public Func<string, bool> IsAway { get; set; } = _ => false;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        IsAway(targetMethod!.Name) ? throw new StoreException("the database could not be written") : targetMethod.Invoke(Store, args);
}
