using System.CommandLine;
using SupportLine.Domain.Announcements;

namespace SupportLine.Server.Commands;

/// <summary><c>announce</c>: failures and maintenance that callers hear about first.</summary>
internal static class AnnounceCommand
{
    public static Command Create() => new("announce", "What callers hear before anything else.") { Add(), List(), Close() };

    private static Command Add()
    {
        var line = new Argument<string>("line") { Description = "The line." };
        var kind = new Option<AnnouncementKind>("--kind") { Description = "Failure or Maintenance." };
        var text = new Option<string[]>("--text") { Description = "LANG=words, once for each language; without words the general sentence is said." };
        var page = new Option<string?>("--page") { Description = "Id of the line's status page whose address is sent to who asks for support meanwhile." };
        var add = new Command("add", "Begins one now.") { line, kind, text, page };
        add.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                if (verb.Lines.Find(parsed.GetValue(line)!) is not { } known)
                {
                    return StoreVerb.Refuse($"there is no line {parsed.GetValue(line)}", ExitCode.NotFound);
                }

                if (parsed.GetValue(page) is { } named && known.StatusPages.All(one => one.Id != named))
                {
                    return StoreVerb.Refuse($"line {known.Id} has no status page '{named}'; it has {string.Join(", ", known.StatusPages.Select(one => one.Id))}", ExitCode.NotFound);
                }

                var words = new Dictionary<string, string>();
                foreach (var given in parsed.GetValue(text) ?? [])
                {
                    var split = given.IndexOf('=', StringComparison.Ordinal);
                    if (split < 1 || !known.Languages.Contains(given[..split]))
                    {
                        return StoreVerb.Refuse($"'{given}' is not LANG=words with a language of the line: {string.Join(", ", known.Languages)}", ExitCode.Wrong);
                    }

                    words[given[..split]] = given[(split + 1)..];
                }

                var id = Guid.CreateVersion7().ToString("N")[..12];
                await verb.Store.Announcements.AddAsync(new Announcement(id, known.Id, parsed.GetValue(kind), words, null, verb.Clock.Now, null) { Page = parsed.GetValue(page) }, ct);
                Console.WriteLine(id);
                return ExitCode.Done;
            },
            ct));
        return add;
    }

    private static Command List()
    {
        var list = new Command("list", "All of them, the newest first.");
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb => Output.Rows(parsed, [.. (await verb.Store.Announcements.ListAsync(ct)).Select(one => new
            {
                one.Id,
                Line = one.LineId,
                one.Kind,
                one.Page,
                From = Output.Time(one.From, NodaTime.DateTimeZone.Utc),
                Until = Output.Time(one.Until, NodaTime.DateTimeZone.Utc),
                Words = string.Join(" / ", one.Text.Values),
            })]),
            ct));
        return list;
    }

    private static Command Close()
    {
        var id = new Argument<string>("id") { Description = "As listed." };
        var close = new Command("close", "Ends one now.") { id };
        close.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb => await verb.Store.Announcements.CloseAsync(parsed.GetValue(id)!, verb.Clock.Now, ct)
                ? ExitCode.Done
                : StoreVerb.Refuse($"there is no open announcement {parsed.GetValue(id)}", ExitCode.NotFound),
            ct));
        return close;
    }
}
