using System.Net;

namespace SupportLine.Tests.Server.Speech;

/// <summary>A stand-in for Azure Speech, built from its public REST description; the real one was never asked.</summary>
internal sealed class FakeAzure(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public List<(HttpRequestMessage Request, string Body)> Asked { get; } = [];

    public static FakeAzure Answering(HttpStatusCode status, byte[] body) =>
        new(_ => Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(body) }));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
        return await answer(cancellationToken);
    }
}
