namespace SupportLine.Domain.OnCall;

/// <summary>Written alerts to engineers, beside the ring.</summary>
public interface IAlerts
{
    /// <summary>
    /// Has an alert sent by every way there is to this engineer. Durable when it returns; what fails is told to the operator
    /// and thrown at nobody: no phone stays silent because of a mail.
    /// </summary>
    Task TellAsync(EmergencyAlert alert, CancellationToken ct);
}
