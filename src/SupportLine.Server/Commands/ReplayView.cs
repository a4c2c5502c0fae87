namespace SupportLine.Server.Commands;

/// <summary>A decision run again.</summary>
/// <param name="Seq">Its step in the call.</param>
/// <param name="At">When it was made.</param>
/// <param name="Decided">What was decided.</param>
/// <param name="Then">Whether it holds under the line file of then.</param>
/// <param name="Today">What today's would come to.</param>
/// <param name="LineFile">Hash of the line file of then, its beginning.</param>
/// <param name="Tz">Version of the tz database of then.</param>
internal sealed record ReplayView(int Seq, string At, string Decided, string Then, string Today, string LineFile, string Tz)
{
    public const string Holds = "holds";
}
