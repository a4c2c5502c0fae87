using System.Security.Cryptography;

namespace SupportLine.Domain.Lines.Files;

/// <summary>
/// Files that a line file names and that stand beside it. What was read counts into the line's content hash: a line is only
/// the same when its holidays are.
/// </summary>
/// <param name="read">The content of a file of that name, or null when there is none.</param>
internal sealed class BesideFiles(Func<string, byte[]?> read)
{
    private readonly List<KeyValuePair<string, byte[]>> _read = [];

    /// <summary>Files of the folder itself; none when it is null.</summary>
    public static BesideFiles In(string? folder) => new(name =>
        folder is not null && Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null);

    /// <summary>Files kept with a line file.</summary>
    public static BesideFiles Of(LineSource source) => new(name => source.Beside.GetValueOrDefault(name));

    /// <summary>The file's content, or null when there is none of that name in the folder itself.</summary>
    public byte[]? Read(string name)
    {
        if (name != Path.GetFileName(name) || read(name) is not { } content) return null;
        _read.Add(new(name, content));
        return content;
    }

    /// <summary>The line file with all that was read beside it, under the SHA-256 of both, lower-case hex.</summary>
    public LineSource With(string lineId, byte[] line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(line);
        foreach (var (_, content) in _read) hash.AppendData(content);
        var beside = _read.DistinctBy(file => file.Key).ToDictionary(file => file.Key, file => file.Value);
        return new LineSource(lineId, Convert.ToHexStringLower(hash.GetHashAndReset()), line, beside);
    }
}
