using System.Globalization;

namespace SupportLine.Bench.Capacity;

/// <summary>The results for people, a row as soon as it is there.</summary>
internal static class CapacityTable
{
    public static void WriteHead(CapacityMode mode)
    {
        Console.WriteLine($"mode {mode}; server on one processor; times in ms, deviation from 20 ms between packets");
        Console.WriteLine("calls | CPU s/call-min |  floor | ratio |   p50 |   p99 |    max | floor p99 | missing % | KiB/call | B/call/s | gen2 | meter busy %");
        Console.WriteLine("-----:|---------------:|-------:|------:|------:|------:|-------:|----------:|----------:|---------:|---------:|-----:|-------------:");
    }

    public static void Write(CapacityResult result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Calls,5} | {result.CpuPerCallMinute,14:F4} | {result.FloorPerCallMinute,6:F4} | {result.Ratio,5:F2} | {result.Heard.Median,5:F2} | {result.Heard.P99,5:F2} | {result.Heard.Worst,6:F1} | {result.FloorHeard.P99,9:F2} | {result.Heard.MissingPercent,9:F3} | {result.KiBPerCall,8:F1} | {result.AllocatedPerCall,8:F0} | {result.Gen2,4} | {result.MeterBusyPercent,12:F0}"));
}
