namespace SupportLine.Ivr.Exploration;

/// <summary>What the people of a scripted call do.</summary>
internal interface IAnswers
{
    /// <summary>What goes on around the people who are asked: part of the state of whoever tries every answer.</summary>
    Func<Asking, string> World { get; set; }

    /// <summary>
    /// The next thing somebody does: keys for a question (empty for silence), <c>hang-up</c>, or a word of
    /// <see cref="Asking.Classes"/>.
    /// </summary>
    string Next(Asking asking);
}
