using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// Headers in their order. A received one is a slice of the datagram until somebody reads it; a written one is text.
/// </summary>
internal sealed class HeaderList
{
    private Entry[] _entries = new Entry[16];

    public int Count { get; private set; }

    /// <summary>The first value of that name; null when there is none. <paramref name="name"/> in canonical form.</summary>
    public string? Get(string name)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Is(i, name))
            {
                return Text(i);
            }
        }

        return null;
    }

    /// <summary>Every value of that name, as the lines stood.</summary>
    public IEnumerable<string> GetAll(string name)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Is(i, name))
            {
                yield return Text(i);
            }
        }
    }

    /// <summary>Every element of a header that may be a comma-separated list (RFC 3261 section 7.3.1).</summary>
    public IEnumerable<string> Elements(string name) => GetAll(name).SelectMany(SipGrammar.Elements);

    public int CountOf(string name)
    {
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            count += Is(i, name) ? 1 : 0;
        }

        return count;
    }

    public bool Has(string name) => CountOf(name) > 0;

    public HeaderList Add(string name, string value)
    {
        Append(new Entry(name, value, default));
        return this;
    }

    /// <summary>Replaces all of that name by one, where the first stood.</summary>
    public void Set(string name, string value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Is(i, name))
            {
                _entries[i] = new Entry(name, value, default);
                RemoveFrom(i + 1, name);
                return;
            }
        }

        Add(name, value);
    }

    public void Remove(string name) => RemoveFrom(0, name);

    /// <summary>Puts one before all others: the Via a request gets on its way out.</summary>
    public void Prepend(string name, string value)
    {
        Append(default);
        Array.Copy(_entries, 0, _entries, 1, Count - 1);
        _entries[0] = new Entry(name, value, default);
    }

    /// <summary>Names and values in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> All()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return new(_entries[i].Name, Text(i));
        }
    }

    internal void AddRaw(string name, ReadOnlyMemory<byte> raw) => Append(new Entry(name, null, raw));

    private void Append(Entry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        _entries[Count++] = entry;
    }

    private bool Is(int index, string name)
    {
        // Canonical names are one string each, so most comparisons end at the reference.
        var own = _entries[index].Name;
        return ReferenceEquals(own, name) || own.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private string Text(int index)
    {
        ref var entry = ref _entries[index];
        if (entry.Value is null)
        {
            entry = entry with { Value = Unfold(entry.Raw.Span) };
        }

        return entry.Value!;
    }

    /// <summary>A line break followed by white space is white space (RFC 3261 section 7.3.1).</summary>
    private static string Unfold(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        return text.Contains('\n', StringComparison.Ordinal)
            ? string.Join(' ', text.Split('\n').Select(part => part.Trim()))
            : text;
    }

    private void RemoveFrom(int start, string name)
    {
        var kept = start;
        for (var i = start; i < Count; i++)
        {
            if (!Is(i, name))
            {
                _entries[kept++] = _entries[i];
            }
        }

        Count = kept;
    }

    private readonly record struct Entry(string Name, string? Value, ReadOnlyMemory<byte> Raw);
}
