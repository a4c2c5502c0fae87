using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SupportLine.Server.Control;

/// <summary>A command's end of the control socket.</summary>
/// <param name="path">The socket's file.</param>
internal sealed class ControlClient(string path) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectCallback = async (_, ct) => await ControlSocket.ConnectAsync(path, ct) })
    {
        BaseAddress = new Uri("http://supportline"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Objects, a line each, as they come; ends when the service has no more of them or stops.</summary>
    /// <param name="request">Path and query.</param>
    /// <param name="ct">Cancels it.</param>
    /// <param name="method">Null for GET: nothing but looks.</param>
    /// <exception cref="IOException">No service is there; the message says so.</exception>
    public async IAsyncEnumerable<T> LinesAsync<T>(string request, [EnumeratorCancellation] CancellationToken ct, HttpMethod? method = null)
    {
        using var response = await AskAsync(request, method ?? HttpMethod.Get, ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (await LineAsync(reader, ct) is { } line)
        {
            yield return JsonSerializer.Deserialize<T>(line, ControlJson.Options)!;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> AskAsync(string request, HttpMethod method, CancellationToken ct)
    {
        try
        {
            using var asked = new HttpRequestMessage(method, new Uri(request, UriKind.Relative));
            var response = await _http.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, ct);
            return response.IsSuccessStatusCode
                ? response
                : throw new IOException($"what answers at {path} is not this version of the service: {(int)response.StatusCode} to {request}");
        }
        catch (HttpRequestException e)
        {
            throw new IOException(e.InnerException is IOException { Message: var why } ? why : e.Message, e);
        }
    }

    /// <summary>A service that dies is the end of the stream as one that stops is.</summary>
    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken ct)
    {
        try
        {
            return await reader.ReadLineAsync(ct);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }
}
