namespace SupportLine.Telephony.Sip.Messages;

internal sealed partial class HeaderList
{
    public HeaderList Add(string name, string value)
    {
        Append(new HeaderEntry(name, value, 0, 0));
        return this;
    }

    /// <summary>Replaces all of that name by one, where the first stood.</summary>
    public void Set(string name, string value)
    {
        var index = IndexOf(name, 0);
        if (index < 0)
        {
            Add(name, value);
            return;
        }

        At(index) = new HeaderEntry(name, value, 0, 0);
        RemoveFrom(index + 1, name);
    }

    public void Remove(string name) => RemoveFrom(0, name);

    /// <summary>Puts one before all others: the Via a request gets on its way out.</summary>
    public void Prepend(string name, string value)
    {
        Append(default);
        for (var i = Count - 1; i > 0; i--)
        {
            At(i) = At(i - 1);
        }

        At(0) = new HeaderEntry(name, value, 0, 0);
    }

    /// <summary>Replaces the first element of a list header, the others of its line kept behind it.</summary>
    public void SetFirstElement(string name, string value)
    {
        var index = IndexOf(name, 0);
        var text = Text(index);
        var comma = SipGrammar.IndexOutside(text, ',');
        At(index) = new HeaderEntry(name, comma < 0 ? value : value + text[comma..], 0, 0);
    }

    /// <summary>Adds every line of that name that another list has.</summary>
    public void Copy(HeaderList from, string name)
    {
        for (var i = from.IndexOf(name, 0); i >= 0; i = from.IndexOf(name, i + 1))
        {
            ref var entry = ref from.At(i);

            // Slices of one and the same datagram need not become text on the way from a request to its response.
            Append(entry.Value is null && _source.Equals(from._source) ? entry : new HeaderEntry(entry.Name, from.Text(i), 0, 0));
        }
    }

    /// <summary>Text of lines whose slice is there becomes that slice again.</summary>
    public void ForgetText()
    {
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref At(i);
            if (entry.Length > 0)
            {
                entry = entry with { Value = null };
            }
        }
    }

    /// <summary>An empty list for a response, that can hold slices of this one's datagram.</summary>
    public HeaderList Sibling() => new(_source);

    internal void AddSlice(string name, int start, int length) => Append(new HeaderEntry(name, null, start, length));

    /// <summary>The bytes of one line as they came, if it has that name.</summary>
    internal bool TrySlice(int index, string name, out ReadOnlySpan<byte> slice)
    {
        ref var entry = ref At(index);
        var matches = ReferenceEquals(entry.Name, name);
        slice = matches ? Slice(entry) : default;
        return matches;
    }

    private void Append(in HeaderEntry entry)
    {
        if (Count - HeaderEntry.Inline >= _more.Length)
        {
            if (Count >= HeaderEntry.Inline)
            {
                Array.Resize(ref _more, Math.Max(HeaderEntry.Inline, _more.Length * 2));
            }
        }

        At(Count++) = entry;
    }

    private void RemoveFrom(int start, string name)
    {
        var kept = start;
        for (var i = start; i < Count; i++)
        {
            if (!At(i).Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                At(kept++) = At(i);
            }
        }

        Count = kept;
    }
}
