using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Rtp.Srtp;

namespace SupportLine.Telephony.Calls;

/// <summary>Tells how the audio is protected; never by which key.</summary>
internal abstract partial class Call
{
    private void TellEncryption()
    {
        if (Media.Suite is { } suite)
        {
            LogEncrypted(Id, suite.Name());
        }
    }

    [LoggerMessage(1104, LogLevel.Information, "Call {CallId}: audio encrypted by {Suite}")]
    private partial void LogEncrypted(string callId, string suite);
}
