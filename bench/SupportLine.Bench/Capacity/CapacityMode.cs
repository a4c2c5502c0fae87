namespace SupportLine.Bench.Capacity;

/// <summary>What callers do.</summary>
internal enum CapacityMode
{
    /// <summary>They hear a prompt, talk, and press a key every 7 s.</summary>
    Both,

    /// <summary>They hear a prompt.</summary>
    Prompt,

    /// <summary>They talk to each other, two and two.</summary>
    Bridge,
}
