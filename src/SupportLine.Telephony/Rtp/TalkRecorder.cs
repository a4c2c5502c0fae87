using System.Diagnostics;
using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Rtp;

/// <summary>The files of a bridge's talk. They are made by who asks, filled on the media thread, written by neither.</summary>
internal sealed class TalkRecorder
{
    private readonly TalkRecording _files;
    private readonly TalkTrack _mix;
    private readonly TaskCompletionSource<IReadOnlyList<RecordingResult>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _began;
    private volatile (ICall Leg, TalkTrack Track)[] _sides = [];

    public TalkRecorder(TalkRecording files)
    {
        _files = files;
        _mix = new TalkTrack(files.Mix, TimeSpan.Zero);
    }

    /// <summary>The results, the mix first, once all files are closed.</summary>
    public Task<IReadOnlyList<RecordingResult>> Done => _done.Task;

    /// <summary>Makes a leg's file, where it has none yet. Whoever comes later was silent until then. One caller at a time.</summary>
    public void Open(ICall leg)
    {
        if (!Array.Exists(_sides, side => side.Leg == leg))
        {
            _sides = [.. _sides, (leg, new TalkTrack(_files.Side(leg), SilenceUntilNow()))];
        }
    }

    /// <summary>The first step is about to be taken. On the media thread, as all below.</summary>
    public void Begin() => Volatile.Write(ref _began, Stopwatch.GetTimestamp());

    /// <summary>The files of the sides, each of which takes every step, so that all remain as long as the mix.</summary>
    public (ICall Leg, TalkTrack Track)[] Sides => _sides;

    public void TakeMix(ReadOnlySpan<short> mixed) => _mix.Take(mixed);

    public void Close()
    {
        TalkTrack[] tracks = [_mix, .. _sides.Select(side => side.Track)];
        var left = tracks.Length;
        foreach (var track in tracks)
        {
            track.Close(() =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    _done.TrySetResult([.. tracks.Select(each => each.Result)]);
                }
            });
        }
    }

    private TimeSpan SilenceUntilNow() =>
        Volatile.Read(ref _began) is not 0 and var began ? Stopwatch.GetElapsedTime(began) : TimeSpan.Zero;
}
