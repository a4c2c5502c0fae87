using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>
/// Keeps a terminal showing the service: asks about once a second, draws what comes, follows keys and the terminal's size, and goes on
/// asking when the service has gone.
/// </summary>
/// <param name="terminal">Where it is drawn.</param>
/// <param name="size">The terminal's cells and rows, as they are now.</param>
/// <param name="keys">What is pressed.</param>
/// <param name="ask">A snapshot; an <see cref="IOException"/> says why there is none.</param>
/// <param name="colours">What the terminal can show.</param>
/// <param name="time">Real time.</param>
internal sealed class LiveScreen(
    TextWriter terminal, Func<(int Width, int Height)> size, ChannelReader<ConsoleKeyInfo> keys, Func<CancellationToken, Task<LiveSnapshot>> ask, ColorSystemSupport colours, TimeProvider time)
{
    /// <summary>Alternate screen, no cursor, and no wrapping: a terminal that holds a letter for wider than we do tears no other row.</summary>
    private const string Enter = "\e[?1049h\e[?25l\e[?7l";

    /// <summary>All of that as it was.</summary>
    private const string Leave = "\e[0m\e[?7h\e[?25h\e[?1049l";

    private const string Home = "\e[H";
    private const string ClearAll = "\e[2J";
    private const string ClearRow = "\e[K";

    /// <summary>Between an answer and the next question.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>A service that has not answered for so long does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How late a new size is seen.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private (int Width, int Height) _drawn;

    /// <summary>Until <c>q</c> is pressed or it is cancelled; the terminal is then as it was before.</summary>
    /// <param name="snapshot">The first one.</param>
    /// <param name="choice">What is looked at first.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task RunAsync(LiveSnapshot snapshot, LiveChoice choice, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await terminal.WriteAsync(Enter);
        try
        {
            await FollowAsync(snapshot, choice, over.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Ctrl-C is how it ends too.
        }
        finally
        {
            await over.CancelAsync();
            await terminal.WriteAsync(Leave);
            await terminal.FlushAsync(CancellationToken.None);
        }
    }

    private async Task FollowAsync(LiveSnapshot snapshot, LiveChoice choice, CancellationToken ct)
    {
        string? trouble = null;
        var asking = AskAsync(ct);
        var key = keys.WaitToReadAsync(ct).AsTask();
        Draw(snapshot, choice, trouble);
        while (true)
        {
            await Task.WhenAny(asking, key, Task.Delay(Look, time, ct));
            ct.ThrowIfCancellationRequested();
            var isNew = size() != _drawn;
            while (keys.TryRead(out var pressed))
            {
                if (choice.After(pressed, [.. snapshot.Lines.Select(line => line.Id)]) is not { } next) return;
                (choice, isNew) = (next, true);
            }

            // No keyboard, no more keys.
            if (key is { IsCompletedSuccessfully: true, Result: true }) key = keys.WaitToReadAsync(ct).AsTask();
            else if (key.IsCompleted) key = new TaskCompletionSource<bool>().Task;
            if (asking.IsCompleted)
            {
                (var answer, trouble) = await asking;
                snapshot = answer ?? snapshot;
                isNew = true;
                asking = AskAsync(ct);
            }

            if (isNew) Draw(snapshot, choice, trouble);
        }
    }

    private async Task<(LiveSnapshot? Answer, string? Trouble)> AskAsync(CancellationToken ct)
    {
        await Task.Delay(Every, time, ct);
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return (await ask(limit.Token), null);
        }
        catch (IOException e)
        {
            return (null, e.Message);
        }
        catch (JsonException)
        {
            return (null, "what answers is not this version of the service");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"nothing came for {Patience.TotalSeconds:0} s");
        }
    }

    private void Draw(LiveSnapshot snapshot, LiveChoice choice, string? trouble)
    {
        var now = size();
        var text = new StringWriter { NewLine = "\n" };
        LiveConsole.Of(text, AnsiSupport.Yes, colours, now.Width).Write(LivePicture.Of(snapshot, choice, trouble, now.Width, now.Height));

        // In one piece, so that no half of a picture is seen. A row is cleared before it is written: after its last cell the cursor stays on that.
        var whole = new StringBuilder(now == _drawn ? Home : ClearAll + Home).Append(ClearRow);
        whole.Append(text.ToString().TrimEnd('\n').Replace("\n", "\r\n" + ClearRow, StringComparison.Ordinal));
        terminal.Write(whole);
        terminal.Flush();
        _drawn = now;
    }
}
