using System.Data.Common;
using Dapper;
using NodaTime.Text;
using SupportLine.Domain.Contracts;
using SupportLine.Storage.Agents;
using SupportLine.Storage.OnCall;

namespace SupportLine.Storage.Directory;

/// <summary>An import: one commit, so that it is there whole or not at all.</summary>
internal sealed partial class DirectoryStore
{
    public Task<DirectoryOmissions> ImportAsync(DirectoryImport import, CancellationToken ct) => database.WriteAsync(
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
            var omitted = await OmittedAsync(connection, transaction, import);
            if (import.Withdraws)
            {
                await PutAsync(DirectorySql.WithdrawContact, omitted.Contacts.Select(contact => new { contact.Id }));
                await PutAsync(DirectorySql.WithdrawNamed, omitted.NamedAccounts);
                await PutAsync(AgentRow.Withdraw, omitted.Agents.Select(agent => new { agent.Id }));
            }

            return omitted;
        },
        ct);

    private static async Task<DirectoryOmissions> OmittedAsync(DbConnection connection, DbTransaction transaction, DirectoryImport import)
    {
        var (contacts, named) = (new List<Contact>(), new List<NamedAccount>());
        foreach (var organisation in import.Organisations)
        {
            var key = new { OrganisationId = organisation.Id };
            contacts.AddRange((await connection.QueryAsync<ContactRow>(DirectorySql.EntitledContacts, key, transaction)).Select(row => row.ToContact()));
            named.AddRange((await connection.QueryAsync<NamedRow>(DirectorySql.Named, key, transaction)).Select(row => row.ToNamed()));
        }

        var agents = import.NamesAgents ? await connection.QueryAsync<AgentRow>(AgentRow.Entitled, transaction: transaction) : [];
        return new DirectoryOmissions(
            [.. contacts.ExceptBy(import.Contacts.Select(contact => contact.Id), contact => contact.Id)],
            [.. named.Except(import.NamedAccounts)],
            [.. agents.Select(row => row.ToStanding().Agent).ExceptBy(import.Agents.Select(agent => agent.Id), agent => agent.Id)]);
    }
}
