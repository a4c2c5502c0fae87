namespace SupportLine.Telephony.Calls;

/// <summary>
/// A piece of audio held ready in every codec in use: immutable, shared by all calls.
/// </summary>
public sealed partial class Sound
{
    /// <summary>Rate of the master, Hz.</summary>
    public const int MasterRate = 16000;

    private readonly Lock _making = new();
    private readonly byte[]? _g722;
    private readonly int _length;
    private short[]? _samples;

    private Sound(string name, byte[] g722)
    {
        Name = name;
        _g722 = g722;
        _length = g722.Length * 2;
    }

    private Sound(string name, short[] master)
    {
        Name = name;
        _samples = master;
        _length = master.Length;
    }

    /// <summary>What it is called in logs and records: a prompt's key, never its contents.</summary>
    public string Name { get; }

    /// <summary>The master: 16 kHz, one channel, linear 16 bit.</summary>
    public ReadOnlySpan<short> Master => Samples;

    public TimeSpan Duration => TimeSpan.FromSeconds((double)_length / MasterRate);

    /// <summary>
    /// Decoded when first spoken: most of what a line could say is said seldom, and a start need not wait for it. Who comes
    /// meanwhile waits for it: many first callers of a line who each did it again would wait for longer.
    /// </summary>
    private short[] Samples
    {
        get
        {
            if (_samples is null)
            {
                lock (_making)
                {
                    _samples ??= Decode(_g722!);
                }
            }

            return _samples;
        }
    }

    /// <summary>Makes a sound from 16 kHz mono linear samples.</summary>
    public static Sound FromPcm(string name, short[] samples) => new(name, samples);
}
