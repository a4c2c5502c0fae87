namespace SupportLine.Ivr.Exploration;

/// <summary>A question and what was answered: see <see cref="Answer"/>.</summary>
internal sealed record Step(Asking Asking, string Answer);
