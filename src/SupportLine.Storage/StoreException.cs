namespace SupportLine.Storage;

/// <summary>The database cannot be used; the message is one line for the operator.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
