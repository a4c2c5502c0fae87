using Microsoft.Extensions.Time.Testing;

namespace SupportLine.Tests.Telephony.Sip.Transport;

/// <summary>Lets a clock of the test's run until something has come of it.</summary>
internal static class Clockwork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<T> RunUntilAsync<T>(this FakeTimeProvider time, TimeSpan step, Task<T> outcome)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!outcome.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(step);
            await Task.Yield();
        }

        return await outcome;
    }
}
