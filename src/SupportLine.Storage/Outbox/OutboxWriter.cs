using System.Data.Common;
using Dapper;
using NodaTime;
using SupportLine.Domain.Outbox;

namespace SupportLine.Storage.Outbox;

/// <summary>Writes notifications in a transaction that is going on: with the change they speak of, or not at all.</summary>
internal static class OutboxWriter
{
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Notification> notifications, Instant realNow)
    {
        foreach (var notification in notifications)
        {
            // Looked for first, so that what is told twice takes no number.
            if (await connection.ExecuteScalarAsync<long>(OutboxSql.Known, new { notification.Key }, transaction) > 0) continue;
            var row = new
            {
                Number = await connection.ExecuteScalarAsync<long>(OutboxSql.NextNumber, transaction: transaction),
                Id = Guid.NewGuid().ToString("N"),
                notification.Key,
                notification.Lane,
                notification.Recipient,
                Notification = Column.Json(notification),
                At = Column.Of(realNow),
            };
            await connection.ExecuteAsync(OutboxSql.Insert, row, transaction);
        }
    }
}
