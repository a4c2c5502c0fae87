namespace SupportLine.Domain.Tickets;

/// <summary>Something that is stored and shown to those who may see it, and never spoken, logged or put into an exception.</summary>
public sealed class Secret(string value) : IEquatable<Secret>
{
    /// <summary>The content, for the store and for the person who may see it.</summary>
    public string Reveal() => value;

    public bool Equals(Secret? other) => other is not null && other.Reveal() == value;

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(value);

    /// <summary>Bullets, whatever it holds and however long it is.</summary>
    public override string ToString() => "••••";
}
