namespace SupportLine.CallTests.Phones;

/// <summary>A request of a <see cref="Phone"/>'s, sent again until it is answered (RFC 3261 sections 17.1.1.2 and 17.1.2.2).</summary>
/// <param name="message">As it is sent.</param>
internal sealed class PhoneRequest(string message)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _method = message.Split(' ')[0];
    private volatile string? _final;
    private volatile string? _ack;
    private volatile int _sent;

    /// <summary>What its responses are known by.</summary>
    public string Transaction { get; } = SipText.Transaction(message);

    /// <summary>Done once there is a response to it.</summary>
    public Task Answered => _answered.Task;

    /// <summary>How it went.</summary>
    public string Told => $"{_sent} {_method}, answered {_final ?? "not"}";

    /// <summary>What acknowledges its final response, and every copy of that; null before.</summary>
    public string? Ack
    {
        get => _ack;
        set => _ack = value;
    }

    /// <summary>Sends it, and again for 32 s: an INVITE at twice the distance each time, others at no more than 4 s.</summary>
    public async Task SendAsync(Action<string> send, CancellationToken off)
    {
        var (wait, left) = (TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(32));
        while (left > TimeSpan.Zero && !Answered.IsCompleted && !off.IsCancellationRequested)
        {
            send(message);
            _sent++;
            await Task.WhenAny(Answered, Task.Delay(wait, off));
            left -= wait;
            wait = TimeSpan.FromSeconds(Math.Min(_method == "INVITE" ? 32 : 4, 2 * wait.TotalSeconds));
        }
    }

    /// <summary>Takes a response to it; false when there was a final one before.</summary>
    public bool Take(string response)
    {
        _answered.TrySetResult();
        if (_final is not null) return false;
        if (SipText.Status(response) >= 200) _final = response.Split('\r')[0];
        return true;
    }
}
