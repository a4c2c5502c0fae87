namespace SupportLine.Ivr.Speech;

/// <summary>A part of the day.</summary>
/// <param name="FromHour">First hour of it, 0 to 23.</param>
/// <param name="Piece">Its piece: "de la mañana".</param>
internal sealed record DayPart(int FromHour, string Piece);
