namespace SupportLine.Telephony.Rtp;

/// <summary>
/// Received octets laid out by their timestamps and read in steps of 10 ms, as far behind as the arrival of the last
/// seconds asks for: short on a steady line, longer on an unsteady one. All codecs here have one octet a timestamp unit.
/// </summary>
internal sealed class JitterBuffer
{
    /// <summary>Set in a cell whose octet is A-law.</summary>
    public const ushort IsALaw = 0x100;

    private const ushort Absent = 0xFFFF;

    /// <summary>A step, octets.</summary>
    private const int Step = 80;

    /// <summary>Room, octets, a power of two: half a second.</summary>
    private const int Room = 4096;

    /// <summary>Delay before anything is known of the line: 40 ms.</summary>
    private const int FirstDelay = 4 * Step;

    /// <summary>So many late ones in a row, and the peer's clock has jumped.</summary>
    private const int LateInARow = 10;

    private readonly ushort[] _cells = new ushort[Room];
    private readonly Transits _transits = new();
    private uint _read;
    private uint _origin;
    private long _started;
    private int _late;
    private bool _running;

    /// <summary>Packets that came too late to be heard.</summary>
    public long Late { get; private set; }

    /// <summary>How far reading should stay behind the fastest packets, octets.</summary>
    public int Target { get; private set; } = FirstDelay;

    /// <summary>Puts a packet's octets where they belong; late ones are dropped, a jump begins anew.</summary>
    public void Put(uint timestamp, ReadOnlySpan<byte> octets, bool isALaw, long arrival)
    {
        var end = timestamp + (uint)octets.Length;
        if (!_running || (int)(end - _read) > Room || (int)(timestamp - _read) < -Room)
        {
            Begin(timestamp, arrival);
        }
        else if ((int)(end - _read) <= 0)
        {
            Late++;
            _late++;
            if (_late >= LateInARow)
            {
                Begin(timestamp, arrival);
            }
        }
        else
        {
            _late = 0;
        }

        _transits.Add(arrival - _started - (int)(timestamp - _origin));
        Target = Math.Max(_transits.Spread + Step, 2 * Step);
        var mark = isALaw ? IsALaw : 0;
        for (var i = 0; i < octets.Length; i++)
        {
            var at = timestamp + (uint)i;
            if ((int)(at - _read) >= 0)
            {
                _cells[at & (Room - 1)] = (ushort)(octets[i] | mark);
            }
        }
    }

    /// <summary>Takes the next step; false where nothing is there, so that it has to be made up.</summary>
    /// <param name="cells">Octets, with <see cref="IsALaw"/> where they are that.</param>
    /// <param name="now">In units of 1/8000 s.</param>
    /// <param name="isQuiet">Nobody speaks: the moment to change the delay unheard.</param>
    public bool Read(Span<ushort> cells, long now, bool isQuiet)
    {
        if (!_running)
        {
            return false;
        }

        // Where reading should be, against where it is.
        var behind = (int)(_origin + (uint)(now - _started - _transits.Least - Target) - _read);
        if (behind >= Room / 2)
        {
            Skip(behind);
        }
        else if (behind >= 2 * Step && isQuiet)
        {
            Skip(Step);
        }
        else if (behind <= -2 * Step && (isQuiet || _cells[_read & (Room - 1)] == Absent))
        {
            return false;
        }

        var present = 0;
        for (var i = 0; i < cells.Length; i++, _read++)
        {
            ref var cell = ref _cells[_read & (Room - 1)];
            present += cell == Absent ? 0 : 1;
            cells[i] = cell;
            cell = Absent;
        }

        return present == cells.Length || (present > cells.Length / 2 && Patch(cells));
    }

    /// <summary>A few octets missing from a step are the nearest ones again.</summary>
    private static bool Patch(Span<ushort> cells)
    {
        for (var i = 1; i < cells.Length; i++)
        {
            cells[i] = cells[i] == Absent ? cells[i - 1] : cells[i];
        }

        for (var i = cells.Length - 2; i >= 0; i--)
        {
            cells[i] = cells[i] == Absent ? cells[i + 1] : cells[i];
        }

        return true;
    }

    private void Begin(uint timestamp, long arrival)
    {
        Array.Fill(_cells, Absent);
        _origin = timestamp;
        _started = arrival;
        _read = timestamp - (uint)Target;
        _transits.Clear();
        _late = 0;
        _running = true;
    }

    private void Skip(int octets)
    {
        if (octets >= Room)
        {
            _running = false;
            return;
        }

        for (; octets > 0; octets--, _read++)
        {
            _cells[_read & (Room - 1)] = Absent;
        }
    }
}
