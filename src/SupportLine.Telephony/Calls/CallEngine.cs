using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Dialogs;
using SupportLine.Telephony.Sip.Tracing;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>The telephone: takes calls in, places calls, joins legs.</summary>
public sealed partial class CallEngine : IExchange, IAsyncDisposable
{
    /// <summary>How long the last BYEs may take to be answered.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly CallEngineOptions _options;
    private readonly ICallHandler _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SipLoop _loop;
    private readonly MediaEngine _media;
    private readonly MessageRing _trace;
    private readonly UserAgent _agent;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TransportLayer _transport;
    private int _stopped;

    /// <param name="options">What to listen on and whom to trust.</param>
    /// <param name="handler">Takes the calls.</param>
    /// <param name="time">Real time.</param>
    /// <param name="logger">For everything telephonic.</param>
    /// <exception cref="IOException">An address cannot be listened on; the message says which and why.</exception>
    public CallEngine(CallEngineOptions options, ICallHandler handler, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SessionInterval, TimeSpan.FromSeconds(SessionExpires.Least));
        _options = options;
        _handler = handler;
        _time = time;
        _logger = logger;
        _loop = new SipLoop(time, e => LogDefect(e));
        _media = new MediaEngine(
            new MediaOptions(options.FirstMediaPort, options.LastMediaPort, options.AdvertiseMedia, options.MediaThreads), time, logger);
        _trace = new MessageRing(time);
        _agent = new UserAgent(options, _loop, _media, handler.Serves, Take, logger) { Trace = _trace };
        try
        {
            _transport = new TransportLayer(
                new TransportOptions([.. options.Listen.Select(Address)], options.Advertise) { Time = time, Tls = options.Tls, Trace = _trace },
                _agent.Admits,
                (message, flow) => _agent.TryQueue(message, flow),
                logger);
        }
        catch (IOException)
        {
            _media.Dispose();
            _loop.Dispose();
            throw;
        }

        _agent.Transactions = new TransactionLayer(_loop, _transport, _agent, e => LogDefect(e));
    }

    /// <summary>Addresses really listened on.</summary>
    public IReadOnlyList<IPEndPoint> Listening => _transport.Listening;

    /// <summary>Legs alive, both directions.</summary>
    public Task<int> LegsAsync() => _loop.AskAsync(() => _agent.Legs);

    /// <summary>Transactions and timers alive: zero once traffic has passed and its timers have run out.</summary>
    public Task<int> RemainsAsync() => _loop.AskAsync(() => _agent.Transactions.Count + _agent.Legs);

    public void Start()
    {
        if (_options.KeysInClear && _options.Listen.Any(address => address.Scheme != "tls"))
        {
            LogKeysInClear();
        }

        _media.Start();
        _transport.Start();
        _loop.Post(() =>
        {
            foreach (var trunk in _agent.Trunks) trunk.Start();
        });
    }

    /// <summary>How each trunk stands, in their order.</summary>
    public Task<IReadOnlyList<TrunkStatus>> TrunksAsync() =>
        _loop.AskAsync<IReadOnlyList<TrunkStatus>>(() => [.. _agent.Trunks.Select(trunk => trunk.Status)]);

    /// <summary>Sources that are met with silence now.</summary>
    public IReadOnlyList<Ban> Bans => _agent.Strangers.Bans;

    /// <summary>Puts a ban in force.</summary>
    public void Ban(Ban ban) => _agent.Strangers.Put(ban);

    /// <summary>Lifts a ban; false when there is none.</summary>
    public bool Lift(IPAddress source) => _agent.Strangers.Lift(source);

    /// <summary>Where the site's own phones are registered.</summary>
    public Task<IReadOnlyList<PhoneBinding>> BindingsAsync() => _loop.AskAsync(() => _agent.Phones?.Bindings() ?? []);

    /// <summary>Puts bindings of before a restart in force; what has ended, or is of a phone that is no more, is passed over.</summary>
    public Task RestoreAsync(IReadOnlyList<PhoneBinding> bindings) => _loop.AskAsync(() =>
    {
        foreach (var binding in bindings) _agent.Phones?.Restore(binding);
        return true;
    });

    /// <inheritdoc />
    public bool HasPhone(string name) => _agent.Phones?.Has(name) == true;

    public IBridge OpenBridge() => _media.OpenBridge();

    /// <summary>Takes no new calls; OPTIONS says so. Those that stand go on, and whom they need is phoned.</summary>
    public void Drain() => _loop.Post(() => _agent.Draining = true);

    /// <summary>Waits until no call stands, but no longer than so long.</summary>
    public async Task QuietAsync(TimeSpan longest)
    {
        var quiet = await _loop.AskAsync(_agent.QuietAsync);
        if (longest > TimeSpan.Zero)
        {
            await Task.WhenAny(quiet, Task.Delay(longest, _time));
        }
    }

    /// <summary>Takes no new calls, lets those that stand finish for so long, ends the rest, and closes.</summary>
    /// <param name="grace">How long calls may go on; zero ends them at once.</param>
    public async Task StopAsync(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        Drain();
        await QuietAsync(grace);
        await _loop.AskAsync(() =>
        {
            _agent.IsClosing = true;
            foreach (var call in _agent.Calls)
            {
                call.HangUp(new CallEnd(CallEndKind.ShuttingDown));
            }

            return true;
        });
        await _stopping.CancelAsync();
        await QuietAsync(Farewell);
        var left = await _loop.AskAsync(() => Task.WhenAll(_agent.Trunks.Select(trunk => trunk.LeaveAsync())));
        await Task.WhenAny(left, Task.Delay(Farewell, _time));
        _transport.Dispose();
        _media.Dispose();
        _loop.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Ends all calls and closes.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);

    private static (TransportKind Kind, IPEndPoint Address) Address(Uri uri) =>
        (uri.Scheme switch { "tcp" => TransportKind.Tcp, "tls" => TransportKind.Tls, _ => TransportKind.Udp }, new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port));

    /// <summary>The call loop: one conversation, whatever comes of it, ends its leg.</summary>
    private void Take(InboundCall call) => _ = Task.Run(async () =>
    {
        var end = new CallEnd(CallEndKind.ServerError);
        try
        {
            await _handler.HandleAsync(call, _stopping.Token);
            end = new CallEnd(CallEndKind.LocalHungUp);
        }
        catch (OperationCanceledException) when (call.End is not null || _stopping.IsCancellationRequested)
        {
            // The caller hung up, or we stop: the ending was named where it happened.
            end = new CallEnd(CallEndKind.ShuttingDown);
        }
        catch (Exception e)
        {
            LogConversationFailed(e, call.Id);
        }

        _loop.Post(() => call.HangUp(end));
    });

    [LoggerMessage(1301, LogLevel.Critical, "Signalling work failed")]
    private partial void LogDefect(Exception e);

    [LoggerMessage(1303, LogLevel.Warning, "Keys of encrypted audio may go over UDP and TCP in clear: whoever reads the signalling can decrypt")]
    private partial void LogKeysInClear();

    [LoggerMessage(1302, LogLevel.Error, "Call {CallId}: the conversation failed")]
    private partial void LogConversationFailed(Exception e, string callId);
}
