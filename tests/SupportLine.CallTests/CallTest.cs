using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests;

/// <summary>Calls to a site whose record is kept where the derived class says.</summary>
public abstract class CallTest
{
    private readonly Func<Task<string?>> _storage;

    private protected CallTest(Func<Task<string?>> storage) => _storage = storage;

    private protected async Task<TestSite> ByDayAsync(params Phone[] agents) =>
        await TestSite.StartAsync(TestSite.Day, agents, [], await _storage());

    private protected async Task<TestSite> ByNightAsync(params Phone[] engineers) =>
        await TestSite.StartAsync(TestSite.Night, [], engineers, await _storage());
}
