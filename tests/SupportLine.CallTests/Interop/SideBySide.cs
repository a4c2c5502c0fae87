using System.Reflection;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// Talks of softphones that may have nothing but each other beside them: each takes a minute and little of a processor, so that all
/// of them begin with the first that is asked for.
/// </summary>
public sealed class SideBySide : IAsyncLifetime
{
    private readonly Lazy<Dictionary<MethodInfo, Task>> _talks = new(() =>
        ((Func<Task>[])[AgentPhoneTests.TalkAsync, PhoneTransferTests.BaresipAsync, PhoneTransferTests.LinphoneAsync]).ToDictionary(talk => talk.Method, Task.Run));

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Ends as that one of them does.</summary>
    public Task EndOfAsync(Func<Task> talk) => _talks.Value[talk.Method];

    /// <summary>No softphone is left behind by one that nobody asked for.</summary>
    public async Task DisposeAsync()
    {
        if (_talks.IsValueCreated) await Task.WhenAll(_talks.Value.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
