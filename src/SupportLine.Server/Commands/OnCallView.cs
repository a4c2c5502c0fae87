namespace SupportLine.Server.Commands;

/// <summary>A phone of the ladder as it is shown.</summary>
internal sealed record OnCallView(string Line, string Rota, int Rung, string How, int Order, string Engineer, string Target);
