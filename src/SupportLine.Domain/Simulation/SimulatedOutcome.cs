namespace SupportLine.Domain.Simulation;

/// <summary>What came of a simulated call.</summary>
public enum SimulatedOutcome
{
    /// <summary>Put through to an agent.</summary>
    Agent,

    /// <summary>Engineers on call were rung.</summary>
    OnCall,

    /// <summary>Engineers would be rung, and nobody is on call: a call-back is promised, and the operator's rota has a hole.</summary>
    NobodyOnCall,

    /// <summary>A ticket that waits.</summary>
    Waits,
}
