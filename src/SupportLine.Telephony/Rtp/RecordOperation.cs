using SupportLine.Telephony.Audio;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>A recording being made.</summary>
internal sealed class RecordOperation(RecordingRequest request)
{
    /// <summary>Root mean square above which a packet counts as speech, of 32768; line noise lies below.</summary>
    private const double SpeechLevel = 250;

    /// <summary>Packets of speech that make it more than a click: 200 ms.</summary>
    private const int SpeechPackets = 10;

    private int _speech;
    private int _silent;

    public RecordingRequest Request { get; } = request;

    public TaskCompletionSource<RecordingResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WavWriter? Writer { get; set; }

    public bool HeardSpeech => _speech >= SpeechPackets;

    /// <summary>Time without speech up to now.</summary>
    public TimeSpan SilentFor => TimeSpan.FromMilliseconds(_silent * MediaEngine.TickMs);

    public void Take(ReadOnlySpan<short> samples)
    {
        Writer!.Write(samples);
        var energy = 0.0;
        foreach (var sample in samples)
        {
            energy += (double)sample * sample;
        }

        var isSpeech = Math.Sqrt(energy / samples.Length) > SpeechLevel;
        _speech += isSpeech ? 1 : 0;
        _silent = isSpeech ? 0 : _silent + 1;
    }

    /// <summary>Ends the file when the leg ends: not on the media thread, which waits for no disk.</summary>
    public void Close()
    {
        if (Writer is { } writer)
        {
            Writer = null;
            ThreadPool.UnsafeQueueUserWorkItem(static wav => wav.Dispose(), writer, preferLocal: false);
        }
    }
}
