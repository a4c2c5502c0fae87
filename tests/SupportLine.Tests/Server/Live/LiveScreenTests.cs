using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using SupportLine.Server.Live;
using SupportLine.Server.Live.View;

namespace SupportLine.Tests.Server.Live;

/// <summary>The terminal while the service answers, goes, and comes back.</summary>
public sealed class LiveScreenTests : IDisposable
{
    private const string Leave = "\e[0m\e[?7h\e[?25h\e[?1049l";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly Terminal _terminal = new();
    private readonly Channel<ConsoleKeyInfo> _keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
    private readonly Channel<Func<LiveSnapshot>> _answers = Channel.CreateUnbounded<Func<LiveSnapshot>>();
    private readonly CancellationTokenSource _stop = new();
    private (int, int) _size = (80, 24);

    public void Dispose()
    {
        _stop.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task Q_ends_it_and_the_terminal_is_as_it_was()
    {
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        Assert.StartsWith("\e[?1049h\e[?25l\e[?7l\e[2J\e[H\e[K", _terminal.Written, StringComparison.Ordinal);
        Press('q');
        await screen.WaitAsync(Terminal.Patience);
        Assert.EndsWith(Leave, _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_the_terminal_is_as_it_was()
    {
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        await _stop.CancelAsync();
        await screen.WaitAsync(Terminal.Patience);
        Assert.EndsWith(Leave, _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_defect_leaves_the_terminal_as_it_was_too()
    {
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        await AnswersAsync(() => throw new InvalidCastException("nobody foresaw it"));
        await Assert.ThrowsAsync<InvalidCastException>(() => screen.WaitAsync(Terminal.Patience));
        Assert.EndsWith(Leave, _terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_goes_is_said_to_have_and_shown_again_once_it_is_back()
    {
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        await AnswersAsync(() => throw new IOException("no service runs here"));
        Assert.Contains("52000018", await _terminal.UntilAsync("NO ANSWER since then: no service runs here; trying again"), StringComparison.Ordinal);
        await AnswersAsync(() => Night.Of() with { CallsTaken = 7777 });
        Assert.DoesNotContain("NO ANSWER", await _terminal.UntilAsync(" 7777 "), StringComparison.Ordinal);
        Press('q');
        await screen.WaitAsync(Terminal.Patience);
    }

    [Fact]
    public async Task A_service_that_hangs_is_said_to_and_keys_work_meanwhile()
    {
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        await PassesAsync(7, until: () => _terminal.Written.Contains("NO ANSWER since then: nothing came for 5 s", StringComparison.Ordinal));
        Press('4');
        await _terminal.UntilAsync("up/down scroll");
        Press('q');
        await screen.WaitAsync(Terminal.Patience);
    }

    [Fact]
    public async Task A_new_size_is_drawn_anew_from_an_empty_screen()
    {
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        _terminal.Forget();
        _size = (200, 60);
        await PassesAsync(1, until: () => _terminal.Written.StartsWith("\e[2J\e[H", StringComparison.Ordinal));
        Press('q');
        await screen.WaitAsync(Terminal.Patience);
    }

    [Fact]
    public async Task Without_a_keyboard_it_goes_on()
    {
        _keys.Writer.Complete();
        var screen = RunAsync();
        await _terminal.UntilAsync("52000018");
        await AnswersAsync(() => Night.Of() with { CallsTaken = 7777 });
        await _terminal.UntilAsync(" 7777 ");
        await _stop.CancelAsync();
        await screen.WaitAsync(Terminal.Patience);
    }

    private Task RunAsync() => new LiveScreen(
        _terminal, () => _size, _keys.Reader, async ct => (await _answers.Reader.ReadAsync(ct))(), ColorSystemSupport.NoColors, _time).RunAsync(Night.Of(), new LiveChoice(null), _stop.Token);

    private void Press(char key) => _keys.Writer.TryWrite(LiveChoiceTests.Key(key));

    /// <summary>The next question is answered so.</summary>
    private async Task AnswersAsync(Func<LiveSnapshot> answer)
    {
        _answers.Writer.TryWrite(answer);
        await PassesAsync(2, until: () => _answers.Reader.Count == 0);
    }

    /// <summary>Time goes by in small steps, as long as is needed for something.</summary>
    private async Task PassesAsync(int seconds, Func<bool> until)
    {
        using var patience = new CancellationTokenSource(Terminal.Patience);
        for (var step = 0; !until(); step++)
        {
            patience.Token.ThrowIfCancellationRequested();
            if (step < seconds * 10) _time.Advance(Second / 10);
            await Task.Delay(1, patience.Token);
        }
    }

    /// <summary>Keeps what is written since it was told to forget.</summary>
    private sealed class Terminal : StringWriter
    {
        public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        private readonly Channel<string> _drawn = Channel.CreateUnbounded<string>();
        private readonly Lock _lock = new();

        public string Written
        {
            get
            {
                lock (_lock)
                {
                    return ToString();
                }
            }
        }

        public void Forget()
        {
            lock (_lock)
            {
                GetStringBuilder().Clear();
            }
        }

        public override void Write(System.Text.StringBuilder? value)
        {
            lock (_lock)
            {
                base.Write(value);
            }

            _drawn.Writer.TryWrite($"{value}");
        }

        public override Task WriteAsync(string? value)
        {
            lock (_lock)
            {
                base.Write(value);
            }

            return Task.CompletedTask;
        }

        /// <summary>The next picture that shows something.</summary>
        public async Task<string> UntilAsync(string text)
        {
            using var patience = new CancellationTokenSource(Patience);
            await foreach (var picture in _drawn.Reader.ReadAllAsync(patience.Token))
            {
                if (picture.Contains(text, StringComparison.Ordinal)) return picture;
            }

            throw new InvalidOperationException("unreachable: the channel is never completed");
        }
    }
}
