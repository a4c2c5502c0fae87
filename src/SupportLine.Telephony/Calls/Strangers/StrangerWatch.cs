using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace SupportLine.Telephony.Calls.Strangers;

/// <summary>
/// Counts what strangers try, and bans those who do not stop. A ban never rests on one datagram, whose source anybody can
/// write; a connection proves its source, so that less is enough. Peers of ours are never counted.
/// </summary>
/// <param name="first">How long a first ban lasts; each further one twice as long. Zero bans nobody.</param>
/// <param name="time">Real time.</param>
/// <param name="isSpared">Whether a source is one that no ban falls on which rests on datagrams alone.</param>
internal sealed class StrangerWatch(TimeSpan first, TimeProvider time, Func<IPAddress, bool> isSpared)
{
    /// <summary>Requests within <see cref="Window"/> after which a source of datagrams is banned.</summary>
    public const int MostByDatagram = 20;

    /// <summary>The same of a source that is connected.</summary>
    public const int MostByConnection = 5;

    /// <summary>What a scanner's request counts, that says it is one.</summary>
    private const int OfScanner = 5;

    /// <summary>Sources counted at once: beyond, those longest quiet are forgotten, so that made-up sources fill no memory.</summary>
    private const int MostSources = 10_000;

    /// <summary>
    /// Bans at once. Beyond, no ban rests on datagrams: whoever makes up sources fills no memory; and one that rests on a
    /// connection takes the place of the one that would end first: whoever fills the list gets nothing by it.
    /// </summary>
    public const int MostBans = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Dictionary<IPAddress, Tally> _tallies = [];
    private readonly ConcurrentDictionary<IPAddress, Ban> _bans = [];
    private long _looked = time.GetTimestamp();

    /// <summary>Those in force. From any thread.</summary>
    public IReadOnlyList<Ban> Bans => [.. _bans.Values.Where(ban => ban.Until > time.GetUtcNow())];

    /// <summary>Sources counted. In the loop.</summary>
    public int Sources => _tallies.Count;

    /// <summary>Whether a source is banned. From any thread.</summary>
    public bool IsBanned(IPAddress source) => _bans.TryGetValue(source, out var ban) && ban.Until > time.GetUtcNow();

    /// <summary>A stranger tried something; the ban that came of it, or null. In the loop.</summary>
    /// <param name="source">Its address.</param>
    /// <param name="isProven">Whether it is connected.</param>
    /// <param name="scanner">The scanner's name, where it says it is one.</param>
    public Ban? Count(IPAddress source, bool isProven, string? scanner)
    {
        if (first == TimeSpan.Zero) return null;
        var now = time.GetUtcNow();
        if (!_tallies.TryGetValue(source, out var tally))
        {
            if (_tallies.Count >= MostSources) ForgetQuiet();
            _tallies.Add(source, tally = new Tally { Since = now });
        }

        if (now - tally.Since > Window)
        {
            (tally.Since, tally.Count) = (now, 0);
        }

        tally.Last = now;
        tally.Count += scanner is null ? 1 : OfScanner;
        if (tally.Count < (isProven ? MostByConnection : MostByDatagram) || IsBanned(source)) return null;
        if (!HasRoom(source, isProven))
        {
            tally.Count = 0;
            return null;
        }

        var length = TimeSpan.FromTicks(Math.Min((first * Math.Pow(2, Math.Min(tally.Bans++, 20))).Ticks, Longest.Ticks));
        var why = scanner is null ? string.Create(CultureInfo.InvariantCulture, $"{tally.Count} requests of a stranger") : $"scanner {scanner}";
        var ban = new Ban(source, now + length, why);
        tally.Count = 0;
        Put(ban);
        return ban;
    }

    /// <summary>Somebody there has proven who he is: what was counted before was his asking. In the loop.</summary>
    public void Forgive(IPAddress source)
    {
        if (_tallies.TryGetValue(source, out var tally)) tally.Count = 0;
    }

    /// <summary>Puts a ban in force, as it was before a restart or is on another node. From any thread.</summary>
    public void Put(Ban ban) => _bans[ban.Source] = ban;

    /// <summary>Lifts one; false when there is none. From any thread.</summary>
    public bool Lift(IPAddress source) => _bans.TryRemove(source, out _);

    private bool HasRoom(IPAddress source, bool isProven)
    {
        if (!isProven && isSpared(source)) return false;
        if (time.GetElapsedTime(_looked) > Window || (isProven && _bans.Count >= MostBans)) ForgetEnded();
        if (_bans.Count < MostBans) return true;
        if (isProven) _bans.TryRemove(_bans.MinBy(pair => pair.Value.Until).Key, out _);
        return isProven;
    }

    private void ForgetEnded()
    {
        _looked = time.GetTimestamp();
        foreach (var (address, known) in _bans)
        {
            if (known.Until <= time.GetUtcNow()) _bans.TryRemove(address, out _);
        }
    }

    private void ForgetQuiet()
    {
        foreach (var (source, _) in _tallies.OrderBy(pair => pair.Value.Last).Take(MostSources / 2).ToList()) _tallies.Remove(source);
    }

    private sealed class Tally
    {
        public DateTimeOffset Since { get; set; }

        public DateTimeOffset Last { get; set; }

        public int Count { get; set; }

        public int Bans { get; set; }
    }
}
