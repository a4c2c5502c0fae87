namespace SupportLine.Ivr.Exploration;

/// <summary>Something that somebody of a scripted call has to answer.</summary>
/// <param name="Who"><c>caller</c>, or the user part of the address that was phoned.</param>
/// <param name="Question">Name of the question, or <c>dial</c>, <c>bridge</c>, <c>record</c>.</param>
/// <param name="Classes">Answers of different kinds, for whoever tries them all.</param>
/// <param name="State">What tells this asking from another; see <c>Collection.State</c>.</param>
/// <param name="Words">What is asked, in words; empty where nothing is.</param>
internal sealed record Asking(string Who, string Question, IReadOnlyList<string> Classes, string State = "", string Words = "")
{
    public const string Caller = "caller";

    /// <summary>A customer who is called back.</summary>
    public const string Customer = "customer";

    /// <summary>What goes on around: part of what tells this asking from another.</summary>
    public string World { get; init; } = "";
}
