namespace SupportLine.Telephony.Sip.Transactions;

/// <summary>
/// Timers by the time they are due: a heap whose items know their place, so that a cancelled one leaves at once. Most
/// timers of SIP are cancelled; left in until due, they and what they hold would pile up for half a minute.
/// </summary>
internal sealed class TimerQueue
{
    private const int Children = 4;

    private SipTimer[] _heap = new SipTimer[64];

    public int Count { get; private set; }

    /// <summary>The one due first.</summary>
    public SipTimer? First => Count == 0 ? null : _heap[0];

    public void Add(SipTimer timer)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        Rise(timer, Count++);
    }

    /// <summary>Takes it out; nothing happens when it is not in.</summary>
    public void Remove(SipTimer timer)
    {
        var hole = timer.Index;
        if (hole < 0)
        {
            return;
        }

        timer.Index = -1;
        var last = _heap[--Count];
        _heap[Count] = null!;
        if (last == timer)
        {
            return;
        }

        if (hole > 0 && last.Due < _heap[(hole - 1) / Children].Due)
        {
            Rise(last, hole);
        }
        else
        {
            Sink(last, hole);
        }
    }

    private void Rise(SipTimer timer, int at)
    {
        while (at > 0 && timer.Due < _heap[(at - 1) / Children].Due)
        {
            var parent = (at - 1) / Children;
            Put(_heap[parent], at);
            at = parent;
        }

        Put(timer, at);
    }

    private void Sink(SipTimer timer, int at)
    {
        while (true)
        {
            var first = (at * Children) + 1;
            if (first >= Count)
            {
                break;
            }

            var least = first;
            for (var child = first + 1; child < Math.Min(first + Children, Count); child++)
            {
                least = _heap[child].Due < _heap[least].Due ? child : least;
            }

            if (timer.Due <= _heap[least].Due)
            {
                break;
            }

            Put(_heap[least], at);
            at = least;
        }

        Put(timer, at);
    }

    private void Put(SipTimer timer, int at)
    {
        _heap[at] = timer;
        timer.Index = at;
    }
}
