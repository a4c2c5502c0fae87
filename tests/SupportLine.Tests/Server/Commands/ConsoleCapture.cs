using System.Text;

namespace SupportLine.Tests.Server.Commands;

/// <summary>What a verb reads and prints, kept apart from that of tests which run beside it.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private static readonly AsyncLocal<ConsoleCapture?> Current = new();
    private static readonly Lock Once = new();
    private static bool _isPlaced;

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly StringReader _in;

    private ConsoleCapture(string input) => _in = new StringReader(input);

    public string Printed => _out.ToString();

    public string Errors => _error.ToString();

    public static ConsoleCapture Begin(string input)
    {
        lock (Once)
        {
            if (!_isPlaced)
            {
                Console.SetOut(new Switch(Console.Out, capture => capture._out));
                Console.SetError(new Switch(Console.Error, capture => capture._error));
                Console.SetIn(new InputSwitch());
                _isPlaced = true;
            }
        }

        return Current.Value = new ConsoleCapture(input);
    }

    public void Dispose()
    {
        Current.Value = null;
        _out.Dispose();
        _error.Dispose();
        _in.Dispose();
    }

    private sealed class Switch(TextWriter usual, Func<ConsoleCapture, TextWriter> of) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        private TextWriter Now => Current.Value is { } capture ? of(capture) : usual;

        public override void Write(char value) => Now.Write(value);

        public override void Write(string? value) => Now.Write(value);

        public override void WriteLine(string? value) => Now.WriteLine(value);
    }

    private sealed class InputSwitch : TextReader
    {
        public override int Read() => Current.Value?._in.Read() ?? -1;

        public override int Peek() => Current.Value?._in.Peek() ?? -1;

        public override string? ReadLine() => Current.Value?._in.ReadLine();

        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ReadLine());
    }
}
