using System.Globalization;
using SupportLine.Telephony.Sdp;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Calls;

/// <summary>Ringing, reliably where the caller requires it (RFC 3262 section 3).</summary>
internal sealed partial class InboundCall
{
    /// <summary>Said again each minute, so that no proxy on the way gives up (RFC 3261 section 13.3.1.1).</summary>
    private static readonly TimeSpan RingAgain = TimeSpan.FromMinutes(1);

    private SipTimer? _ringAgain;
    private ReliableProvisional? _reliable;
    private bool _answerWhenAcknowledged;
    private bool _isAgreed;
    private uint _lastRSeq = (uint)Random.Shared.Next(1, 1 << 30);

    public override Task RingAsync(CancellationToken ct) => UnlessEndedAsync(() =>
    {
        if (!_final && _reliable is not { IsAcknowledged: false })
        {
            Ring();
        }
    });

    /// <summary>Our offer went with an answer that nobody has acknowledged yet.</summary>
    protected override bool AwaitsAnswerBefore(SipRequest update) => !_final && _reliable is { NeedsAnswer: true, IsAcknowledged: false };

    protected override void OnPrack(ServerTransaction transaction)
    {
        if (_reliable is not { } reliable || !reliable.Matches(transaction.Request))
        {
            Respond(transaction, 481);
            return;
        }

        if (reliable is { NeedsAnswer: true, IsAcknowledged: false } && !Media.TryAcceptAnswer(SessionText.Of(transaction.Request)))
        {
            Respond(transaction, 488);
            Refuse(488, new CallEnd(CallEndKind.Rejected, 488));
            return;
        }

        _isAgreed |= reliable.NeedsAnswer;
        reliable.Acknowledge();
        Respond(transaction, 200);
        if (_answerWhenAcknowledged)
        {
            _answerWhenAcknowledged = false;
            Answer();
        }
    }

    private void Ring()
    {
        var ringing = InDialog(_invite, 180);
        if (!_invite.Request.Headers.Elements("Require").Contains("100rel", StringComparer.OrdinalIgnoreCase))
        {
            _invite.Respond(ringing);
            _ringAgain?.Cancel();
            _ringAgain = Loop.Schedule(RingAgain, Ring);
            return;
        }

        // Where the INVITE had no offer the first reliable answer brings ours (RFC 3262 section 5).
        var offers = _answer is null && _reliable is null;
        var reliable = new ReliableProvisional(_invite.Request.CSeq!.Value, ++_lastRSeq, offers);
        ringing.Headers.Add("Require", "100rel").Add("RSeq", _lastRSeq.ToString(CultureInfo.InvariantCulture));
        if (offers)
        {
            ringing.SetBody("application/sdp", Media.CreateOffer());
        }

        _reliable = reliable;
        _invite.Respond(ringing);
        reliable.Repeat(Loop, SipTimers.T1, () => _invite.Respond(ringing));
        reliable.End = Loop.Schedule(SipTimers.Timeout, () => Refuse(504, new CallEnd(CallEndKind.NoAck, 504)));
    }
}
