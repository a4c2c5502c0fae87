namespace SupportLine.Ivr.Exploration;

/// <summary>What the people of a scripted call do.</summary>
internal interface IAnswers
{
    /// <summary>What goes on around the people who are asked: part of the state of whoever tries every answer.</summary>
    Func<string> World { get; set; }

    /// <summary>
    /// The next thing somebody does: keys for a question (empty for silence), <c>hang-up</c>, or a word of
    /// <paramref name="classes"/>.
    /// </summary>
    /// <param name="who"><c>caller</c>, or the user part of the address that was phoned.</param>
    /// <param name="question">Name of the question, or <c>dial</c>, <c>bridge</c>, <c>record</c>.</param>
    /// <param name="classes">Answers of different kinds, for whoever tries them all.</param>
    /// <param name="state">What tells this asking from another; see <c>Collection.State</c>.</param>
    string Next(string who, string question, IReadOnlyList<string> classes, string state);
}
