using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Ivr.Exploration;

/// <summary>Who phones when, and what there is around the call.</summary>
/// <param name="Name">For people: <c>covered, open</c>.</param>
/// <param name="At">When the call comes.</param>
/// <param name="Open">Whether support is open then.</param>
/// <param name="From">The caller's number.</param>
internal sealed record Situation(string Name, Instant At, bool Open, string From)
{
    /// <summary>Languages that are offered; the line's first alone where nothing else is said.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>By which callers wait for agents; null for the line's own terms.</summary>
    public QueueTerms? Queue { get; init; }

    /// <summary>What is changed of the site before the call.</summary>
    public Action<ScriptedSite> Prepare { get; init; } = _ => { };

    /// <summary>The site with its customers, a ticket of theirs in each status, and a stranger's.</summary>
    public ScriptedSite Site(Line line, Speech.PromptLibrary prompts, IAnswers answers)
    {
        var site = new ScriptedSite(line with { Languages = Languages, Queue = Queue ?? line.Queue }, prompts, At, answers);
        Customers.Add(site);
        foreach (var status in line.Statuses) site.Raised(Customers.Covered, status.Id, $"{Customers.Covered}/contact");
        site.Raised(Customers.Bare, line.FirstStatus.Id, $"{Customers.Bare}/contact");
        Prepare(site);
        return site;
    }
}
