using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

/// <summary>
/// Headers in their order. A received one is a slice of the datagram until somebody reads it; a written one is text.
/// Names are given in their canonical form, see <see cref="HeaderName"/>; compact forms were resolved on arrival.
/// </summary>
internal sealed partial class HeaderList
{
    private readonly ReadOnlyMemory<byte> _source;
    private HeaderEntry.Block _first;
    private HeaderEntry[] _more = [];

    public HeaderList()
    {
    }

    /// <param name="source">The datagram, of which received headers are slices.</param>
    public HeaderList(ReadOnlyMemory<byte> source) => _source = source;

    public int Count { get; private set; }

    /// <summary>The datagram; empty of a message of our own.</summary>
    public ReadOnlyMemory<byte> Source => _source;

    /// <summary>The first value of that name; null when there is none.</summary>
    public string? Get(string name)
    {
        var index = IndexOf(name, 0);
        return index < 0 ? null : Text(index);
    }

    /// <summary>Every value of that name, as the lines stood.</summary>
    public IEnumerable<string> GetAll(string name)
    {
        for (var i = IndexOf(name, 0); i >= 0; i = IndexOf(name, i + 1))
        {
            yield return Text(i);
        }
    }

    /// <summary>Every element of a header that may be a comma-separated list (RFC 3261 section 7.3.1).</summary>
    public IEnumerable<string> Elements(string name) => GetAll(name).SelectMany(SipGrammar.Elements);

    /// <summary>The first element of such a header, whatever comes after it; null when there is none.</summary>
    public string? FirstElement(string name)
    {
        if (Get(name) is not { } text)
        {
            return null;
        }

        return SipGrammar.IndexOutside(text, ',') < 0 ? text : SipGrammar.Elements(text).FirstOrDefault();
    }

    public int CountOf(string name)
    {
        var count = 0;
        for (var i = IndexOf(name, 0); i >= 0; i = IndexOf(name, i + 1))
        {
            count++;
        }

        return count;
    }

    public bool Has(string name) => IndexOf(name, 0) >= 0;

    /// <summary>Names and values in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> All()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return new(At(i).Name, Text(i));
        }
    }

    /// <summary>Writes every line but Content-Length, which is the body's affair.</summary>
    public void WriteTo(ref MessageWriter writer)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref At(i);
            if (ReferenceEquals(entry.Name, HeaderName.ContentLength))
            {
                continue;
            }

            writer.Ascii(entry.Name);
            writer.Raw(": "u8);
            if (entry.Value is null && Slice(entry) is var slice && slice.IndexOf((byte)'\n') < 0)
            {
                writer.Raw(slice);
            }
            else
            {
                writer.Text(Text(i));
            }

            writer.Raw("\r\n"u8);
        }
    }

    private ref HeaderEntry At(int index) => ref index < HeaderEntry.Inline ? ref _first[index] : ref _more[index - HeaderEntry.Inline];

    private int IndexOf(string name, int from)
    {
        for (var i = from; i < Count; i++)
        {
            // Canonical names are one string each, so most comparisons end at the reference.
            var own = At(i).Name;
            if (ReferenceEquals(own, name) || own.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private ReadOnlySpan<byte> Slice(in HeaderEntry entry) => _source.Span.Slice(entry.Start, entry.Length);

    private string Text(int index)
    {
        ref var entry = ref At(index);
        if (entry.Value is null)
        {
            entry = entry with { Value = Unfold(Slice(entry)) };
        }

        return entry.Value!;
    }

    /// <summary>A line break followed by white space is white space (RFC 3261 section 7.3.1).</summary>
    private static string Unfold(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        return text.Contains('\n', StringComparison.Ordinal)
            ? string.Join(' ', text.Split('\n').Select(part => part.Trim())).Trim()
            : text;
    }
}
