namespace SupportLine.Telephony.Calls;

/// <summary>A telephone of the site's own, that registers with us.</summary>
/// <param name="Name">The user of its address, and its user name; case matters.</param>
/// <param name="Password">What it answers our challenges with.</param>
public sealed record PhoneAccount(string Name, string Password)
{
    /// <summary>What a target begins with that is one of these: <c>phone:anna</c>.</summary>
    public const string Scheme = "phone:";

    /// <summary>A record would print the password.</summary>
    public override string ToString() => Name;
}
