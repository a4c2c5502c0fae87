using NodaTime;

namespace SupportLine.Domain.Lines;

/// <summary>A weekly opening.</summary>
/// <param name="Day">The day.</param>
/// <param name="From">First moment open.</param>
/// <param name="Until">First moment closed, later than <paramref name="From"/>; midnight (00:00) means the end of the day.</param>
public sealed record Opening(IsoDayOfWeek Day, LocalTime From, LocalTime Until);
