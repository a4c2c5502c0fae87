using System.Security.Cryptography;

namespace SupportLine.Domain.Lines.Files;

/// <summary>
/// Files that a line file names and that stand beside it. What was read counts into the line's content hash: a line is only
/// the same when its holidays are.
/// </summary>
internal sealed class BesideFiles(string? folder)
{
    private readonly List<byte[]> _contents = [];

    /// <summary>The file's content, or null when there is none of that name in the folder itself.</summary>
    public byte[]? Read(string name)
    {
        if (folder is null || name != Path.GetFileName(name)) return null;
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return null;
        var content = File.ReadAllBytes(path);
        _contents.Add(content);
        return content;
    }

    /// <summary>SHA-256 over the line file and everything read beside it, lower-case hex.</summary>
    public string HashWith(byte[] line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(line);
        foreach (var content in _contents) hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
