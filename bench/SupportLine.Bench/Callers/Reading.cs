using System.Globalization;

namespace SupportLine.Bench.Callers;

/// <summary>What was heard in a window.</summary>
/// <param name="Streams">That were running when it began.</param>
/// <param name="Packets">Heard.</param>
/// <param name="MissingPercent">Of one packet each 20 ms on every stream.</param>
/// <param name="Median">Of |time between two packets - the time their timestamps say|, ms, over all packets.</param>
/// <param name="P99">The same, 99 of 100 below it.</param>
/// <param name="Worst">The same, the worst packet of all.</param>
/// <param name="Keys">Keys pressed.</param>
internal readonly record struct Reading(int Streams, long Packets, double MissingPercent, double Median, double P99, double Worst, long Keys)
{
    public static Reading Parse(string line)
    {
        var parts = line.Split(' ');
        double Number(int index) => double.Parse(parts[index], CultureInfo.InvariantCulture);
        return new Reading((int)Number(0), (long)Number(1), Number(2), Number(3), Number(4), Number(5), (long)Number(6));
    }

    public string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"{Streams} {Packets} {MissingPercent:F4} {Median:F3} {P99:F3} {Worst:F3} {Keys}");
}
