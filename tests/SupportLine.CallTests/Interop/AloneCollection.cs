namespace SupportLine.CallTests.Interop;

/// <summary>
/// Softphones keep time by the machine's: what they wrote while a dozen other calls wanted the same two processors is torn. Their
/// sound is judged with nothing else running. So are SIPp's scenarios, which go by the clock.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection : ICollectionFixture<SideBySide>
{
    public const string Name = "Alone";
}
