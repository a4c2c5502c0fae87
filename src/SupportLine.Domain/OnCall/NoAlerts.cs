namespace SupportLine.Domain.OnCall;

/// <summary>A site that writes to nobody.</summary>
public sealed class NoAlerts : IAlerts
{
    public static readonly NoAlerts Instance = new();

    private NoAlerts()
    {
    }

    public Task TellAsync(EmergencyAlert alert, CancellationToken ct) => Task.CompletedTask;
}
