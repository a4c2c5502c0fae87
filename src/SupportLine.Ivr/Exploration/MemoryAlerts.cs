using SupportLine.Domain.OnCall;

namespace SupportLine.Ivr.Exploration;

/// <summary>Written alerts that are kept and sent to nobody.</summary>
internal sealed class MemoryAlerts : IAlerts
{
    /// <summary>In the order in which engineers were rung.</summary>
    public List<EmergencyAlert> Told { get; } = [];

    /// <summary>What becomes of each.</summary>
    public Task Outcome { get; set; } = Task.CompletedTask;

    public Task TellAsync(EmergencyAlert alert, CancellationToken ct)
    {
        Told.Add(alert);
        return Outcome;
    }
}
