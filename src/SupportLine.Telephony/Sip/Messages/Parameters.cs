using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Parameters behind semicolons, in their order; names compare without case. Immutable.</summary>
internal sealed class Parameters
{
    public static readonly Parameters None = new([]);

    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" \t\"<>=,?@");
    private static readonly SearchValues<char> NotInValues = SearchValues.Create(" \t\"<>,");

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

    /// <summary>Parses <c>;a=b;c</c>.</summary>
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

        if (text[0] != ';')
        {
            return false;
        }

        text = text[1..];
        var items = new List<KeyValuePair<string, string?>>(4);
        while (true)
        {
            var end = SipGrammar.IndexOutside(text, ';');
            if (!TryItem((end < 0 ? text : text[..end]).Trim(), out var item))
            {
                return false;
            }

            items.Add(item);
            if (end < 0)
            {
                parameters = new([.. items]);
                return true;
            }

            text = text[(end + 1)..];
        }
    }

    /// <summary>Parameters of a URI, where what need not be escaped is read as if it were not (RFC 3261 section 19.1.4).</summary>
    public static bool TryParseUri(ReadOnlySpan<char> text, [NotNullWhen(true)] out Parameters? parameters)
    {
        if (!TryParse(text, out parameters))
        {
            return false;
        }

        if (!text.Contains('%'))
        {
            return true;
        }

        var items = new KeyValuePair<string, string?>[parameters._items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var (name, value) = parameters._items[i];
            if (!Escapes.TryNormalise(name, out var plainName) || !Escapes.TryNormalise(value ?? "", out var plainValue))
            {
                return false;
            }

            items[i] = new(plainName, value is null ? null : plainValue);
        }

        parameters = new(items);
        return true;
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

    private static bool TryItem(ReadOnlySpan<char> text, out KeyValuePair<string, string?> item)
    {
        var equals = text.IndexOf('=');
        var name = (equals < 0 ? text : text[..equals]).TrimEnd();
        var value = equals < 0 ? default : text[(equals + 1)..].TrimStart();
        if (name.IsEmpty || name.ContainsAny(NotInNames) || (!SipGrammar.IsQuoted(value) && value.ContainsAny(NotInValues)))
        {
            item = default;
            return false;
        }

        item = new(NameOf(name), equals < 0 ? null : value.ToString());
        return true;
    }

    /// <summary>The names that every message has are one string each.</summary>
    private static string NameOf(ReadOnlySpan<char> name) => name switch
    {
        "branch" => "branch",
        "rport" => "rport",
        "received" => "received",
        "tag" => "tag",
        "lr" => "lr",
        "transport" => "transport",
        _ => name.ToString(),
    };
}
