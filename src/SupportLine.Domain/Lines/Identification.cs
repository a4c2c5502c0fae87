namespace SupportLine.Domain.Lines;

/// <summary>How a caller becomes a known contact.</summary>
/// <param name="ContractDigits">Length of a contract number as keyed, digits; 0 when it varies and ends with #.</param>
/// <param name="PinDigits">Length of a PIN, digits.</param>
/// <param name="Attempts">Tries in a call before a person, or at night the emergency question; 3.</param>
/// <param name="CallerIdWithoutPin">Whether caller id from a trusted trunk alone opens the contract; default false.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Identification(
    int ContractDigits,
    int PinDigits,
    int Attempts,
    bool CallerIdWithoutPin,
    string Source)
{
    /// <summary>
    /// Whether a registered account is served without a contract in force (XCL-09): what a request needs is then asked of
    /// each request alone (SNG-07), and the account number identifies as well as a contract's.
    /// </summary>
    public bool WithoutContract { get; init; }
}
