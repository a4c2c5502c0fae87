using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SupportLine.Domain.Outbox;

namespace SupportLine.Server.Outbox;

/// <summary>
/// Posts to a webhook. It goes to the address that was written and nowhere else: no redirect is followed, through no proxy;
/// of the answer nothing but its status is read.
/// </summary>
internal sealed class WebhookSender(byte[] key, TimeProvider real, TimeSpan limit) : ISender, IDisposable
{
    /// <summary>Most kilobytes of the answer's head.</summary>
    private const int MostHead = 16;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        MaxResponseHeadersLength = MostHead,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    public TimeSpan Limit => limit;

    public void Dispose() => _client.Dispose();

    public async Task<Delivery> SendAsync(OutboxEntry entry, CancellationToken ct)
    {
        if (entry.Notification is not Notification.WebhookCall call) return new Delivery.Refused("it is nothing that is posted");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        try
        {
            using var request = Request(entry, call);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return Judge(response.StatusCode);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Delivery.Later($"no answer within {limit.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Delivery.Later(e.Message.ReplaceLineEndings(" "));
        }
    }

    private HttpRequestMessage Request(OutboxEntry entry, Notification.WebhookCall call)
    {
        var id = $"{entry.Number}.{entry.Id}";
        var timestamp = real.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, call.Url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(key, id, timestamp, call.Body));
        return request;
    }

    /// <summary>Any 2xx takes it; 410 says that nobody wants it any more, and everything else is tried again.</summary>
    private static Delivery Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new Delivery.Taken(),
        (int)HttpStatusCode.Gone => new Delivery.Refused("410: it is not wanted there any more"),
        >= 300 and < 400 => new Delivery.Later($"{(int)status}: it redirects, which is not followed; write the new address in Webhooks"),
        _ => new Delivery.Later($"{(int)status}"),
    };
}
