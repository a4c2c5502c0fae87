namespace SupportLine.Telephony.Sip.Registration;

/// <summary>
/// Lets each pair of nonce and counter be used once (RFC 7616 section 3.4), whatever order datagrams come in. Kept for nonces
/// alone that a right answer was given for, so that strangers fill no memory. In the loop alone.
/// </summary>
/// <param name="time">Real time.</param>
internal sealed class DigestCounters(TimeProvider time)
{
    /// <summary>Nonces kept at once; beyond, a right answer is asked for once more, until some have grown old.</summary>
    public const int MostNonces = 4096;

    private const int Width = 64;

    private readonly Dictionary<string, Window> _windows = [];
    private readonly Queue<(string Nonce, long Since)> _order = new();

    /// <summary>Nonces kept now.</summary>
    public int Count => _windows.Count;

    /// <summary>Takes a counter of a nonce that is good and was answered rightly; false when it came before, or is too old to tell.</summary>
    public bool Take(string nonce, int counter)
    {
        ForgetOld();
        if (!_windows.TryGetValue(nonce, out var window))
        {
            if (_windows.Count == MostNonces) return false;
            _windows.Add(nonce, window = new Window());
            _order.Enqueue((nonce, time.GetTimestamp()));
        }

        return window.Take(counter);
    }

    /// <summary>A nonce was given before it was first answered: it is no longer good when it leaves.</summary>
    private void ForgetOld()
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) > DigestNonces.GoodFor)
        {
            _windows.Remove(_order.Dequeue().Nonce);
        }
    }

    private sealed class Window
    {
        private int _highest;

        // Bit n: the highest less n.
        private ulong _seen;

        public bool Take(int counter)
        {
            var step = (long)counter - _highest;
            if (step > 0)
            {
                _seen = step < Width ? (_seen << (int)step) | 1 : 1;
                _highest = counter;
                return true;
            }

            if (step <= -Width || ((_seen >> (int)-step) & 1) != 0) return false;
            _seen |= 1UL << (int)-step;
            return true;
        }
    }
}
