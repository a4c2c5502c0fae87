using Dapper;
using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Storage.Databases;

namespace SupportLine.Storage.Agents;

internal sealed class AgentStore(Database database) : IAgentStore
{
    private const string List = """
        SELECT id, name, phone, lines, languages, skills, signed_in, pause, paused_at, wrap_up_until, idle_since, missed, node FROM agent ORDER BY id
        """;

    private const string PinHash = "SELECT pin_hash FROM agent WHERE id = @Id";

    private const string SignIn = """
        UPDATE agent SET signed_in = 1, pause = NULL, paused_at = NULL, missed = 0, idle_since = CASE WHEN signed_in = 1 AND pause IS NULL THEN idle_since ELSE @At END
        WHERE id = @Id
        """;

    private const string SignOut = "UPDATE agent SET signed_in = 0, pause = NULL, paused_at = NULL, missed = 0 WHERE id = @Id";

    private const string Pause = "UPDATE agent SET pause = @Reason, paused_at = CASE WHEN pause = @Reason THEN paused_at ELSE @At END WHERE id = @Id AND signed_in = 1";

    private const string Resume = "UPDATE agent SET pause = NULL, paused_at = NULL, missed = 0, idle_since = @At WHERE id = @Id AND signed_in = 1 AND pause IS NOT NULL";

    /// <summary>One of those who try at once wins: the others find a node there.</summary>
    private const string Claim = """
        UPDATE agent SET node = @Node
        WHERE id = @Id AND node IS NULL AND signed_in = 1 AND pause IS NULL AND (wrap_up_until IS NULL OR wrap_up_until <= @Now)
        """;

    private const string Release = "UPDATE agent SET node = NULL WHERE id = @Id AND node = @Node";

    private const string Finish = """
        UPDATE agent SET node = NULL, missed = 0, idle_since = @At, wrap_up_until = @WrapUpUntil WHERE id = @Id AND node = @Node
        """;

    private const string Miss = """
        UPDATE agent SET node = NULL, missed = missed + 1, idle_since = @At, wrap_up_until = @RestUntil,
            pause = CASE WHEN missed + 1 >= @PauseAfter AND signed_in = 1 AND pause IS NULL THEN @Reason ELSE pause END,
            paused_at = CASE WHEN missed + 1 >= @PauseAfter AND signed_in = 1 AND pause IS NULL THEN @At ELSE paused_at END
        WHERE id = @Id AND node = @Node
        """;

    private const string Rest = "UPDATE agent SET node = NULL, idle_since = @At, wrap_up_until = @RestUntil WHERE id = @Id AND node = @Node";

    private const string ReleaseAll = "UPDATE agent SET node = NULL WHERE node = @Node";

    public async Task<IReadOnlyList<AgentStanding>> AgentsAsync(CancellationToken ct) =>
        [.. (await database.ReadAsync(c => c.QueryAsync<AgentRow>(List), ct)).Select(row => row.ToStanding())];

    public Task<string?> PinHashAsync(string id, CancellationToken ct) =>
        database.ReadAsync(c => c.ExecuteScalarAsync<string?>(PinHash, new { Id = id }), ct);

    public Task SignInAsync(string id, Instant at, CancellationToken ct) => database.ExecuteAsync(SignIn, new { Id = id, At = Column.Of(at) }, ct);

    public Task SignOutAsync(string id, CancellationToken ct) => database.ExecuteAsync(SignOut, new { Id = id }, ct);

    public async Task<bool> PauseAsync(string id, string reason, Instant at, CancellationToken ct) =>
        await database.ExecuteAsync(Pause, new { Id = id, Reason = reason, At = Column.Of(at) }, ct) == 1;

    public async Task<bool> ResumeAsync(string id, Instant at, CancellationToken ct) =>
        await database.ExecuteAsync(Resume, new { Id = id, At = Column.Of(at) }, ct) == 1;

    public async Task<bool> ClaimAsync(string id, string node, Instant now, CancellationToken ct) =>
        await database.ExecuteAsync(Claim, new { Id = id, Node = node, Now = Column.Of(now) }, ct) == 1;

    public Task ReleaseAsync(string id, string node, CancellationToken ct) => database.ExecuteAsync(Release, new { Id = id, Node = node }, ct);

    public Task FinishAsync(string id, string node, Instant at, Instant wrapUpUntil, CancellationToken ct) =>
        database.ExecuteAsync(Finish, new { Id = id, Node = node, At = Column.Of(at), WrapUpUntil = Column.Of(wrapUpUntil) }, ct);

    public Task MissAsync(string id, string node, Instant at, Instant restUntil, int pauseAfter, CancellationToken ct) => database.ExecuteAsync(
        Miss,
        new { Id = id, Node = node, At = Column.Of(at), RestUntil = Column.Of(restUntil), PauseAfter = pauseAfter, Reason = AgentState.MissedPause },
        ct);

    public Task RestAsync(string id, string node, Instant at, Instant restUntil, CancellationToken ct) =>
        database.ExecuteAsync(Rest, new { Id = id, Node = node, At = Column.Of(at), RestUntil = Column.Of(restUntil) }, ct);

    public Task ReleaseAllAsync(string node, CancellationToken ct) => database.ExecuteAsync(ReleaseAll, new { Node = node }, ct);
}
