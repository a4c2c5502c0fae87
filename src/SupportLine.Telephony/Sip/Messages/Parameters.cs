using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Parameters behind semicolons, in their order; names compare without case. Immutable.</summary>
internal sealed class Parameters
{
    public static readonly Parameters None = new([]);

    private readonly KeyValuePair<string, string?>[] _items;

    private Parameters(KeyValuePair<string, string?>[] items) => _items = items;

    public IReadOnlyList<KeyValuePair<string, string?>> Items => _items;

    /// <summary>The value; empty for a flag; null when the parameter is absent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _items)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return value ?? "";
                }
            }

            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>The same with one parameter set (null value: a flag) where it stood, or at the end.</summary>
    public Parameters With(string name, string? value)
    {
        var items = new List<KeyValuePair<string, string?>>(_items);
        var at = items.FindIndex(item => item.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            items.Add(new(name, value));
        }
        else
        {
            items[at] = new(name, value);
        }

        return new([.. items]);
    }

    public Parameters Without(string name) =>
        new([.. _items.Where(item => !item.Key.Equals(name, StringComparison.OrdinalIgnoreCase))]);

    /// <summary>Parses <c>;a=b;c</c>, the first semicolon optional.</summary>
    /// <param name="text">What follows the value.</param>
    /// <param name="parameters">What was found.</param>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Parameters? parameters)
    {
        parameters = null;
        text = text.Trim();
        if (text.IsEmpty)
        {
            parameters = None;
            return true;
        }

        if (text[0] == ';')
        {
            text = text[1..];
        }

        var items = new List<KeyValuePair<string, string?>>(4);
        while (true)
        {
            var end = SipGrammar.IndexOutside(text, ';');
            var part = (end < 0 ? text : text[..end]).Trim();
            var equals = part.IndexOf('=');
            var name = (equals < 0 ? part : part[..equals]).Trim();
            if (name.IsEmpty || name.ContainsAny(" \t\"<>"))
            {
                return false;
            }

            items.Add(new(name.ToString(), equals < 0 ? null : part[(equals + 1)..].Trim().ToString()));
            if (end < 0)
            {
                parameters = new([.. items]);
                return true;
            }

            text = text[(end + 1)..];
        }
    }

    public void AppendTo(StringBuilder builder)
    {
        foreach (var (name, value) in _items)
        {
            builder.Append(';').Append(name);
            if (value is not null)
            {
                builder.Append('=').Append(value);
            }
        }
    }
}
