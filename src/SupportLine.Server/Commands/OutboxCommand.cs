using System.CommandLine;
using NodaTime;
using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Commands;

/// <summary><c>outbox</c>: what is to be sent, was not sent, was sent.</summary>
internal static class OutboxCommand
{
    /// <summary>Rows of a list.</summary>
    private const int Most = 200;

    private static Instant RealNow => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Those that were sent, too." };
        var list = new Command("list", "Mails and webhook calls that wait or failed, the latest first.") { all };
        list.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var entries = parsed.GetValue(all)
                    ? await verb.Store.Outbox.ListAsync(null, Most, ct)
                    : [.. await verb.Store.Outbox.ListAsync(OutboxState.Failed, Most, ct), .. await verb.Store.Outbox.ListAsync(OutboxState.Waiting, Most, ct)];
                return Output.Rows(parsed, [.. entries.Select(View.Of)]);
            },
            ct));
        return new Command("outbox", "Mails and webhook calls.") { list, Retry() };
    }

    private static Command Retry()
    {
        var number = new Argument<long?>("number") { Description = "As listed.", Arity = ArgumentArity.ZeroOrOne };
        var failed = new Option<bool>("--failed") { Description = "All that failed." };
        var retry = new Command("retry", "Has one sent anew, or all that failed; a running service does it within seconds.") { number, failed };
        retry.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                if (parsed.GetValue(number) is not null == parsed.GetValue(failed)) return StoreVerb.Refuse("name a number, or --failed", ExitCode.Wrong);
                if (parsed.GetValue(number) is { } one)
                {
                    return await verb.Store.Outbox.RetryAsync(one, RealNow, ct)
                        ? ExitCode.Done
                        : StoreVerb.Refuse($"there is no notification {one} that was not sent", ExitCode.NotFound);
                }

                foreach (var entry in await verb.Store.Outbox.ListAsync(OutboxState.Failed, Most, ct)) await verb.Store.Outbox.RetryAsync(entry.Number, RealNow, ct);
                return ExitCode.Done;
            },
            ct));
        return retry;
    }

    /// <summary>A row of the list; times are real ones.</summary>
    private sealed record View(long Number, string State, string About, string Recipient, string Created, int Tries, string Next, string Error)
    {
        public static View Of(OutboxEntry entry) => new(
            entry.Number,
            entry.State.ToString().ToLowerInvariant(),
            entry.Notification.Key,
            entry.Notification.Recipient,
            Output.Time(entry.CreatedAt, DateTimeZone.Utc),
            entry.Attempts,
            entry.State == OutboxState.Waiting ? Output.Time(entry.DueAt, DateTimeZone.Utc) : "",
            entry.Error ?? "");
    }
}
