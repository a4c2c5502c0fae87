using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>The telephone: takes calls in, places calls, joins legs.</summary>
public sealed partial class CallEngine : IExchange, IAsyncDisposable
{
    private readonly CallEngineOptions _options;
    private readonly ICallHandler _handler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SipLoop _loop;
    private readonly MediaEngine _media;
    private readonly UserAgent _agent;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TransportLayer _transport;

    /// <param name="options">What to listen on and whom to trust.</param>
    /// <param name="handler">Takes the calls.</param>
    /// <param name="time">Real time.</param>
    /// <param name="logger">For everything telephonic.</param>
    /// <exception cref="IOException">An address cannot be listened on; the message says which and why.</exception>
    public CallEngine(CallEngineOptions options, ICallHandler handler, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _handler = handler;
        _time = time;
        _logger = logger;
        _loop = new SipLoop(time, e => LogDefect(e));
        _media = new MediaEngine(new MediaOptions(options.FirstMediaPort, options.LastMediaPort, options.AdvertiseMedia), logger);
        _agent = new UserAgent(options, _loop, _media, handler.Serves, Take, logger);
        try
        {
            _transport = new TransportLayer(
                new TransportOptions([.. options.Listen.Select(Address)], options.Advertise),
                _ => true,
                (message, flow) => _loop.Post(() => _agent.Transactions.Receive(message, flow)),
                logger);
        }
        catch (IOException)
        {
            _media.Dispose();
            _loop.Dispose();
            throw;
        }

        _agent.Transactions = new TransactionLayer(_loop, _transport, _agent);
    }

    /// <summary>Addresses really listened on.</summary>
    public IReadOnlyList<IPEndPoint> Listening => _transport.Listening;

    /// <summary>Legs alive, both directions.</summary>
    public Task<int> LegsAsync() => _loop.AskAsync(() => _agent.Legs);

    /// <summary>Transactions and timers alive: zero once traffic has passed and its timers have run out.</summary>
    public Task<int> RemainsAsync() => _loop.AskAsync(() => _agent.Transactions.Count + _agent.Legs);

    public void Start()
    {
        _media.Start();
        _transport.Start();
    }

    public IBridge OpenBridge() => _media.OpenBridge();

    /// <summary>Takes no new calls; OPTIONS says so. Those that stand go on.</summary>
    public void Drain() => _loop.Post(() => _agent.Draining = true);

    public async ValueTask DisposeAsync()
    {
        await _loop.AskAsync(() =>
        {
            _agent.Draining = true;
            foreach (var call in _agent.Calls)
            {
                call.HangUp(new CallEnd(CallEndKind.ShuttingDown));
            }

            return true;
        });
        await _stopping.CancelAsync();
        _transport.Dispose();
        _media.Dispose();
        _loop.Dispose();
        _stopping.Dispose();
    }

    private static (TransportKind Kind, IPEndPoint Address) Address(Uri uri) =>
        (uri.Scheme == "tcp" ? TransportKind.Tcp : TransportKind.Udp, new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port));

    /// <summary>The call loop: one conversation, whatever comes of it, ends its leg.</summary>
    private void Take(InboundCall call) => _ = Task.Run(async () =>
    {
        var end = new CallEnd(CallEndKind.ServerError);
        try
        {
            await _handler.HandleAsync(call, _stopping.Token);
            end = new CallEnd(CallEndKind.LocalHungUp);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up, or we stop: the ending has been named where it happened.
            end = new CallEnd(_stopping.IsCancellationRequested ? CallEndKind.ShuttingDown : CallEndKind.LocalHungUp);
        }
        catch (Exception e)
        {
            LogConversationFailed(e, call.Id);
        }

        _loop.Post(() => call.HangUp(end));
    });

    [LoggerMessage(1301, LogLevel.Critical, "Signalling work failed")]
    private partial void LogDefect(Exception e);

    [LoggerMessage(1302, LogLevel.Error, "Call {CallId}: the conversation failed")]
    private partial void LogConversationFailed(Exception e, string callId);
}
