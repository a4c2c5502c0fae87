namespace SupportLine.Telephony.Calls;

/// <summary>A file holds no sound that can be used.</summary>
public sealed class SoundFormatException(string path, string wrong) : Exception($"{path}: {wrong}")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong with it, without the file's name.</summary>
    public string Wrong { get; } = wrong;
}
