using SupportLine.Telephony.Audio;

namespace SupportLine.Telephony.Rtp;

/// <summary>A leg in a bridge, between its own rate and the bridge's.</summary>
internal sealed class BridgeMember(MediaSession session)
{
    /// <summary>A step at 16 kHz, samples.</summary>
    private const int Most = 16 * MediaLoop.HearMs;

    private readonly short[] _in = new short[Most];
    private readonly short[] _out = new short[Most];
    private Doubler? _doubler;
    private Halver? _halver;

    public MediaSession Session { get; } = session;

    public bool IsWide => Session.Codec.Rate() == 16000;

    /// <summary>Takes what the leg said in this step, at the bridge's rate.</summary>
    /// <param name="isWide">Whether that is 16 kHz; never narrower than the leg's own.</param>
    public ReadOnlySpan<short> Listen(bool isWide)
    {
        var said = _in.AsSpan(0, isWide ? Most : Most / 2);
        var heard = Session.Heard;
        if (heard.Length == said.Length)
        {
            heard.CopyTo(said);
        }
        else if (heard.IsEmpty)
        {
            said.Clear();
        }
        else
        {
            (_doubler ??= new Doubler()).Convert(heard, said);
        }

        return said;
    }

    /// <summary>What it said in this step.</summary>
    public ReadOnlySpan<short> Said(bool isWide) => _in.AsSpan(0, isWide ? Most : Most / 2);

    /// <summary>Gives the leg what it shall hear.</summary>
    public void Hear(ReadOnlySpan<short> mixed)
    {
        if (mixed.Length == Most && !IsWide)
        {
            (_halver ??= new Halver()).Convert(mixed, _out);
            Session.Say(_out.AsSpan(0, Most / 2));
        }
        else
        {
            Session.Say(mixed);
        }
    }
}
