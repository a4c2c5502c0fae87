using SupportLine.Bench.Callers;

namespace SupportLine.Bench.Capacity;

/// <summary>One row.</summary>
/// <param name="Calls">Held at once.</param>
/// <param name="CpuPerCallMinute">Processor seconds of the server.</param>
/// <param name="FloorPerCallMinute">Processor seconds of the same packets alone.</param>
/// <param name="Heard">What the callers heard of the server.</param>
/// <param name="FloorHeard">What they heard of the floor.</param>
/// <param name="KiBPerCall">Resident memory above that of the idle server.</param>
/// <param name="Gen2">Collections of the oldest generation within the window.</param>
/// <param name="AllocatedPerCall">Octets allocated for a call in a second.</param>
/// <param name="MeterBusyPercent">How busy the callers' processor was; above 80 the meter is the limit.</param>
internal sealed record CapacityResult(
    int Calls,
    double CpuPerCallMinute,
    double FloorPerCallMinute,
    Reading Heard,
    Reading FloorHeard,
    double KiBPerCall,
    int Gen2,
    double AllocatedPerCall,
    double MeterBusyPercent)
{
    public double Ratio => CpuPerCallMinute / FloorPerCallMinute;
}
