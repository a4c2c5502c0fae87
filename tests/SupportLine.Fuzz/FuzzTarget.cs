namespace SupportLine.Fuzz;

/// <summary>What reads octets of strangers. Whatever the octets are, it throws nothing, unless it breaks a promise of its own.</summary>
/// <param name="Name">As the command line and the folder of its corpus have it.</param>
/// <param name="Take">Reads one input.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Take)
{
    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        new("header", HeaderTarget.Take),
        new("media", MediaTarget.Take),
        new("message", MessageTarget.Take),
        new("session", SessionTarget.Take),
        new("stream", StreamTarget.Take),
        new("trace", TraceTarget.Take),
    ];

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
