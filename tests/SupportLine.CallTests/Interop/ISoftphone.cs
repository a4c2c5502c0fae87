namespace SupportLine.CallTests.Interop;

/// <summary>Somebody else's program as a telephone, that does what it is told.</summary>
internal interface ISoftphone : IAsyncDisposable
{
    /// <summary>Waits to be phoned and answers.</summary>
    Task AnswersAsync();

    /// <summary>Waits to be phoned and refuses.</summary>
    Task DeclinesAsync();

    /// <param name="address">A SIP URI.</param>
    Task DialsAsync(string address);

    /// <summary>Presses keys as RFC 4733 events.</summary>
    Task PressesAsync(string keys);

    /// <summary>Says nothing more.</summary>
    Task FallsSilentAsync();

    /// <summary>Puts whoever it talks with through, by REFER (RFC 5589 section 5).</summary>
    /// <param name="address">A SIP URI.</param>
    Task TransfersAsync(string address);

    Task HangsUpAsync();

    /// <summary>Waits until its call has ended.</summary>
    Task IsLeftAsync();

    Task QuitAsync();

    /// <summary>What it wrote of what it heard, once it has quit: 16 bit, at 8 kHz.</summary>
    Task<short[]> HeardAsync();
}
