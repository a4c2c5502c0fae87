namespace SupportLine.Telephony.Rtp;

/// <summary>Speaking.</summary>
internal sealed partial class MediaSession
{
    private void Begin(PlayOperation play)
    {
        // What was keyed before a prompt that takes no keys is not for the question after it.
        _ahead.Clear();
        _play?.Done.TrySetCanceled();
        _play = play;
    }

    private void End(PlayOperation play)
    {
        if (_play == play)
        {
            _play = null;
        }
    }

    private void FinishPlay(PlayOperation play)
    {
        _play = null;
        play.Done.TrySetResult(true);
        if (_collect is { } collect && collect.Prompt == play)
        {
            PromptEnded(collect);
        }
    }
}
