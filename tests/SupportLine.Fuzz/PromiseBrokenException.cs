namespace SupportLine.Fuzz;

/// <summary>What was read is not what it ought to be.</summary>
internal sealed class PromiseBrokenException(string message) : Exception(message)
{
    public static void Unless(bool isKept, string promise)
    {
        if (!isKept) throw new PromiseBrokenException(promise);
    }
}
