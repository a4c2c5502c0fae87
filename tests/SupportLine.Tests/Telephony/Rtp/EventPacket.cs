namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>Payloads of RFC 4733.</summary>
internal static class EventPacket
{
    public static byte[] Of(int code, int duration, bool end = false) =>
        [(byte)code, (byte)((end ? 0x80 : 0) | 10), (byte)(duration >> 8), (byte)duration];

    /// <summary>A whole press of 100 ms as a phone sends it: five packets, the last repeated twice.</summary>
    public static byte[][] Press(int code) =>
        [Of(code, 160), Of(code, 320), Of(code, 480), Of(code, 640), Of(code, 800, true), Of(code, 800, true), Of(code, 800, true)];
}
