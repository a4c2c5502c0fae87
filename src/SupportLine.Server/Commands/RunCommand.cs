using System.CommandLine;
using SupportLine.Server.Control;
using SupportLine.Server.Hosting;
using SupportLine.Server.Http;
using SupportLine.Server.Settings;

namespace SupportLine.Server.Commands;

/// <summary><c>run</c>: the service, until SIGTERM; then running calls may finish.</summary>
internal static class RunCommand
{
    /// <summary>How long running calls may go on after SIGTERM.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var run = new Command("run", "Answers the line until stopped.");
        run.SetAction(async (parsed, ct) => SettingsOption.Read(parsed) is { } settings ? await RunAsync(settings, ct) : ExitCode.Wrong);
        return run;
    }

    private static async Task<int> RunAsync(SiteSettings settings, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Host.UseSystemd();
        builder.Logging.ToStandardError(settings.JsonLog);
        if (settings.Http is not null)
        {
            builder.WebHost.UseUrls(settings.Http.ToString());
        }

        await using var app = builder.Build();
        SupportLineService service;
        try
        {
            service = await SupportLineService.StartAsync(settings, app.Services.GetRequiredService<ILoggerFactory>(), rehearse: true);
        }
        catch (StartException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Wrong;
        }

        ControlServer? control = null;
        try
        {
            control = settings.Control is { } socket ? await ControlServer.StartAsync(socket, service, app.Services.GetRequiredService<ILoggerFactory>()) : null;
            await ServeAsync(app, service, settings, ct);
            return ExitCode.Done;
        }
        catch (StartException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Wrong;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"Http:Listen: {e.Message}");
            return ExitCode.Wrong;
        }
        finally
        {
            await service.StopAsync(Grace);
            if (control is not null) await control.DisposeAsync();
        }
    }

    private static async Task ServeAsync(WebApplication app, SupportLineService service, SiteSettings settings, CancellationToken ct)
    {
        var lifetime = app.Lifetime;
        if (settings.Http is not null)
        {
            app.MapHealth(service, () => lifetime.ApplicationStopping.IsCancellationRequested);
            await app.StartAsync(ct);
        }

        Console.WriteLine($"SupportLine answers {string.Join(", ", service.Site.Lines.Lines.SelectMany(line => line.Numbers).Select(number => number.Number))} at {string.Join(", ", service.Engine.Listening)}");
        await using var stop = ct.Register(lifetime.StopApplication);
        await lifetime.WaitForStopAsync();
        service.Drain();
        Console.WriteLine("Stopping: no new calls; those that stand may finish.");
    }

    private static async Task WaitForStopAsync(this IHostApplicationLifetime lifetime)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
    }
}
