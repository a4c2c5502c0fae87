namespace SupportLine.Telephony.Rtp;

/// <summary>Keys the far end presses, and whom they concern.</summary>
internal sealed partial class MediaSession
{
    /// <summary>Keys kept for the next question when they are pressed ahead of it.</summary>
    private const int TypeAhead = 32;

    /// <summary>A phone that tells a key both by RTP and by INFO does so within this, ns.</summary>
    private const long SamePress = 500_000_000;

    private readonly Queue<char> _ahead = new();
    private DtmfReceiver _dtmf;
    private bool _keysByRtp;
    private bool _keysByInfo;
    private char _infoKey;
    private long _infoKeyAt;

    /// <summary>A key by RFC 4733.</summary>
    private void OnEventKey(char key)
    {
        var isTold = _infoKey == key && Loop.Now - _infoKeyAt < SamePress;
        _infoKey = '\0';
        _keysByRtp = true;
        if (!isTold)
        {
            OnKey(key);
        }
    }

    /// <summary>A key by INFO; whoever sends them by RTP as well is believed there alone.</summary>
    private void OnInfoKey(char key)
    {
        _keysByInfo = true;
        if (!_keysByRtp)
        {
            (_infoKey, _infoKeyAt) = (key, Loop.Now);
            OnKey(key);
        }
    }

    /// <summary>A key the far end pressed, however it came.</summary>
    private void OnKey(char key)
    {
        if (_record is { } record && record.Request.StopKeys.Contains(key, StringComparison.Ordinal))
        {
            FinishRecord(record, key);
        }
        else if (_collect is { } collect)
        {
            OnKey(collect, key);
        }
        else if (Bridge is { } bridge)
        {
            bridge.OnKey(this, key);
        }
        else if (_play is null && _record is null && _ahead.Count < TypeAhead)
        {
            _ahead.Enqueue(key);
        }
    }
}
