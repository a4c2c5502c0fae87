using Microsoft.AspNetCore.Http.Extensions;

namespace SupportLine.Server.Control;

/// <summary>An exercise as it is asked for; see <see cref="Ivr.Drills.DrillOrder"/>.</summary>
internal sealed record DrillQuery
{
    /// <summary>The line's id; null for the only one.</summary>
    public string? Line { get; init; }

    public string? Severity { get; init; }

    public string? Product { get; init; }

    /// <summary>As it was typed; null for now. Its zone is the rota's, which the service knows.</summary>
    public string? At { get; init; }

    public bool Everyone { get; init; }

    public static DrillQuery Read(IQueryCollection query) => new()
    {
        Line = query["line"],
        Severity = query["severity"],
        Product = query["product"],
        At = query["at"],
        Everyone = query["everyone"] == "true",
    };

    /// <summary>Path and query.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder();
        if (Line is not null) query.Add("line", Line);
        if (Severity is not null) query.Add("severity", Severity);
        if (Product is not null) query.Add("product", Product);
        if (At is not null) query.Add("at", At);
        if (Everyone) query.Add("everyone", "true");
        return "/drill" + query;
    }
}
