namespace SupportLine.Storage;

/// <summary>The database cannot be used, as a file or a server cannot: what outlives that tries again. The message is one line for the operator.</summary>
public sealed class StoreException(string message, Exception? inner = null) : IOException(message, inner);
