using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;

namespace SupportLine.Server.Commands;

/// <summary><c>book</c>: visits out of hours, which let their caller through (IPX-03), and meetings (IPX-13).</summary>
internal static class BookCommand
{
    private static readonly Argument<string> Id = new("visit") { Description = "The visit's id." };

    private static readonly Option<string> By = new("--by") { Description = "Who does it.", DefaultValueFactory = _ => Environment.UserName };

    public static Command Create() => new("book", "Visits and meetings with a technician.") { Add(), List(), Cancel(), Outcome() };

    private static Command Add()
    {
        var line = new Argument<string>("line") { Description = "The line." };
        var organisation = new Argument<string>("organisation") { Description = "For whom." };
        var engineer = new Argument<string>("engineer") { Description = "With whom: an engineer's id." };
        var from = new Argument<string>("from") { Description = "Start: 2026-03-14T22:00 in the line's own zone, or with an offset." };
        var minutes = new Argument<int>("minutes") { Description = "How long." };
        var reason = new Option<string>("--reason") { Description = "Why it can not wait for support hours.", DefaultValueFactory = _ => "" };
        var folio = new Option<string?>("--folio") { Description = "The ticket it is about." };
        var command = new Command("add", "Books one.") { line, organisation, engineer, from, minutes, reason, folio, By };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var lineId = parsed.GetValue(line)!;
                if (verb.Lines.Find(lineId) is not { } terms) return StoreVerb.Refuse($"there is no line {lineId}", ExitCode.NotFound);
                if (TypedTime.Parse(parsed.GetValue(from)!, terms.Hours.Zone) is not { } start)
                {
                    return StoreVerb.Refuse($"'{parsed.GetValue(from)}' is no time; {TypedTime.Right}", ExitCode.Wrong);
                }

                if (await verb.Store.Directory.OrganisationAsync(parsed.GetValue(organisation)!, ct) is null)
                {
                    return StoreVerb.Refuse($"there is no organisation {parsed.GetValue(organisation)}", ExitCode.NotFound);
                }

                var engineers = await verb.Store.Rotas.EngineersAsync(ct);
                if (engineers.All(known => known.Id != parsed.GetValue(engineer)))
                {
                    return StoreVerb.Refuse($"there is no engineer {parsed.GetValue(engineer)}: {string.Join(", ", engineers.Select(known => known.Id))}", ExitCode.NotFound);
                }

                var about = parsed.GetValue(folio);
                if (about is not null && await TicketAsync(verb, about, parsed.GetValue(organisation)!, ct) is null)
                {
                    return StoreVerb.Refuse($"organisation {parsed.GetValue(organisation)} has no ticket {about}", ExitCode.NotFound);
                }

                var visit = new Visit(
                    Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8], terms.Id, parsed.GetValue(organisation)!, parsed.GetValue(engineer)!,
                    start, start + Duration.FromMinutes(parsed.GetValue(minutes)), about, parsed.GetValue(reason)!, $"agent:{parsed.GetValue(By)}", Cancelled: false);
                var rule = await verb.Store.Visits.BookAsync(visit, others => VisitRule.Decide(terms, visit, others, verb.Clock.Now), ct);
                return rule is VisitRule.Booked booked
                    ? Output.Rows(parsed, [VisitView.Of(booked.Visit, verb)])
                    : StoreVerb.Refuse($"not booked: {((VisitRule.Refused)rule).Why}", ExitCode.Failed);
            },
            ct));
        return command;
    }

    private static Command List()
    {
        var line = new Option<string?>("--line") { Description = "Of one line." };
        var organisation = new Option<string?>("--organisation") { Description = "Of one organisation." };
        var past = new Option<bool>("--past") { Description = "Those that are over too." };
        var command = new Command("list", "Lists them, the earliest first.") { line, organisation, past };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var after = parsed.GetValue(past) ? Instant.FromUnixTimeTicks(0) : verb.Clock.Now;
                var visits = await verb.Store.Visits.ListAsync(parsed.GetValue(line), parsed.GetValue(organisation), after, ct);
                return Output.Rows(parsed, [.. visits.Select(visit => VisitView.Of(visit, verb))]);
            },
            ct));
        return command;
    }

    private static Command Cancel()
    {
        var command = new Command("cancel", "Calls one off.") { Id };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb => await verb.Store.Visits.CancelAsync(parsed.GetValue(Id)!, ct)
                ? Output.Rows(parsed, [VisitView.Of((await verb.Store.Visits.FindAsync(parsed.GetValue(Id)!, ct))!, verb)])
                : StoreVerb.Refuse($"there is no visit {parsed.GetValue(Id)} that stands", ExitCode.NotFound),
            ct));
        return command;
    }

    /// <summary>What came of it; that may be a ticket (IPX-13).</summary>
    private static Command Outcome()
    {
        var words = new Argument<string>("text") { Description = "What came of it." };
        var raise = new Option<string?>("--raise") { Description = "Raises a ticket of this request type from it." };
        var command = new Command("outcome", "Notes what came of one, and may raise a ticket from it.") { Id, words, raise, By };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                if (await verb.Store.Visits.FindAsync(parsed.GetValue(Id)!, ct) is not { } visit || verb.Lines.Find(visit.LineId) is not { } line)
                {
                    return StoreVerb.Refuse($"there is no visit {parsed.GetValue(Id)}", ExitCode.NotFound);
                }

                var type = parsed.GetValue(raise);
                if (type is not null && line.FindRequestType(type) is null)
                {
                    return StoreVerb.Refuse($"line {line.Id} has no request type {type}: {string.Join(", ", line.AllRequestTypes.Select(known => known.Id))}", ExitCode.Wrong);
                }

                var folio = type is null ? null : (await RaiseAsync(verb, line, visit, type, parsed.GetValue(words)!, $"agent:{parsed.GetValue(By)}", ct)).Digits;
                await verb.Store.Visits.SetOutcomeAsync(visit.Id, parsed.GetValue(words)!, folio, ct);
                return Output.Rows(parsed, [VisitView.Of((await verb.Store.Visits.FindAsync(visit.Id, ct))!, verb)]);
            },
            ct));
        return command;
    }

    private static async Task<Folio> RaiseAsync(StoreVerb verb, Line line, Visit visit, string type, string words, string actor, CancellationToken ct)
    {
        var now = verb.Clock.Now;
        List<TicketChange> changes = [new TicketChange.Noted(words)];
        if (visit.Folio is { } about) changes.Add(new TicketChange.Referred(about));
        var raised = await verb.Store.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = visit.OrganisationId,
                RequestType = type,
                Severity = line.StartingSeverity.Value,
                Status = line.FirstStatus.Id,
                Language = line.Languages[0],
                CallerVerified = true,
                RaisedAt = now,
                DueAt = line.FindSeverity(line.StartingSeverity.Value) is { } severity ? Domain.Sla.FirstResponse.Due(line.Hours, severity, now) : null,
                Actor = actor,
                Changes = changes,
            },
            ct);
        return raised.Ticket.Folio;
    }

    private static async Task<Ticket?> TicketAsync(StoreVerb verb, string digits, string organisation, CancellationToken ct) =>
        Folio.TryParse(digits, out var folio) && await verb.Store.Tickets.FindAsync(folio, ct) is { } ticket && Visibility.MaySee(ticket, organisation) ? ticket : null;

    /// <summary>A time of the line's wall clock, or one with its offset.</summary>
}
