using SupportLine.Domain.Tickets;
using SupportLine.Ivr;

namespace SupportLine.Server.Live;

/// <summary>Names of organisations, asked of the store once for as long as each look needs them.</summary>
internal sealed class NameBook(Site site)
{
    private Dictionary<string, string?> _before = [];
    private Dictionary<string, string?> _now = [];

    /// <summary>A new look: what is not asked for in it is forgotten after it.</summary>
    public void Turn() => (_before, _now) = (_now, []);

    /// <summary>The name of an organisation; null for none, and for one that is not there.</summary>
    public async Task<string?> OfAsync(string? organisation, CancellationToken ct)
    {
        if (organisation is null) return null;
        if (_now.TryGetValue(organisation, out var name)) return name;
        if (!_before.TryGetValue(organisation, out name)) name = (await site.Directory.OrganisationAsync(organisation, ct))?.Name;
        return _now[organisation] = name;
    }

    /// <summary>... whose ticket it is: that does not change.</summary>
    public async Task<string?> OfAsync(Folio folio, CancellationToken ct)
    {
        var key = $"folio {folio.Digits}";
        if (_now.TryGetValue(key, out var name)) return name;
        if (!_before.TryGetValue(key, out name)) name = await OfAsync((await site.Tickets.FindAsync(folio, ct))?.OrganisationId, ct);
        return _now[key] = name;
    }
}
