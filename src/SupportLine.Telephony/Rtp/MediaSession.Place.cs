namespace SupportLine.Telephony.Rtp;

/// <summary>Where the leg is: on which thread, and in which of its turns.</summary>
internal sealed partial class MediaSession
{
    private readonly Lock _moving = new();
    private volatile MediaLoop _loop = null!;

    /// <summary>The thread it is on now.</summary>
    public MediaLoop Loop
    {
        get => _loop;
        private init => _loop = value;
    }

    /// <summary>Its number on the thread, by which its sockets are known.</summary>
    public int Slot { get; set; }

    /// <summary>The legs that send when it does.</summary>
    public List<MediaSession>? Turn { get; set; }

    public int TurnIndex { get; set; }

    /// <summary>Whether somebody listens to it.</summary>
    public bool IsHeard { get; set; }

    /// <summary>Runs on its media thread within 5 ms, wherever that is by then. From any thread.</summary>
    public void Post(Action work)
    {
        MediaLoop loop;
        lock (_moving)
        {
            loop = _loop;
            loop.Enqueue(this, work);
        }

        loop.RunIfStopped();
    }

    /// <summary>Goes to another thread, between two ticks, and does something there. On the thread it is on.</summary>
    internal void MoveTo(MediaLoop target, Action then)
    {
        if (_loop == target || IsOver)
        {
            then();
            return;
        }

        _loop.Detach(this);
        lock (_moving)
        {
            // What others post from here on comes after its arrival.
            _loop = target;
            target.Enqueue(this, () =>
            {
                target.Attach(this);
                ListenAsNeeded();
                then();
            });
        }

        target.RunIfStopped();
    }
}
