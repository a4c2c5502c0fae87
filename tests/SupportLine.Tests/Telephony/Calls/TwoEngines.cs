using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Calls;

/// <summary>A caller's engine and a called one, over real UDP on loopback.</summary>
internal sealed class TwoEngines : ICallHandler, IAsyncDisposable
{
    /// <summary>Media ports an engine gets: two hundred calls and some. Blocks lie below the ports that sockets take by themselves.</summary>
    private const int Ports = 480;

    private const int Blocks = 32;

    /// <summary>Other runs on the machine begin elsewhere.</summary>
    private static int s_block = Environment.ProcessId;

    private readonly Channel<(ICall Call, TaskCompletionSource Over)> _incoming = Channel.CreateUnbounded<(ICall, TaskCompletionSource)>();

    /// <param name="maxCalls">Calls that the called engine takes.</param>
    /// <param name="ports">Media ports that it has.</param>
    /// <param name="quiet">After how long without a packet it asks.</param>
    /// <param name="caller">What else is set for the caller's.</param>
    /// <param name="called">... and for the called one.</param>
    /// <param name="time">Of their signalling; null for real time.</param>
    public TwoEngines(
        int maxCalls = 1000,
        int ports = Ports,
        TimeSpan? quiet = null,
        Func<CallEngineOptions, CallEngineOptions>? caller = null,
        Func<CallEngineOptions, CallEngineOptions>? called = null,
        TimeProvider? time = null)
    {
        Caller = Engine(time, new Nobody(), options => caller?.Invoke(options) ?? options);
        Called = Engine(time, this, options => (called?.Invoke(options) ?? options) with
        {
            MaxCalls = maxCalls,
            LastMediaPort = options.FirstMediaPort + ports - 1,
            QuietLimit = quiet ?? options.QuietLimit,
        });
        Caller.Start();
        Called.Start();
    }

    public CallEngine Caller { get; }

    public CallEngine Called { get; }

    public static TimeSpan Patience => TimeSpan.FromSeconds(20);

    public Task<DialResult> DialAsync(string number = "5000", TimeSpan? ringFor = null, CancellationToken ct = default) =>
        Caller.DialAsync(new DialRequest($"sip:{number}@{Called.Listening[0]}", "1001", "Test", ringFor ?? Patience), ct);

    /// <summary>The next call that came in, and what ends its handler.</summary>
    public async Task<(ICall Call, TaskCompletionSource Over)> IncomingAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _incoming.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Both legs of an answered call.</summary>
    public async Task<(ICall Caller, ICall Called)> ConnectAsync()
    {
        var dialling = DialAsync();
        var (called, _) = await IncomingAsync();
        await called.AnswerAsync(default);
        var answered = Assert.IsType<DialResult.Answered>(await dialling);
        return (answered.Leg, called);
    }

    public bool Serves(string dialled) => dialled.StartsWith('5');

    public async Task HandleAsync(ICall call, CancellationToken ct)
    {
        var over = new TaskCompletionSource();
        await _incoming.Writer.WriteAsync((call, over), ct);
        await over.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Called.DisposeAsync();
    }

    private static CallEngine Engine(TimeProvider? time, ICallHandler handler, Func<CallEngineOptions, CallEngineOptions> change)
    {
        var first = 12000 + (Interlocked.Increment(ref s_block) % Blocks * Ports);
        var options = new CallEngineOptions
        {
            Listen = [new Uri("udp://127.0.0.1:0"), new Uri("tcp://127.0.0.1:0")],
            FirstMediaPort = first,
            LastMediaPort = first + Ports - 1,
            MaxCalls = 1000,
        };
        return new CallEngine(change(options), handler, time ?? TimeProvider.System, NullLogger.Instance);
    }

    private sealed class Nobody : ICallHandler
    {
        public bool Serves(string dialled) => false;

        public Task HandleAsync(ICall call, CancellationToken ct) => Task.CompletedTask;
    }
}
