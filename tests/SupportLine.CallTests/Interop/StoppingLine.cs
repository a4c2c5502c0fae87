using System.Net;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;

namespace SupportLine.CallTests.Interop;

/// <summary>The program, told to stop while somebody is on the telephone: it goes on until they have hung up, and takes no call meanwhile.</summary>
internal sealed class StoppingLine : IScenarioSite
{
    private readonly DirectoryInfo _folder;
    private readonly ServiceProcess _service;
    private readonly Phone _caller;

    private StoppingLine(DirectoryInfo folder, ServiceProcess service, Phone caller) => (_folder, _service, _caller) = (folder, service, caller);

    public IPEndPoint Address => _service.Address;

    public static async Task<StoppingLine> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("stopping");
        var service = await ServiceProcess.AnsweringAsync(folder, "Media:Ports=32400-32418", "Diagnostics:Numbers=true");
        var caller = new Phone();
        Assert.Equal(200, await caller.DialAsync(service.Address, "prompt"));
        service.Terminate();
        Assert.StartsWith("Stopping", await service.PrintsAsync(), StringComparison.Ordinal);
        return new StoppingLine(folder, service, caller);
    }

    /// <summary>The call has gone on, and ends by its caller; the program with it.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.False(_service.HasExited);
        await _caller.HangsUpAsync();
        Assert.Equal(0, await _service.ExitsAsync());
        await _caller.DisposeAsync();
        await _service.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
