using SupportLine.Domain.Agents;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;
using SupportLine.Ivr.Drills;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Phones;
using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr;

/// <summary>All a conversation works with.</summary>
public sealed record Site
{
    public required LineBook Lines { get; init; }

    public required PromptLibrary Prompts { get; init; }

    public required ITicketStore Tickets { get; init; }

    public required ICallStore Calls { get; init; }

    public required IDirectory Directory { get; init; }

    public required IRotaStore Rotas { get; init; }

    public required IEscalationStore Escalations { get; init; }

    public required IStandingLegStore Legs { get; init; }

    public required IAgentStore Agents { get; init; }

    public required IQueueStore Queue { get; init; }

    public required ICallBackStore CallBacks { get; init; }

    public required IAnnouncementStore Announcements { get; init; }

    public required ICreditStore Credits { get; init; }

    public required IVisitStore Visits { get; init; }

    /// <summary>What is written to engineers as they are rung.</summary>
    public IAlerts Alerts { get; init; } = NoAlerts.Instance;

    /// <summary>Whether there is a mail server.</summary>
    public bool Mails { get; init; }

    public required BusinessClock Clock { get; init; }

    /// <summary>Who of the engineers is on a call with us.</summary>
    internal EngineerLines EngineerLines => field ??= new EngineerLines(Clock);

    /// <summary>The exercise that is held on this node, if one is.</summary>
    internal DrillGate Drills => field ??= new DrillGate(RealTime);

    /// <summary>For leases, which follow real time.</summary>
    public required TimeProvider RealTime { get; init; }

    /// <summary>Full path of the folder recordings are written to.</summary>
    public required string Recordings { get; init; }

    /// <summary>Octets that recordings leave free on their disk.</summary>
    public long RecordingFloor { get; init; } = RecordingSpace.Floor;

    /// <summary>This node's name, which holds leases and owns calls.</summary>
    public required string Node { get; init; }

    /// <summary>Who talks where.</summary>
    internal Switchboard Switchboard { get; } = new();

    /// <summary>Calls that are over and not yet ended.</summary>
    internal LeftCalls Left { get; } = new();

    /// <summary>Whether the diagnostic numbers are answered.</summary>
    public bool DiagnosticNumbers { get; init; }
}
