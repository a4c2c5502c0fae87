using System.Text;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests;

/// <summary><c>trace</c> beside the running service, as processes.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Pin = "4826";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_call_is_seen_from_its_invite_to_its_bye_and_its_pin_in_nothing_that_is_written()
    {
        await using var import = ServiceProcess.Start(_folder, ["import", Path.Combine(AppContext.BaseDirectory, "demo", "directory.yaml")]);
        Assert.True(await import.ExitsAsync() == 0, import.Errors);
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32300-32318");
        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(service.Address, "5000", "+528183459999"));
        await phone.HearsAsync("language.press.1");
        await phone.PressesAsync("1");
        await phone.HearsAsync("ipaxes.welcome");
        await phone.PressesAsync("100200");
        await phone.HearsAsync("identify.pin");
        await phone.PressesAsync(Pin[..2]);
        foreach (var key in Pin[2..]) phone.SendsInfo(key);
        await phone.IsAnsweredAsync("INFO", 2);
        await phone.HangsUpAsync();
        await phone.IsAnsweredAsync("BYE", 1);

        var ladder = await TracedAsync("--pcap", "trace.pcap", "--svg", "trace.svg", "--number", "3459999");
        var json = await TracedAsync("--json");
        Assert.All(["INVITE 1 -", "200 OK (INVITE 1)", "ACK 1", "INFO 2", "BYE 4", "200 OK (BYE 4)", "+528183459999"], seen => Assert.Contains(seen, ladder, StringComparison.Ordinal));
        Assert.Contains("Signal=x", json, StringComparison.Ordinal);
        string[] written = [ladder, json, .. new[] { "trace.pcap", "trace.svg" }.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(_folder.FullName, file))))];
        Assert.All(written, text => Assert.DoesNotMatch("Signal=[0-9]", text));
        Assert.All(written, text => Assert.DoesNotContain($"={Pin}", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_service_it_says_so()
    {
        await using var trace = ServiceProcess.Start(_folder, ["trace", "--last"]);
        Assert.Equal(1, await trace.ExitsAsync());
        Assert.StartsWith("no service runs here", trace.Errors, StringComparison.Ordinal);
    }

    private async Task<string> TracedAsync(params string[] options)
    {
        await using var trace = ServiceProcess.Start(_folder, ["trace", "--last", .. options]);
        Assert.True(await trace.ExitsAsync() == 0, trace.Errors);
        var text = new StringBuilder();
        while (await trace.PrintsAsync() is { } line) text.AppendLine(line);
        return text.ToString();
    }
}
