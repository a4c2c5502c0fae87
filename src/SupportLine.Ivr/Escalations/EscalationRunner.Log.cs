using Microsoft.Extensions.Logging;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Escalations;

/// <summary>What the operator reads of it.</summary>
public sealed partial class EscalationRunner
{
    [LoggerMessage(2101, LogLevel.Critical, "Escalation {Id}: nobody accepted folio {Folio}; call back {Number}")]
    private partial void LogExhausted(string id, Folio folio, string number);

    [LoggerMessage(2102, LogLevel.Critical, "Line {Line}: nobody is on call in rota {Rota}")]
    private partial void LogNobodyOnCall(string line, string rota);

    [LoggerMessage(2103, LogLevel.Warning, "Escalation {Id} of folio {Folio} taken up again")]
    private partial void LogResumed(string id, Folio folio);

    [LoggerMessage(2104, LogLevel.Information, "Escalation {Id} left to whoever leases it next")]
    private partial void LogLeft(string id);

    [LoggerMessage(2107, LogLevel.Error, "Escalation {Id} of folio {Folio} is left as this service stops, and goes on at its next start or on another node; call back {Number}")]
    private partial void LogLeftAtStop(string id, Folio folio, string number);

    [LoggerMessage(2105, LogLevel.Critical, "Escalation {Id} failed")]
    private partial void LogFailed(Exception e, string id);

    [LoggerMessage(2106, LogLevel.Error, "The store does not answer")]
    private partial void LogStoreFailed(Exception e);
}
