using System.Net;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp.Sockets;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Rtp;

/// <summary>All audio of all legs: a few threads, each with one clock for the legs placed on it.</summary>
internal sealed class MediaEngine : IDisposable
{
    private readonly MediaOptions _options;
    private readonly PortPool _ports;
    private readonly MediaLoop[] _loops;

    public MediaEngine(MediaOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _ports = new PortPool(options.FirstPort, options.LastPort, time, options.Native);
        _loops = [.. Enumerable.Range(0, options.Threads).Select(i => new MediaLoop(i, logger, options.Native))];
    }

    /// <summary>The thread with the fewest legs.</summary>
    private MediaLoop Idlest => _loops.MinBy(loop => loop.Load)!;

    public void Start()
    {
        foreach (var loop in _loops)
        {
            loop.Start();
        }
    }

    /// <summary>A session with ports of its own; null when none are free.</summary>
    /// <param name="legId">For logs.</param>
    /// <param name="bound">Address signalling is bound to: media binds to the same.</param>
    /// <param name="peer">Where signalling comes from, to choose the address named to it.</param>
    /// <param name="encryption">Whether its audio is encrypted.</param>
    public MediaSession? Open(string legId, IPAddress bound, IPEndPoint peer, MediaEncryption encryption = MediaEncryption.Off)
    {
        if (_ports.Bind(bound) is not { } ports)
        {
            return null;
        }

        var named = _options.Advertise is not null && !IPAddress.IsLoopback(peer.Address) && _options.Advertise.AddressFamily == peer.AddressFamily
            ? _options.Advertise
            : LocalRoute.AddressTowards(bound, peer);
        var session = new MediaSession(Idlest, legId, ports, new IPEndPoint(named, ports.Rtp.Port), () => _ports.Release(ports.Rtp.Port), encryption, peer);
        session.Begin();
        return session;
    }

    public MediaBridge OpenBridge() => new(Idlest);

    public void Dispose()
    {
        foreach (var loop in _loops)
        {
            loop.Stop();
        }

        // After all have stopped: a leg on its way from one to another is at the second.
        foreach (var loop in _loops)
        {
            loop.Dispose();
        }
    }
}
