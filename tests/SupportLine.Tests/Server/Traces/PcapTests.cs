using System.Diagnostics;
using SupportLine.Server.Traces;

namespace SupportLine.Tests.Server.Traces;

public sealed class PcapTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pcap");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Tcpdump_reads_each_message_with_its_addresses_and_a_right_checksum()
    {
        Skip.IfNot(File.Exists("/usr/bin/tcpdump"), "tcpdump is not installed (Debian: tcpdump)");
        var path = Path.Combine(_folder.FullName, "trace.pcap");
        await using (var file = File.Create(path))
        {
            var pcap = new PcapWriter(file);
            pcap.Begin();
            foreach (var line in TestLine.Call()) pcap.Add(line);
            pcap.Add(TestLine.Call()[0] with { Local = "[2001:db8::1]:5060", Remote = "[2001:db8::7]:5062" });
        }

        using var tcpdump = Process.Start(new ProcessStartInfo("/usr/bin/tcpdump", ["-nn", "-vv", "-tt", "-r", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var told = await tcpdump.StandardOutput.ReadToEndAsync(patience.Token);
        await tcpdump.WaitForExitAsync(patience.Token);
        Assert.Equal(0, tcpdump.ExitCode);
        Assert.Equal(8, told.Split("[udp sum ok]").Length - 1);
        Assert.DoesNotContain("bad", told, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7.5060 > 192.0.2.1.5060", told, StringComparison.Ordinal);
        Assert.Contains("2001:db8::7.5062 > 2001:db8::1.5060", told, StringComparison.Ordinal);
        Assert.Contains("1800000000.500000", told, StringComparison.Ordinal);
        Assert.Contains("INVITE sip:5000@192.0.2.1 SIP/2.0", told, StringComparison.Ordinal);
    }
}
