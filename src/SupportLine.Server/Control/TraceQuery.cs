using Microsoft.AspNetCore.Http.Extensions;

namespace SupportLine.Server.Control;

/// <summary>What a trace is asked for; all that is named has to fit.</summary>
internal sealed record TraceQuery
{
    /// <summary>What has been kept, and no more; else what comes from now on.</summary>
    public bool Last { get; init; }

    /// <summary>Our id of a call, as <c>calls list</c> prints it, or of a leg: all legs of that call.</summary>
    public string? Call { get; init; }

    /// <summary>A number that phoned or was phoned, however much of its beginning is left out: all legs of such calls.</summary>
    public string? Number { get; init; }

    /// <summary>A peer's address, with or without its port.</summary>
    public string? Peer { get; init; }

    /// <summary>A Call-ID header: all legs of that call.</summary>
    public string? SipCallId { get; init; }

    /// <summary>Methods, their answers included; empty for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>In words, for a picture's head.</summary>
    public string Title => string.Join(", ", new[]
    {
        Call is null ? null : $"call {Call}",
        Number is null ? null : $"number {Number}",
        Peer is null ? null : $"peer {Peer}",
        SipCallId is null ? null : $"Call-ID {SipCallId}",
        Methods.Count == 0 ? null : string.Join(" ", Methods),
    }.OfType<string>().DefaultIfEmpty("all signalling"));

    public static TraceQuery Read(IQueryCollection query) => new()
    {
        Last = query["last"] == "true",
        Call = query["call"],
        Number = query["number"],
        Peer = query["peer"],
        SipCallId = query["sip-call-id"],
        Methods = [.. query["method"].OfType<string>()],
    };

    /// <summary>Path and query.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder();
        if (Last) query.Add("last", "true");
        if (Call is not null) query.Add("call", Call);
        if (Number is not null) query.Add("number", Number);
        if (Peer is not null) query.Add("peer", Peer);
        if (SipCallId is not null) query.Add("sip-call-id", SipCallId);
        query.Add("method", Methods);
        return "/trace" + query;
    }
}
