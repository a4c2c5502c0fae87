using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A caller and the person who took the call hear each other, and whoever is brought in, until the caller hangs up or nobody else
/// is left. What helpers key becomes a deed in <see cref="OnKey"/>.
/// </summary>
/// <param name="site">Keeps what happened.</param>
/// <param name="exchange">Joins the legs.</param>
/// <param name="line">Its keys, and whether it records.</param>
/// <param name="caller">The caller, in whose language the folio is read to both.</param>
/// <param name="ticket">What it is about.</param>
/// <param name="tape">Records the talk; null where the line does not.</param>
/// <param name="colleagues">Whom a helper can hand the caller over to besides those they have spoken with; null for nobody.</param>
internal sealed partial class BridgedTalk(
    Site site, IExchange exchange, Line line, Talk caller, Ticket ticket, TalkTape? tape, Colleagues? colleagues)
{
    /// <summary>A talk with an engineer that ends sooner, and not by the caller, was cut off: nobody has helped yet.</summary>
    public static readonly Duration Underway = Duration.FromSeconds(10);

    private readonly SecondEngineer _second = new(site, exchange, line, caller.Leg.Id);
    private readonly List<TalkHelper> _helpers = [];
    private readonly Lock _lock = new();
    private IBridge _bridge = null!;
    private string _keyed = "";
    private Task _reading = Task.CompletedTask;
    private Task _bringing = Task.CompletedTask;

    /// <summary>Id of the call that the talk belongs to, where the line phoned the caller and that one's leg is none.</summary>
    public string? PartOf { get; init; }

    private string CallId => PartOf ?? caller.Leg.Id;

    /// <summary>
    /// Ends when the last helper has hung up; false where that one had asked to be relieved (REFER) and nobody could be reached. The
    /// caller's own end is a <see cref="CallEndedException"/>.
    /// </summary>
    public async Task<bool> RunAsync(TalkHelper first, CancellationToken ct)
    {
        _bridge = exchange.OpenBridge();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _bridge.Add(caller.Leg);
        Join(first);
        var recording = tape is null ? null : await tape.RunAsync(_bridge);
        try
        {
            while (true)
            {
                if (await ComesAsync(over.Token) is not { } next) return false;
                // A transfer under way decides by itself what becomes of a caller who is alone meanwhile.
                var isSettled = _transferring.IsCompleted;
                switch (next)
                {
                    case BridgeEvent.LegEnded ended when ended.Leg == caller.Leg:
                        throw new CallEndedException(ended.End);
                    case BridgeEvent.LegEnded ended when !OnLeft(ended.Leg) && isSettled:
                        return true;
                    case BridgeEvent.KeyPressed pressed when HelperOf(pressed.Leg) is { } helper:
                        OnKey(helper, pressed.Key, over.Token);
                        break;
                    case BridgeEvent.TransferAsked asked:
                        OnTransfer(asked, over.Token);
                        break;
                }
            }
        }
        finally
        {
            over.Cancel();
            await PartAsync(first);
            await caller.Journal.AddAsync("parted", first.Who);
            await QualityNote.AddAsync(caller.Journal, "helper", first.Leg.Quality);
            if (recording is not null) await tape!.NoteAsync(await recording, ticket);
        }
    }

    /// <summary>What happens next; null where the caller is alone and the phone that was to take over is not reached.</summary>
    private async Task<BridgeEvent?> ComesAsync(CancellationToken ct)
    {
        var next = _bridge.NextAsync(ct);
        if (!IsAlone()) return await next;
        await Task.WhenAny(next, _transferring);
        return next.IsCompleted || !IsAlone() ? await next : null;
    }

    /// <summary>Whatever became of what helpers had begun, nobody is left in a talk that is over.</summary>
    private async Task PartAsync(TalkHelper first)
    {
        try
        {
            await Task.WhenAll(_reading, _bringing, _transferring);
        }
        finally
        {
            await _bridge.DisposeAsync();
            foreach (var helper in _helpers) site.Switchboard.Leave(helper.Leg, this);
            foreach (var helper in _helpers.Where(helper => helper != first)) await helper.Leg.HangUpAsync(CancellationToken.None);
        }
    }

    private void OnKey(TalkHelper helper, char key, CancellationToken ct)
    {
        var keys = line.Routing.TalkKeys.Select(talk => talk.Keys);
        _keyed = Last(_keyed + key, keys.Max(each => each.Length));
        switch (keys.FirstOrDefault(each => _keyed.EndsWith(each, StringComparison.Ordinal)))
        {
            case { } folio when folio == line.Routing.FolioKey && _reading.IsCompleted:
                _reading = ReadFolioAsync(ct);
                break;
            case { } other when other != line.Routing.FolioKey && _bringing.IsCompleted:
                _bringing = DoAsync(other, helper, ct);
                break;
        }
    }

    private static string Last(string keys, int length) => keys[^Math.Min(keys.Length, length)..];

    private void Join(TalkHelper helper)
    {
        lock (_lock)
        {
            _helpers.Add(helper);
        }

        site.Switchboard.Enter(helper.Leg, this);
        _bridge.Add(helper.Leg);
    }

    /// <summary>Whether anybody is left to talk with.</summary>
    private bool OnLeft(ICall leg)
    {
        site.Switchboard.Leave(leg, this);
        lock (_lock)
        {
            _helpers.RemoveAll(helper => helper.Leg == leg);
            return _helpers.Count > 0;
        }
    }

    private TalkHelper? HelperOf(ICall leg)
    {
        lock (_lock)
        {
            return _helpers.Find(helper => helper.Leg == leg);
        }
    }

    private List<string> Present()
    {
        lock (_lock)
        {
            return [.. _helpers.Select(helper => helper.EngineerId).OfType<string>()];
        }
    }

    private async Task ReadFolioAsync(CancellationToken ct)
    {
        Phrase[] phrases = [Talk.Prompt(Prompts.FolioForBoth), new Phrase.FolioDigits(Current.Folio)];
        await caller.Journal.AddAsync("keyed", $"bridge={line.Routing.FolioKey}");
        await caller.Journal.AddAsync("said", caller.Voice.Words(phrases));
        try
        {
            await _bridge.PlayAsync(await caller.Voice.SayAsync(phrases, ct), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Somebody hung up while it was read.
        }
    }
}
