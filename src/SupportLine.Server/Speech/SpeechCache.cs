using System.Security.Cryptography;
using System.Text;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Speech;

/// <summary>
/// What was spoken once, kept in files named by a hash of what it was made from, so that the words cannot be read off the
/// folder. A folder that cannot be written only costs the time to speak again.
/// </summary>
/// <param name="folder">Made when first written to.</param>
internal sealed class SpeechCache(string folder)
{
    /// <summary>Files kept; beyond it the oldest go.</summary>
    public const int Most = 2000;

    private int _written;

    /// <summary>Where a text's sound is kept.</summary>
    public string PathOf(string recipe, string language, string text) => Path.Combine(
        folder,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{recipe}\n{language}\n{text}")))[..32] + ".g722");

    public static Sound? Find(string path)
    {
        try
        {
            return File.Exists(path) ? Sound.Load("speech", path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SoundFormatException)
        {
            return null;
        }
    }

    public void Keep(string path, short[] samples)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var draft = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(draft, Sound.ToG722(samples));

            // Whole or not at all, also when two calls speak the same name at once.
            File.Move(draft, path, overwrite: true);
            if (Interlocked.Increment(ref _written) % (Most / 10) == 1)
            {
                Prune();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    private void Prune()
    {
        foreach (var old in new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(Most))
        {
            old.Delete();
        }
    }
}
