using System.Diagnostics;
using System.Globalization;
using NodaTime;
using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Crowds;

/// <summary>Everybody on the telephone: a service of its own, agents, SIPp and listeners.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>Packets of those sent that have to be seen coming back from SIPp.</summary>
    private const double Echoed = 0.9;

    private readonly CrowdPlan _plan;
    private readonly Action<string> _tell;
    private readonly List<CrowdAgent> _agents;
    private readonly List<CrowdListener> _listeners = [];
    private readonly List<SippCrowd> _sipps = [];
    private CrowdSite _site = null!;
    private TimeSpan _talk;
    private Task _listening = Task.CompletedTask;

    private Crowd(CrowdPlan plan, Action<string> tell)
    {
        (_plan, _tell, _talk) = (plan, tell, plan.Talk);
        _agents = [.. Enumerable.Range(0, plan.Agents).Select(number => new CrowdAgent(number, () => _talk))];
    }

    /// <summary>The time in which one came each second.</summary>
    public Interval Streaming { get; private set; }

    public static async Task<Crowd> StartAsync(CrowdPlan plan, Action<string> tell)
    {
        var crowd = new Crowd(plan, tell);
        crowd._site = await CrowdSite.StartAsync(plan.Callers, crowd._agents);
        crowd._listeners.AddRange(crowd._site.Numbers.Take(plan.Listeners).Select((number, i) => new CrowdListener(number, plan.IsUrgent(i), plan.LeavesAfter(i))));
        return crowd;
    }

    /// <summary>Callers come, wait, talk, and are gone.</summary>
    public async Task CallAsync()
    {
        _listening = Task.WhenAll(_listeners.Select(async (listener, i) =>
        {
            await Task.Delay(_plan.Coming * i / _plan.Listeners);
            await listener.CallAsync(_site.Service.Address, _plan.Patience);
        }));
        await ComeAsync(_site.Numbers.Skip(_plan.Listeners).Take(_plan.Rush), _plan.RushRate);
        await Task.Delay(_plan.Rushing);
        var (spent, began, from) = (_site.Service.ProcessorTime, Stopwatch.GetTimestamp(), _site.Now);
        await ComeAsync(_site.Numbers.Skip(_plan.Listeners + _plan.Rush), rate: 1);
        await Task.Delay(TimeSpan.FromSeconds(_plan.Stream));
        spent = _site.Service.ProcessorTime - spent;
        Streaming = new Interval(from, _site.Now);
        _tell(string.Create(CultureInfo.InvariantCulture, $"while one came each second the service took {spent / Stopwatch.GetElapsedTime(began):0.00} processors"));
        _talk = _plan.LastTalk;
        await Task.WhenAll(_sipps.Select(sipp => sipp.EndsAsync(_plan.Patience + Phone.Patience)));

        // What a listener missed is said when all is over.
        await Task.WhenAny(_listening);
    }

    /// <summary>Ends the service; gives what it has written down, of everybody.</summary>
    public async Task<CrowdRecord> EndAsync()
    {
        var record = await _site.EndAsync();
        Assert.True(record.Calls.Count == _plan.Callers, $"{record.Calls.Count} of {_plan.Callers} waited; {Said()}");
        return record;
    }

    /// <summary>Whether a caller was free to hang up.</summary>
    public bool MayLeave(CrowdCall call) =>
        _listeners.Find(listener => listener.Number == call.Record.CallerNumber)?.Leaves ?? call.Wait.LeftAt - call.Wait.JoinedAt > Duration.FromTimeSpan(_plan.Patience / 2);

    /// <summary>What was heard, by SIPp as packets and by listeners as words.</summary>
    public async Task<string> HeardAsync(CrowdRecord record)
    {
        await _listening;
        var heard = 0;
        foreach (var listener in _listeners)
        {
            var call = record.Calls.Single(call => call.Record.CallerNumber == listener.Number);

            // What was begun just before the end need not have been heard.
            var told = record.Told[call.Record.Id].Where(told => told.At + Duration.FromSeconds(4) < call.Record.EndedAt);
            heard += await listener.HeardAsync([.. told]);
        }

        var echoing = record.Calls.Where(call => !_listeners.Exists(listener => listener.Number == call.Record.CallerNumber)).ToList();
        var (sent, echoed) = (echoing.Sum(CrowdRecord.SentTo), echoing.Sum(CrowdRecord.CameFrom));
        Assert.True(echoed > Echoed * sent, $"of {sent} packets that were sent to SIPp {echoed} came back");
        return $"{heard} places heard by {_listeners.Count} listeners; {sent} packets sent to SIPp, of which {echoed} came back from it; {_agents.Sum(agent => agent.Declined)} rings declined; media stalled {_site.Service.Errors.Split("Media stalled").Length - 1} times";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sipp in _sipps) await sipp.DisposeAsync();
        foreach (var listener in _listeners) await listener.DisposeAsync();
        foreach (var agent in _agents) await agent.DisposeAsync();
        await _site.DisposeAsync();
    }

    private async Task ComeAsync(IEnumerable<string> numbers, int rate) =>
        _sipps.Add(await SippCrowd.StartAsync(_site.Service.Address, [.. numbers], rate, _plan.Patience));

    private string Said() => string.Concat(_sipps.Select(sipp => sipp.Complaints())) + _site.Service.Errors;
}
