using Dapper;
using NodaTime.Text;
using SupportLine.Domain.Contracts;
using SupportLine.Storage.Agents;
using SupportLine.Storage.OnCall;

namespace SupportLine.Storage.Directory;

/// <summary>An import: one commit, so that it is there whole or not at all.</summary>
internal sealed partial class DirectoryStore
{
    public Task ImportAsync(DirectoryImport import, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            Task PutAsync(string sql, IEnumerable<object> rows) => connection.ExecuteAsync(sql, rows.ToList(), transaction);

            await PutAsync(DirectorySql.PutOrganisation, import.Organisations);
            await PutAsync(DirectorySql.PutContact, import.Contacts.Select(Parameters));
            await PutAsync(DirectorySql.SetPinHash, import.PinHashes.Select(pair => new { Id = pair.Key, Hash = pair.Value }));
            await PutAsync(DirectorySql.PutContract, import.Contracts.Select(contract => new
            {
                contract.Number,
                contract.OrganisationId,
                contract.LineId,
                contract.Product,
                ValidFrom = LocalDatePattern.Iso.Format(contract.From),
                ValidUntil = LocalDatePattern.Iso.Format(contract.Until),
            }));
            await PutAsync(DirectorySql.PutAsset, import.Assets.Select(AssetRow.Of));
            await PutAsync(DirectorySql.PutNamed, import.NamedAccounts);
            await PutAsync(DirectorySql.PutEngineer, import.Engineers.Select(engineer => new
            {
                engineer.Id,
                engineer.Name,
                Targets = Column.Json(engineer.Targets.Select(TargetColumn.Of)),
                engineer.Language,
                engineer.Email,
            }));
            await PutAsync(AgentRow.Put, import.Agents.Select(agent => AgentRow.Parameters(agent, import.AgentPinHashes.GetValueOrDefault(agent.Id))));
            await PutAsync(DirectorySql.PutRota, import.Rotas.Select(rota => new
            {
                rota.Id,
                Zone = rota.Zone.Id,
                Shifts = Column.Json(rota.Shifts.Select(ShiftColumn.Of)),
            }));
        },
        ct);
}
