using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Rtp;
using SupportLine.Telephony.Rtp.Srtp;
using SupportLine.Tests.Telephony.Audio;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>A running media engine and phones on it, over loopback.</summary>
internal sealed class MediaRig : IDisposable
{
    private const int Ports = 200;

    private static int s_block;

    private readonly List<Phone> _phones = [];

    public MediaRig(int threads = 1, bool? native = null)
    {
        var first = 30000 + ((Interlocked.Increment(ref s_block) % 10) * Ports);
        Engine = new MediaEngine(new MediaOptions(first, first + Ports - 1, null, threads) { Native = native ?? OperatingSystem.IsLinux() }, TimeProvider.System, NullLogger.Instance);
        Engine.Start();
    }

    public MediaEngine Engine { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("media-").FullName;

    public Phone Connect(
        string media = "RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp-mux\r\n",
        MediaEncryption encryption = MediaEncryption.Off,
        Func<string, SrtpReceiver>? opening = null)
    {
        var session = Engine.Open("test", IPAddress.Loopback, new IPEndPoint(IPAddress.Loopback, 5060), encryption);
        Assert.NotNull(session);
        session.Owner = new UnspokenCall();
        var phone = new Phone(session, media, opening);
        _phones.Add(phone);
        return phone;
    }

    /// <summary>What is posted before this has been done when it returns.</summary>
    public static Task SettleAsync(Phone phone) => SettleAsync(phone.Session);

    public static async Task SettleAsync(MediaSession session)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Post(done.SetResult);
        await done.Task.WaitAsync(Phone.Patience);
    }

    /// <summary>Waits, slot by slot of the media clock, until something is so.</summary>
    public static Task UntilAsync(Phone phone, Func<bool> isSo) => UntilAsync(phone.Session, isSo);

    public static async Task UntilAsync(MediaSession session, Func<bool> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Phone.Patience, "it never came to be");
            await SettleAsync(session);
        }
    }

    public static Sound Tone(double hertz = 1000, double seconds = 0.2) =>
        Sound.FromPcm("tone", Sine.Of(hertz, Sound.MasterRate, seconds));

    public static Utterance Say(double seconds, double hertz = 1000) => new([Tone(hertz, seconds)]);

    /// <summary>Octets of a tone as a phone would send it, in mu-law.</summary>
    public static byte[] ToneCodes(double hertz, int octets, int from = 0) =>
        [.. Sine.Of(hertz, 8000, (from + octets) / 8000.0).Skip(from).Select(G711.ToMuLaw)];

    /// <summary>What a phone hears, decoded from mu-law.</summary>
    public static short[] Samples(IEnumerable<Heard> heard) => [.. heard.SelectMany(packet => packet.Payload).Select(G711.FromMuLaw)];

    public void Dispose()
    {
        Engine.Dispose();
        _phones.ForEach(phone => phone.Dispose());
        Directory.Delete(Folder, recursive: true);
    }
}
