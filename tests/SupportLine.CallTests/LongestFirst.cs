using SupportLine.CallTests.Interop;
using SupportLine.CallTests.Mail;
using SupportLine.CallTests.Terms;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("SupportLine.CallTests.LongestFirst", "SupportLine.CallTests")]

namespace SupportLine.CallTests;

/// <summary>
/// Calls take their real time, and the tests of a class come one after another. The classes that take longest begin first, so that
/// none of them goes on alone when all others have ended; one that is missing here costs nothing else.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Those that take most of a processor lie apart.</summary>
    private static readonly string[] Longest = [.. new[]
    {
        typeof(CrowdTests), typeof(DayRequestCallsTests), typeof(DayRequestCallsTestsOnPostgres), typeof(IpaxesCallTests), typeof(SangomaTicketCallTests),
        typeof(WildixCallTests), typeof(NightEmergencyCallsTests), typeof(NightEmergencyCallsTestsOnPostgres), typeof(NightCallerCallsTestsOnPostgres),
        typeof(DayIdentityCallsTestsOnPostgres), typeof(SangomaCallTests), typeof(XcallyCallTests), typeof(EscalationKillTestsOnSqlite), typeof(LiveTests),
        typeof(MailCallTests), typeof(AttendedTransferTests), typeof(DayIdentityCallsTests), typeof(MissedRingTests), typeof(NightCallerCallsTests), typeof(LadderCalls),
        typeof(EscalationKillTestsOnPostgres), typeof(DayFolioCallsTestsOnPostgres), typeof(IpaxesToldCallTests), typeof(RecordedTalkTests), typeof(AgentWaitTests),
        typeof(KamailioTests), typeof(SecondEngineerTests), typeof(NightDoorCallsTests), typeof(NightDoorCallsTestsOnPostgres), typeof(BaresipTests), typeof(SippTests),
    }.Select(type => type.FullName!)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(PlaceOf);

    private static int PlaceOf(ITestCollection collection) =>
        Array.FindIndex(Longest, name => collection.DisplayName.EndsWith(" " + name, StringComparison.Ordinal)) is >= 0 and var place ? place : Longest.Length;
}
