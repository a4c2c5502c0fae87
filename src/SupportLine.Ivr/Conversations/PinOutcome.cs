using SupportLine.Domain.Contracts;

namespace SupportLine.Ivr.Conversations;

/// <summary>What came of asking for a PIN.</summary>
internal abstract record PinOutcome
{
    private PinOutcome()
    {
    }

    public sealed record Right(Contact Contact) : PinOutcome;

    public sealed record Wrong : PinOutcome;

    /// <summary>The caller went back, or too many wrong ones came from the caller's number.</summary>
    public sealed record NotTaken : PinOutcome;
}
