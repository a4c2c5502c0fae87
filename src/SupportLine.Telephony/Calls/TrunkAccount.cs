namespace SupportLine.Telephony.Calls;

/// <summary>By which a trunk knows us. Never prints the password.</summary>
/// <param name="Username">The user it gave us, also the user of our address of record.</param>
/// <param name="Password">What proves it.</param>
public sealed record TrunkAccount(string Username, string Password)
{
    /// <summary>Whom the password belongs to, where a PBX keeps that apart (3CX's authentication id); null for <see cref="Username"/>.</summary>
    public string? AuthUsername { get; init; }

    public override string ToString() => Username;
}
