using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;
using NodaTime.Text;
using SupportLine.CallTests.Interop;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Storage;

namespace SupportLine.CallTests.Kills;

/// <summary>
/// One service killed by SIGKILL at one point of one escalation, and started again. A point is the nth thing to be seen from outside:
/// a message that a telephone received or sent, or a change of what the store holds of the emergency.
/// </summary>
internal sealed class EscalationKill : IAsyncDisposable
{
    /// <summary>Later than anything that was put off in the first life.</summary>
    private const string Afterwards = "2026-03-10T23:41:00-06:00";

    private readonly Scenario _scenario;
    private readonly int _point;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("escalation");
    private readonly Handset[] _engineers = [new(), new(), new()];
    private readonly Handset _caller = new();
    private readonly ConcurrentQueue<string> _story = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentBag<Task> _deeds = [];
    private readonly CancellationTokenSource _over = new();
    private readonly int _port = Programs.FreePort();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private volatile ServiceProcess? _service;
    private HashSet<HandsetLeg> _left = [];
    private readonly string _storage;
    private int _steps;
    private bool _isKilled;
    private readonly TaskCompletionSource<TimeSpan> _sign = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Phone _waiting = new();
    private Task _calling = Task.CompletedTask;

    /// <summary>The caller was waiting, or in a talk, when the service was killed.</summary>
    private bool _isOnLine;
    private long _startedAt;

    private EscalationKill(Scenario scenario, int point, string? storage)
    {
        (_scenario, _point) = (scenario, point);
        _storage = storage ?? Path.Combine(_folder.FullName, "supportline.db");
    }

    private IEnumerable<Handset> Phones => [.. _engineers, _caller];

    /// <param name="scenario">What happens.</param>
    /// <param name="point">Where it is killed: 1 for the first thing seen, and so on.</param>
    /// <param name="storage">As <c>Storage:Connection</c> has it; null for a file of its own.</param>
    public static async Task<KillResult> RunAsync(Scenario scenario, int point, string? storage)
    {
        await using var kill = new EscalationKill(scenario, point, storage);
        try
        {
            return await kill.RunAsync();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{scenario.Name}, killed at point {point}: {e.Message}\n{string.Join('\n', kill._story)}\n{kill._service?.Errors}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await EndAsync();
        foreach (var phone in Phones) await phone.DisposeAsync();
        await _waiting.DisposeAsync();

        // What the caller still listened for when the line went dead is no matter.
        _ = _calling.ContinueWith(static late => late.Exception, TaskScheduler.Default);
        _folder.Delete(recursive: true);
        _over.Dispose();
    }

    /// <summary>By SIGKILL, where it was not killed before.</summary>
    private async Task EndAsync()
    {
        var service = _service;
        _service = null;
        if (service is not null) await service.DisposeAsync();
    }

    private async Task<KillResult> RunAsync()
    {
        await PrepareAsync();
        for (var i = 0; i < _engineers.Length; i++) Staff(_engineers[i], $"engineer{i + 1}", _scenario.Engineers[i]);
        Staff(_caller, "caller", _scenario.Caller);
        _service = Start(TestSite.Night);
        if (_scenario.CallerWaits) _calling = CallAsync(_service);
        await WatchAsync();
        await EndAsync();

        // Whatever was under way at the kill is over at the telephones' side, too, but for what stands.
        await Task.WhenAll(Phones.Select(phone => phone.RestsAsync()));
        EscalationRecord atKill;
        await using (var connection = EscalationRecord.Open(_storage)) atKill = EscalationRecord.Read(connection);
        Tell($"killed; the store: {atKill}");
        _isOnLine = _scenario.CallerWaits && atKill.Legs > 0;
        lock (_lock)
        {
            _left = [.. Phones.SelectMany(phone => phone.Legs).Where(leg => leg.IsAlive)];
        }

        for (var i = 0; i < _engineers.Length; i++) Staff(_engineers[i], $"engineer{i + 1}", Scenario.Accepts);
        Staff(_caller, "caller", Scenario.Talks);
        Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());
        var again = _service = Start(Afterwards);
        var after = await FinishedAsync();
        await Task.WhenAll(_deeds).WaitAsync(Phone.Patience);
        Assert.Empty(_faults);
        Assert.DoesNotContain(" failed", again.Errors, StringComparison.Ordinal);
        if (!atKill.IsFinished) Assert.True(_sign.Task.IsCompletedSuccessfully, "nothing was taken up");
        Assert.Equal(!atKill.IsFinished, again.Errors.Contains("An emergency waits", StringComparison.Ordinal));
        return new KillResult(_scenario.Name, _point, _steps, atKill.IsFinished ? null : await _sign.Task, _left.Count(leg => leg.IsAnswered), _left.Count(leg => !leg.IsAnswered), after.State);
    }

    /// <summary>Customers, engineers and a ladder; where no caller waits, an emergency that nobody works on yet.</summary>
    private async Task PrepareAsync()
    {
        var lines = _folder.CreateSubdirectory("lines");
        var line = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "lines", "ipaxes.yaml"));
        await File.WriteAllTextAsync(
            Path.Combine(lines.FullName, "ipaxes.yaml"),
            line.Replace("routing:\n", $"routing:\n  ladders: [{{ id: core, rungs: {_scenario.Ladder}, rounds: 1, repeats: 0, source: operator }}]\n", StringComparison.Ordinal)
                .Replace("engineer-ring: 25s", "engineer-ring: 2s", StringComparison.Ordinal)
                .Replace("accept-within: 8s", "accept-within: 1s", StringComparison.Ordinal));
        await using var store = await Store.OpenAsync(_storage, TimeProvider.System, default);
        await store.Directory.ImportAsync(TestSite.CustomersAnd([.. _engineers.Select(phone => phone.Address)]), default);
        if (_scenario.CallerWaits) return;
        var now = OffsetDateTimePattern.ExtendedIso.Parse(TestSite.Night).Value.ToInstant();
        await store.Calls.OpenAsync(new CallRecord("call-1", "ipaxes", "5000", TestSite.KnownCaller, now, null, null), "node", default);
        await store.Calls.AppendAsync("call-1", now, "said", "before");
        await store.Calls.EndAsync("call-1", CallEnding.LeftWhileEscalating, now, default);
        var ticket = await store.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = "ipaxes", FolioPrefix = "52", OrganisationId = "aceros", CallId = "call-1", Severity = "estandar", Status = "new", Language = "es-MX",
                RaisedAt = now, Actor = "caller",
            },
            default);
        await store.Escalations.BeginAsync(new NewEscalation(ticket.Ticket.Folio, "ipaxes", "call-1", TestSite.KnownCaller, "es-MX", now), default);
    }

    private ServiceProcess Start(string at) => ServiceProcess.Start(
        _folder,
        ["run"],
        "Http:Listen=off",
        "Clock:AllowShift=true",
        $"Sip:Listen=udp://127.0.0.1:{_port}",
        $"Clock:StartAt={at}",
        $"Storage:Connection={_storage}",
        $"Lines={Path.Combine(_folder.FullName, "lines")}",
        $"Media:Ports={26_000 + (_port % 200 * 20)}-{26_018 + (_port % 200 * 20)}",
        "Sip:Trunks:0:Name=carrier",
        $"Sip:Trunks:0:Destination=udp://{_caller.Listening}",
        "Sip:Trunks:0:ProbeSeconds=0");

    /// <summary>The caller of an emergency, who waits for an engineer and hangs up once one is there.</summary>
    private async Task CallAsync(ServiceProcess service)
    {
        await service.PrintsAsync();
        Assert.Equal(200, await _waiting.DialAsync(new IPEndPoint(IPAddress.Loopback, _port), "5000", "+528183459999"));
        await _waiting.HearsAsync("language.press.1");
        await _waiting.PressesAsync("1");
        await _waiting.IsIdentifiedAsync();
        await _waiting.ClaimsEmergencyAsync();
        await _waiting.HearsAsync(_scenario.IsInVain ? "escalate.exhausted" : "escalate.accepted");
        await _waiting.HangsUpAsync();
    }

    private void Staff(Handset phone, string name, Func<HandsetLeg, Task> deed)
    {
        phone.Told = what => Step($"{name}: {what}");
        phone.Rung = leg =>
        {
            lock (_lock)
            {
                foreach (var old in _left.Where(old => old.IsAlive))
                {
                    _faults.Enqueue($"{name} is rung while {(old.IsAnswered ? "a call" : "a ring")} of the life before still stands");
                }

                if (_isOnLine && !_waiting.IsLeft) _faults.Enqueue($"{name} is rung while the caller still waits in the life before");
            }

            _deeds.Add(Task.Run(() => deed(leg)));
        };
    }

    /// <summary>Follows the store until the service has been killed, or has nothing more to do.</summary>
    private async Task WatchAsync()
    {
        await using var connection = EscalationRecord.Open(_storage);
        var before = EscalationRecord.Read(connection);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var patience = Stopwatch.GetTimestamp();
        while (!Volatile.Read(ref _isKilled))
        {
            var now = EscalationRecord.Read(connection);
            if (now != before) Step($"store: {now}");
            before = now;
            if ((now.IsFinished || now.Later == 1) && Phones.All(phone => phone.Legs.All(leg => !leg.IsAlive))) return;
            if (_calling.IsFaulted) await _calling;
            Assert.True(Stopwatch.GetElapsedTime(patience) < 2 * Phone.Patience, "it never came to an end");
            await look.WaitForNextTickAsync();
        }
    }

    private void Step(string what)
    {
        Tell(what);
        if (Volatile.Read(ref _startedAt) is not 0 and var started)
        {
            if (what.EndsWith(" came", StringComparison.Ordinal)) _sign.TrySetResult(Stopwatch.GetElapsedTime(started));
            return;
        }

        if (Interlocked.Increment(ref _steps) != _point || _service is not { } service) return;
        service.Kill();
        Tell("KILLED");
        Volatile.Write(ref _isKilled, true);
    }

    /// <summary>Waits until nobody has to be reached and no telephone is in a call.</summary>
    private async Task<EscalationRecord> FinishedAsync()
    {
        await using var connection = EscalationRecord.Open(_storage);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var now = EscalationRecord.Read(connection);
            if (now.IsFinished && Phones.All(phone => phone.Legs.All(leg => !leg.IsAlive))) return now;

            // Whoever does not hear what it is about, on a machine that tears the sound, costs three quarters of a minute before the next is rung.
            Assert.True(Stopwatch.GetElapsedTime(began) < 2 * Phone.Patience, $"forgotten, or left standing: {now}; faults: {string.Join("; ", _faults)}");
            await look.WaitForNextTickAsync();
        }
    }

    private void Tell(string what) => _story.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_began).TotalSeconds,7:0.000} {what}"));
}
