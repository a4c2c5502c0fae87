using System.Net;
using SupportLine.CallTests.Interop;
using SupportLine.Domain.Outbox;
using SupportLine.Server.Settings;

namespace SupportLine.CallTests.Mail;

/// <summary>A webhook that takes alerts of engineers.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<string> _bodies = [];
    private readonly Task _listening;
    private readonly string _url = $"http://127.0.0.1:{Programs.FreePort()}/";

    public HookServer()
    {
        _listener.Prefixes.Add(_url);
        _listener.Start();
        _listening = ListenAsync();
    }

    public WebhookSettings Terms => new(new HookTerms(_url, [HookBody.EngineerRung]), new byte[32]);

    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_bodies)
            {
                return [.. _bodies];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening;
        _listener.Close();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                lock (_bodies)
                {
                    _bodies.Add(body);
                }

                context.Response.StatusCode = 204;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
        {
            // The test is over, whatever it was at.
        }
    }
}
