using NodaTime.Text;
using SupportLine.Domain.OnCall;

namespace SupportLine.Storage.OnCall;

/// <summary>A rotation in a shift's JSON.</summary>
internal sealed record TurnsColumn(string[] Engineers, int Every, string Unit, string FirstDay, string HandOver)
{
    public static TurnsColumn Of(Rotation rotation) => new(
        [.. rotation.EngineerIds],
        rotation.Every,
        rotation.Unit.ToString(),
        LocalDatePattern.Iso.Format(rotation.FirstDay),
        LocalTimePattern.GeneralIso.Format(rotation.HandOver));

    public Rotation ToRotation() => new(
        Engineers,
        Every,
        Enum.Parse<RotationUnit>(Unit),
        LocalDatePattern.Iso.Parse(FirstDay).Value,
        LocalTimePattern.GeneralIso.Parse(HandOver).Value);
}
