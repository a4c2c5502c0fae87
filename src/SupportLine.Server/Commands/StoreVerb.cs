using System.CommandLine;
using SupportLine.Domain.Clock;
using SupportLine.Domain.Lines;
using SupportLine.Server.Hosting;
using SupportLine.Server.Outbox;
using SupportLine.Server.Settings;
using SupportLine.Storage;

namespace SupportLine.Server.Commands;

/// <summary>What a verb that looks into the store, or changes it, works with. It may run beside the service.</summary>
/// <param name="Settings">The site's.</param>
/// <param name="Store">Open.</param>
/// <param name="Lines">The site's.</param>
/// <param name="Clock">Business time.</param>
internal sealed record StoreVerb(SiteSettings Settings, Store Store, LineBook Lines, BusinessClock Clock)
{
    /// <summary>Opens the store, runs the verb, and turns what cannot be done into one line and an exit code.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<StoreVerb, Task<int>> verb, CancellationToken ct)
    {
        if (SettingsOption.Read(parsed) is not { } settings)
        {
            return ExitCode.Wrong;
        }

        var lines = LineBook.Read(settings.Lines);
        if (lines.Book is not { } book)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines.Mistakes));
            return ExitCode.Wrong;
        }

        try
        {
            await using var store = await Store.OpenAsync(settings.Storage, TimeProvider.System, ct, settings.SecretKey, Postroom.Notifier(settings, book));
            TimeProvider time = settings.StartAt is { } startAt ? new ShiftedTime(TimeProvider.System, startAt) : TimeProvider.System;
            return await verb(new StoreVerb(settings, store, book, new BusinessClock(time)));
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
        catch (Domain.Tickets.TicketConflictException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Conflict;
        }
    }

    /// <summary>Tells why not, for the person at the shell.</summary>
    public static int Refuse(string why, int code)
    {
        Console.Error.WriteLine(why);
        return code;
    }
}
