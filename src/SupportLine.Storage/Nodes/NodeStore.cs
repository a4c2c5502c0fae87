using Dapper;
using SupportLine.Domain.Nodes;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Nodes;

internal sealed class NodeStore(Database database) : INodeStore
{
    private const string Begin = """
        INSERT INTO node (id, process, beats) VALUES (@Node, @Process, 0)
        ON CONFLICT (id) DO UPDATE SET process = excluded.process, beats = node.beats + 1
        """;

    private const string Beat = "UPDATE node SET beats = beats + 1 WHERE id = @Node AND process = @Process";

    private const string All = "SELECT id AS node, process, beats FROM node ORDER BY id";

    private const string Take = "UPDATE node SET process = @By, beats = beats + 1 WHERE id = @Node AND process = @Process AND beats = @Beats";

    private const string Forget = "DELETE FROM node WHERE id = @Node AND process = @Process";

    public Task BeginAsync(string node, string process, CancellationToken ct) => database.ExecuteAsync(Begin, new { Node = node, Process = process }, ct);

    public async Task<bool> BeatAsync(string node, string process, CancellationToken ct) =>
        await database.ExecuteAsync(Beat, new { Node = node, Process = process }, ct) == 1;

    public async Task<IReadOnlyList<NodeBeat>> AllAsync(CancellationToken ct) =>
        [.. await database.ReadAsync(c => c.QueryAsync<NodeBeat>(All), ct)];

    public async Task<bool> TakeAsync(NodeBeat seen, string process, CancellationToken ct) =>
        await database.ExecuteAsync(Take, new { seen.Node, seen.Process, seen.Beats, By = process }, ct) == 1;

    public Task ForgetAsync(string node, string process, CancellationToken ct) => database.ExecuteAsync(Forget, new { Node = node, Process = process }, ct);
}
