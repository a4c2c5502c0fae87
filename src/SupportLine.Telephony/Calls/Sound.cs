namespace SupportLine.Telephony.Calls;

/// <summary>
/// A piece of audio held ready in every codec in use: immutable, shared by all calls.
/// </summary>
public sealed partial class Sound
{
    /// <summary>Rate of the master, Hz.</summary>
    public const int MasterRate = 16000;

    private readonly short[] _master;

    private Sound(string name, short[] master)
    {
        Name = name;
        _master = master;
    }

    /// <summary>What it is called in logs and records: a prompt's key, never its contents.</summary>
    public string Name { get; }

    /// <summary>The master: 16 kHz, one channel, linear 16 bit.</summary>
    public ReadOnlySpan<short> Master => _master;

    public TimeSpan Duration => TimeSpan.FromSeconds((double)_master.Length / MasterRate);

    /// <summary>Makes a sound from 16 kHz mono linear samples.</summary>
    public static Sound FromPcm(string name, short[] samples) => new(name, samples);
}
