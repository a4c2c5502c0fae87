namespace SupportLine.Server.Hosting;

/// <summary>The service does not start; the message has one clear line for each reason.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
