using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Bench.Signalling;

/// <summary>What is phoned: an echo of datagrams, the signalling stack alone, or the whole engine with its media.</summary>
internal static class StackProcess
{
    public static Command Create()
    {
        var mode = new Option<string>("--mode") { Required = true };
        var command = new Command("answer") { mode };
        command.Hidden = true;
        command.SetAction(async (parsed, ct) =>
        {
            await using var answering = Start(parsed.GetValue(mode)!, out var port);
            Console.WriteLine($"ready {port}");

            // Whoever started it closes its input when it may go.
            await Console.In.ReadToEndAsync(ct);
            return 0;
        });
        return command;
    }

    private static IAsyncDisposable Start(string mode, out int port)
    {
        if (mode == "engine")
        {
            var engine = new CallEngine(
                new CallEngineOptions { Listen = [new Uri("udp://127.0.0.1:0")], FirstMediaPort = 2000, LastMediaPort = 32767, MaxCalls = 10_000 },
                new HoldingHandler(),
                TimeProvider.System,
                NullLogger.Instance);
            engine.Start();
            port = engine.Listening[0].Port;
            return engine;
        }

        if (mode == "echo") return new Echo(out port);
        var stack = new Stack();
        port = stack.Port;
        return stack;
    }

    /// <summary>Transport, transactions and dialogs.</summary>
    private sealed class Stack : IAsyncDisposable
    {
        private readonly SipLoop _loop = new(TimeProvider.System, Fail);
        private readonly TransportLayer _transport;

        public Stack()
        {
            var core = new AnsweringCore();
            _transport = new TransportLayer(
                new TransportOptions([(TransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 0))], null),
                _ => Admission.Known,
                (message, flow) => _loop.Post(() => core.Transactions.Receive(message, flow)),
                NullLogger.Instance);
            core.Transactions = new TransactionLayer(_loop, _transport, core, Fail);
            _transport.Start();
        }

        public int Port => _transport.Listening[0].Port;

        public ValueTask DisposeAsync()
        {
            _transport.Dispose();
            _loop.Dispose();
            return ValueTask.CompletedTask;
        }

        private static void Fail(Exception e) => Console.Error.WriteLine(e);
    }

    /// <summary>As many datagrams back as the stack sends: three to an INVITE, one to a BYE.</summary>
    private sealed class Echo : IAsyncDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        private readonly Task _loop;

        public Echo(out int port)
        {
            _socket.ReceiveBufferSize = _socket.SendBufferSize = 4 * 1024 * 1024;
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
            _loop = Task.Run(RunAsync);
        }

        public async ValueTask DisposeAsync()
        {
            _socket.Dispose();
            await _loop;
        }

        private async Task RunAsync()
        {
            var buffer = new byte[ushort.MaxValue];
            var from = new SocketAddress(AddressFamily.InterNetwork);
            try
            {
                while (true)
                {
                    var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from);
                    for (var back = buffer[0] switch { (byte)'I' => 3, (byte)'B' => 1, _ => 0 }; back > 0; back--)
                    {
                        _socket.SendTo(buffer.AsSpan(0, length), SocketFlags.None, from);
                    }
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is over.
            }
        }
    }

    private sealed class HoldingHandler : ICallHandler
    {
        public bool Serves(string dialled) => true;

        public async Task HandleAsync(ICall call, CancellationToken ct)
        {
            await call.RingAsync(ct);
            await call.AnswerAsync(ct);
            await Task.Delay(Timeout.Infinite, call.Ended);
        }
    }
}
