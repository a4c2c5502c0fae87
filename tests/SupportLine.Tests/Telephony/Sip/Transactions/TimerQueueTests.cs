using FsCheck.Xunit;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Tests.Telephony.Sip.Transactions;

public sealed class TimerQueueTests
{
    [Property]
    public bool What_is_not_cancelled_comes_out_in_the_order_it_is_due(byte[] dues, byte[] cancelled)
    {
        var queue = new TimerQueue();
        var timers = dues.Select(due => new SipTimer(queue, due, () => { })).ToList();
        timers.ForEach(queue.Add);
        foreach (var at in cancelled.Where(at => at < timers.Count))
        {
            timers[at].Cancel();
            timers[at].Cancel();
        }

        var expected = dues.Where((_, i) => !cancelled.Contains((byte)i)).Order().Select(due => (long)due).ToList();
        var actual = new List<long>();
        while (queue.First is { } first)
        {
            actual.Add(first.Due);
            first.Cancel();
        }

        return actual.SequenceEqual(expected) && queue.Count == 0;
    }
}
