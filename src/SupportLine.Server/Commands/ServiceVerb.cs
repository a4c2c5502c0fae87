using System.CommandLine;
using System.Text.Json;
using SupportLine.Server.Control;

namespace SupportLine.Server.Commands;

/// <summary>What every verb that asks the running service has around it.</summary>
internal static class ServiceVerb
{
    /// <summary>Runs a verb with the way to the service; without one, and where the service fails it, the reason is told.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<ControlClient, Task<int>> verb)
    {
        if (SettingsOption.Read(parsed) is not { } settings) return ExitCode.Wrong;
        if (settings.Control is not { } socket)
        {
            return StoreVerb.Refuse("setting Control:Socket: it is off; name the file of the service's socket, and restart the service", ExitCode.Wrong);
        }

        using var client = new ControlClient(socket);
        try
        {
            return await verb(client);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return StoreVerb.Refuse(e.Message, ExitCode.Failed);
        }
    }
}
