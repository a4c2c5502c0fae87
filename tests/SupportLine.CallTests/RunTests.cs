using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using SupportLine.CallTests.Interop;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Storage;

namespace SupportLine.CallTests;

/// <summary>The program as <c>run</c> runs it, from its first line to SIGTERM.</summary>
public sealed partial class RunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("run");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Rubbish_on_the_signalling_port_is_no_reason_to_stop_answering()
    {
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32000-32018");
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var random = new Random(4475);
        byte[][] rubbish =
        [
            [], "\0\0\0\0"u8.ToArray(), "INVITE"u8.ToArray(), "INVITE sip:5000@127.0.0.1 SIP/2.0\r\n\r\n"u8.ToArray(),
            "SIP/2.0 200 OK\r\nVia: nonsense\r\n\r\n"u8.ToArray(),
            .. Enumerable.Range(0, 200).Select(_ =>
            {
                var bytes = new byte[random.Next(1, 1400)];
                random.NextBytes(bytes);
                return bytes;
            }),
        ];
        foreach (var datagram in rubbish)
        {
            await stranger.SendAsync(datagram, service.Address);
        }

        await using var phone = new Phone();
        Assert.Equal(404, await phone.DialAsync(service.Address, "47%1b%5b2J11"));
        await using var other = new Phone();
        Assert.Equal(200, await other.DialAsync(service.Address, "5000"));
        await other.HearsAsync("language.press.1");
        Assert.False(service.HasExited);
        Assert.DoesNotContain("xception", service.Errors, StringComparison.Ordinal);

        // Nothing of it reaches a terminal as more than text.
        Assert.DoesNotContain('\e', service.Errors);
    }

    [Fact]
    public async Task Its_health_can_be_asked_for_and_it_stops_when_told_to_once_its_calls_have_ended()
    {
        var http = new IPEndPoint(IPAddress.Loopback, Programs.FreePort());
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32100-32118", $"Http:Listen=http://{http}");
        using var client = new HttpClient();
        var health = await client.GetFromJsonAsync<JsonElement>($"http://{http}/healthz");
        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal(0, health.GetProperty("wrong").GetArrayLength());

        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(service.Address, "5000"));
        await phone.HearsAsync("language.press.1");
        service.Terminate();
        Assert.StartsWith("Stopping", await service.PrintsAsync(), StringComparison.Ordinal);
        await using var late = new Phone();
        Assert.Equal(503, await late.DialAsync(service.Address, "5000"));
        Assert.False(service.HasExited);
        await phone.HangsUpAsync();
        Assert.Equal(0, await service.ExitsAsync());
    }

    [Fact]
    public async Task It_has_phoned_itself_before_it_answers_and_nothing_is_kept_of_that()
    {
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32300-32338");
        HasNothingToComplainOf(service);
        await using (var store = await Store.OpenAsync(Path.Combine(_folder.FullName, "supportline.db"), TimeProvider.System, default))
        {
            Assert.Empty(await store.Calls.ListAsync(null, 10, default));
        }

        // The ports that it used are free, as they were.
        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(service.Address, "5000"));
    }

    [SkippableFact]
    public async Task On_PostgreSQL_too()
    {
        var connection = (await Stores.Postgres())!;
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32220-32258", $"Storage:Connection={connection}");
        HasNothingToComplainOf(service);
        await using (var store = await Store.OpenAsync(connection, TimeProvider.System, default))
        {
            Assert.Empty(await store.Calls.ListAsync(null, 10, default));
        }

        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(service.Address, "5000"));
    }

    [Fact]
    public async Task Its_log_can_be_an_object_an_event_with_the_calls_id_among_its_values()
    {
        await using var service = await ServiceProcess.AnsweringAsync(_folder, "Media:Ports=32200-32218", "Log:Format=json");
        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(service.Address, "5000"));
        await phone.HearsAsync("language.press.1");
        await phone.HangsUpAsync();
        service.Terminate();
        Assert.Equal(0, await service.ExitsAsync());

        var events = service.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var placed = events.Single(entry => entry.GetProperty("EventId").GetInt32() == 1201).GetProperty("State");
        var ended = events.Single(entry => entry.GetProperty("EventId").GetInt32() == 1101).GetProperty("State");
        Assert.Equal("5000", placed.GetProperty("Dialled").GetString());
        Assert.False(string.IsNullOrEmpty(placed.GetProperty("CallId").GetString()));
        Assert.Equal(placed.GetProperty("CallId").GetString(), ended.GetProperty("CallId").GetString());
    }

    /// <summary>But of a machine that stood still: that a busy one does is no fault of the service's.</summary>
    private static void HasNothingToComplainOf(ServiceProcess service) =>
        Assert.All(service.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(Stall(), line));

    [GeneratedRegex(@"^\S+ warn: \S+\[1401\] Media stalled for \d+ ms$", RegexOptions.CultureInvariant)]
    private static partial Regex Stall();
}
