using NodaTime;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, QueueStrategy> QueueStrategies = new()
    {
        ["longest-idle"] = QueueStrategy.LongestIdle,
        ["ring-all"] = QueueStrategy.RingAll,
    };

    private static readonly Duration ShortestAnnouncing = Duration.FromSeconds(15);

    private QueueTerms? Queue(Section file, string region, List<LineNumber> numbers)
    {
        if (file.Optional("queue") is not { } node) return null;
        var section = new Section(node, "queue", mistakes);
        var usual = new QueueTerms { Source = "" };
        var read = new QueueTerms
        {
            Strategy = section.Choice("strategy", QueueStrategies, usual.Strategy),
            WrapUp = section.Time("wrap-up", usual.WrapUp),
            PauseAfterMissed = section.Number("pause-after-missed", 1, 100, usual.PauseAfterMissed),
            AnnounceEvery = section.Time("announce-every", usual.AnnounceEvery),
            SeverityAdvance = section.Time("severity-advance", usual.SeverityAdvance),
            AnsweredWithin = section.Time("answered-within", usual.AnsweredWithin),
            OverflowAfter = section.Has("overflow-after") ? section.Time("overflow-after") : null,
            OverflowWaiting = section.Has("overflow-waiting") ? section.Number("overflow-waiting", 0, 10_000) : null,
            ServiceNumber = ServiceNumber(section, region, numbers),
            CallBacks = CallBacks(section),
            Source = Source(section),
        };
        section.Optional("overflow-after");
        section.Optional("overflow-waiting");
        if (read.AnnounceEvery < ShortestAnnouncing)
        {
            section.Wrong("announce-every", section.OptionalText("announce-every", "1min") ?? "", "15s or more: who waits is not to be talked at");
        }

        section.Done();
        return read;
    }

    private CallBackTerms? CallBacks(Section queue)
    {
        if (queue.Optional("call-backs") is not { } node) return null;
        var section = new Section(node, "call-backs", mistakes);
        var read = new CallBackTerms(Prefixes(section, "prefixes", mayBeMissing: false), section.Number("attempts", 1, 10, CallBackTerms.UsualAttempts), section.Time("delay", CallBackTerms.UsualDelay));
        section.Done();
        return read;
    }

    /// <summary>Beginnings of numbers that may be phoned, in E.164.</summary>
    private List<string> Prefixes(Section section, string key, bool mayBeMissing)
    {
        const string right = "[\"+52\"]";
        var prefixes = new List<string>();
        foreach (var (prefix, at) in section.Texts(key, right, mayBeMissing))
        {
            if (prefix.Length is > 1 and <= 16 && prefix[0] == '+' && prefix[1..].All(char.IsAsciiDigit)) prefixes.Add(prefix);
            else mistakes.Add(at, $"\"{prefix}\" is no beginning of a number", $"write + and digits, in quotes: {right}");
        }

        return prefixes;
    }

    private static string? ServiceNumber(Section section, string region, List<LineNumber> numbers)
    {
        const string right = "a number of its own, an extension's digits in quotes, or a name";
        if (section.OptionalText("service-number", right) is not { } written) return null;
        var number = DialledNumber.Normalise(written, region);
        if (number is null || Reserved.Contains(number) || numbers.Exists(other => other.Number == number)) section.Wrong("service-number", written, right);
        return number;
    }
}
