namespace SupportLine.Domain.Lines;

/// <summary>Where the state of a service upstream is published; sent by message, since it can not be spoken (IPX-15).</summary>
/// <param name="Id">By which an announcement refers to it.</param>
/// <param name="Title">As shown to people.</param>
/// <param name="Address">Its address.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record StatusPage(string Id, string Title, string Address, string Source);
