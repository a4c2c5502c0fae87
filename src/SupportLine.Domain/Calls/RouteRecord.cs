using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Calls;

/// <summary>A route decision with the inputs it was made from, as it is kept with the ticket and the call.</summary>
public sealed record RouteRecord(RouteInputs Inputs, RouteDecision Decision)
{
    /// <summary>Decides and keeps both.</summary>
    public static RouteRecord Decide(Line line, RouteInputs inputs) => new(inputs, Route.Decide(line, inputs));

    public string ToJson() => JsonSerializer.Serialize(this, RouteJson.Options);

    /// <summary>Reads a record back; false for what is none.</summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out RouteRecord? record)
    {
        try
        {
            record = JsonSerializer.Deserialize<RouteRecord>(json, RouteJson.Options);
        }
        catch (JsonException)
        {
            record = null;
        }

        return record is { Inputs: not null, Decision: not null };
    }

    /// <summary>Runs the decision again, under the line file as it is now.</summary>
    public RouteReplay Replay(Line line) => new(
        Route.Decide(line, Inputs),
        Decision,
        SameLine: line.ContentHash == Inputs.LineHash,
        SameTz: RouteInputs.TzVersionNow == Inputs.TzVersion);
}
