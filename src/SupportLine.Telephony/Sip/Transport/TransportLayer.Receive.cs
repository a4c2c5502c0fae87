using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Tracing;
using SupportLine.Telephony.Sip.Transactions;

namespace SupportLine.Telephony.Sip.Transport;

internal sealed partial class TransportLayer
{
    /// <summary>Lines a sweep's time may cost, so that a flood fills no disk.</summary>
    private const int MostRejectionsLogged = 20;

    private long _rejected;
    private int _rejectedSinceSweep;

    /// <summary>Datagrams and stream contents that were no SIP message, since the start.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>A datagram came.</summary>
    public void Receive(ReadOnlySpan<byte> datagram, Flow flow)
    {
        // A source that cannot be answered is a forgery.
        if (flow.Remote.Port == 0 || _admits(flow.Remote.Address) == Admission.Silence)
        {
            return;
        }

        if (SipParser.Parse(datagram.ToArray(), stream: false, out var message, out _, out var reason) == ParseVerdict.Parsed)
        {
            Deliver(message!, flow);
        }
        else
        {
            Reject(message, reason, datagram.Length, flow);
        }
    }

    /// <summary>A message came whole, by whatever way.</summary>
    private void Deliver(SipMessage message, Flow flow)
    {
        TraceReceived(message, flow);
        if (message is SipRequest request)
        {
            NoteSource(request, flow);
        }

        _received(message, flow);
    }

    /// <summary>Counted; and refused without any state where it was a request that can be answered (RFC 3261 section 18.3).</summary>
    private void Reject(SipMessage? message, RejectReason reason, int length, Flow flow)
    {
        Interlocked.Increment(ref _rejected);
        if (Interlocked.Increment(ref _rejectedSinceSweep) <= MostRejectionsLogged)
        {
            LogRejected(flow.Remote, reason, length);
        }

        if (message is not null) TraceReceived(message, flow);
        if (message is SipRequest request && _admits(flow.Remote.Address) == Admission.Known && MessageValidator.CanBeAnswered(request))
        {
            NoteSource(request, flow);
            var response = SipResponse.For(request, 400, Tokens.Tag(), Phrase(reason));
            Send(response, ResponseRoute.For(request, flow));
        }
    }

    private void TraceReceived(SipMessage message, in Flow flow) => _options.Trace?.Add(RingEntryKind.Received, flow, message.Headers.Source.Span);

    private void LogRejections()
    {
        var count = Interlocked.Exchange(ref _rejectedSinceSweep, 0);
        if (count > MostRejectionsLogged)
        {
            LogFurtherRejected(count - MostRejectionsLogged);
        }
    }

    /// <summary>Fills in where a request came from (RFC 3261 section 18.2.1, RFC 3581 section 4).</summary>
    private static void NoteSource(SipRequest request, Flow flow)
    {
        if (request.TopVia is not { } via)
        {
            return;
        }

        var parameters = via.Parameters;
        if (parameters.Has("rport"))
        {
            parameters = parameters.With("rport", flow.Remote.Port.ToString(CultureInfo.InvariantCulture))
                .With("received", flow.Remote.Address.ToString());
        }
        else if (!IPAddress.TryParse(via.Host.AsSpan().Trim("[]"), out var sentBy) || !sentBy.Equals(flow.Remote.Address))
        {
            parameters = parameters.With("received", flow.Remote.Address.ToString());
        }
        else
        {
            return;
        }

        request.SetTopVia(via with { Parameters = parameters });
    }

    private static string Phrase(RejectReason reason) => reason switch
    {
        RejectReason.BadContentLength => "Bad Content-Length",
        RejectReason.Truncated => "Truncated",
        _ => "Bad Header",
    };

    [LoggerMessage(1003, LogLevel.Information, "What came from {Remote} is no SIP message: {Reason}, {Length} bytes")]
    private partial void LogRejected(IPEndPoint remote, RejectReason reason, int length);

    [LoggerMessage(1011, LogLevel.Information, "{Count} more that were no SIP message are not logged singly")]
    private partial void LogFurtherRejected(int count);
}
