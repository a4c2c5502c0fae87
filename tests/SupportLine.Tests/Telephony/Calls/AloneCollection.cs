namespace SupportLine.Tests.Telephony.Calls;

/// <summary>Memory is the process's: what one test leaves of it is judged with no other running.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
