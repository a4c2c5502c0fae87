namespace SupportLine.Ivr.Conversations;

/// <summary>What came of a part of the conversation: where it goes on.</summary>
internal enum Turn
{
    /// <summary>Answered, done: on with what follows.</summary>
    Onward,

    /// <summary><c>*</c>: back to the question before.</summary>
    Back,

    /// <summary><c>9</c>: the caller wants to end.</summary>
    End,

    /// <summary><c>0</c>: a person in hours, the emergency question at night.</summary>
    Person,

    /// <summary><c>#</c>: the next page of a long list.</summary>
    More,

    /// <summary>Presented as often as the line says, and no answer came.</summary>
    Unanswered,
}
