using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>A class of severity (class of service, service level, priority: the seeds' words for one thing).</summary>
public sealed partial record Severity
{
    /// <summary><c>estandar</c>, <c>urgente</c>, <c>emergencia</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Key of the prompt that offers it by its definition: "if the service does not work at all".</summary>
    public required string DefinitionPrompt { get; init; }

    /// <summary>Key of the prompt that names it to whoever takes the call: "Emergency."; null where the line names none.</summary>
    public string? NamePrompt { get; init; }

    /// <summary>Key of the second question that confirms a claim by day; null when the claim alone is taken.</summary>
    public string? ConfirmPrompt { get; init; }

    /// <summary>Key of the stricter question asked outside hours (IPX-03); null where <see cref="ConfirmPrompt"/> serves.</summary>
    public string? NightPrompt { get; init; }

    /// <summary>Target in support hours; null with <see cref="Unpublished"/>.</summary>
    public ResponseTarget? InHours { get; init; }

    /// <summary>Target outside hours; null when the in-hours target runs from the next opening.</summary>
    public Duration? OutOfHours { get; init; }

    /// <summary>Whether, outside hours, it is put through to the engineer on call.</summary>
    public required bool RingsOnCall { get; init; }

    /// <summary>The vendor publishes no target: no time is promised nor spoken.</summary>
    public bool Unpublished { get; init; }

    /// <summary>Clause id or <c>operator</c>.</summary>
    public required string Source { get; init; }
}
