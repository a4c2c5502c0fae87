using NodaTime;
using NodaTime.Text;
using SupportLine.Domain.Contracts;

namespace SupportLine.Storage.Directory;

/// <summary>An asset as its row holds it.</summary>
internal sealed class AssetRow
{
    public required string Id { get; init; }

    public required string LineId { get; init; }

    public required string OrganisationId { get; init; }

    public required string Product { get; init; }

    public string? BoughtOn { get; init; }

    public string? WarrantyUntil { get; init; }

    public string? MaintenanceUntil { get; init; }

    public required string Facts { get; init; }

    public static AssetRow Of(Asset asset) => new()
    {
        Id = asset.Id,
        LineId = asset.LineId,
        OrganisationId = asset.OrganisationId,
        Product = asset.Product,
        BoughtOn = Text(asset.BoughtOn),
        WarrantyUntil = Text(asset.WarrantyUntil),
        MaintenanceUntil = Text(asset.MaintenanceUntil),
        Facts = Column.Json(asset.Facts),
    };

    public Asset ToAsset() => new(
        Id, OrganisationId, LineId, Product, Date(BoughtOn), Date(WarrantyUntil), Date(MaintenanceUntil), Column.FromJson<Dictionary<string, string>>(Facts));

    private static string? Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    private static LocalDate? Date(string? text) => text is null ? null : LocalDatePattern.Iso.Parse(text).Value;
}
