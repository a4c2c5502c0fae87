using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Outbox;

namespace SupportLine.Tests.Server.Outbox;

public sealed partial class WebhookSenderTests
{
    private const string Body = """{"type":"ticket.raised","data":{"organisation":"Aceros del Norteño"}}""";
    private const string Ok = "HTTP/1.1 204 No Content\r\n\r\n";

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1773171000));

    [Fact]
    public async Task A_call_is_signed_over_its_id_its_time_and_its_body_and_carries_its_number()
    {
        await using var listener = new WebhookListener(_ => Ok);
        Assert.IsType<Delivery.Taken>(await SendAsync(listener));

        var request = Assert.Single(listener.Requests);
        Assert.StartsWith("POST /hook HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{Body}", request, StringComparison.Ordinal);
        Assert.Equal(("7.abc", "1773171000"), (Header(request, "webhook-id"), Header(request, "webhook-timestamp")));
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"7.abc.1773171000.{Body}")));
        Assert.Equal($"v1,{expected}", Header(request, "webhook-signature"));
    }

    /// <summary>The example of the Standard Webhooks specification's reference libraries.</summary>
    [Fact]
    public void The_signature_is_that_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));

    [Theory]
    [InlineData("HTTP/1.1 500 Oh no\r\nContent-Length: 0\r\n\r\n", "500")]
    [InlineData("HTTP/1.1 429 Slow down\r\nContent-Length: 0\r\n\r\n", "429")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", null)]
    [InlineData("", null)]
    [InlineData("HTTP/1.1 200 OK\r\nX: garbage without an end", null)]
    public async Task One_that_fails_or_answers_garbage_is_tried_again(string answer, string? why)
    {
        await using var listener = new WebhookListener(_ => answer);
        var later = Assert.IsType<Delivery.Later>(await SendAsync(listener));
        if (why is not null) Assert.Equal(why, later.Why);
        Assert.DoesNotContain('\n', later.Why);
    }

    [Fact]
    public async Task One_that_is_gone_is_not_tried_again()
    {
        await using var listener = new WebhookListener(_ => "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n");
        Assert.IsType<Delivery.Refused>(await SendAsync(listener));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_nowhere(int status)
    {
        await using var other = new WebhookListener(_ => Ok);
        await using var listener = new WebhookListener(_ => $"HTTP/1.1 {status} There\r\nLocation: {other.Url}\r\nContent-Length: 0\r\n\r\n");
        var later = Assert.IsType<Delivery.Later>(await SendAsync(listener));
        Assert.Contains("redirects", later.Why, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task One_that_stalls_is_given_up()
    {
        await using var listener = new WebhookListener(_ => null);
        var later = Assert.IsType<Delivery.Later>(await SendAsync(listener, TimeSpan.FromMilliseconds(300)));
        Assert.StartsWith("no answer within", later.Why, StringComparison.Ordinal);
        Assert.Single(listener.Requests);
    }

    [Fact]
    public async Task An_endless_head_is_cut_off_and_an_endless_body_is_not_read()
    {
        await using var endless = new WebhookListener(_ => $"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 100_000)}\r\n\r\n");
        Assert.IsType<Delivery.Later>(await SendAsync(endless));
        await using var large = new WebhookListener(_ => $"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n{new string('x', 100_000)}");
        Assert.IsType<Delivery.Taken>(await SendAsync(large));
    }

    private async Task<Delivery> SendAsync(WebhookListener listener, TimeSpan? limit = null)
    {
        using var sender = new WebhookSender(Key, _time, limit ?? TimeSpan.FromSeconds(30));
        var now = Instant.FromDateTimeOffset(_time.GetUtcNow());
        return await sender.SendAsync(new OutboxEntry(7, "abc", new Notification.WebhookCall("x", listener.Url, Body), now, OutboxState.Waiting, 0, now, now, null), default);
    }

    private static string Header(string request, string name) =>
        HeaderRow().Matches(request).Single(match => match.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Groups["value"].Value;

    [GeneratedRegex(@"^(?<name>[\w-]+): (?<value>[^\r\n]*)\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderRow();
}
