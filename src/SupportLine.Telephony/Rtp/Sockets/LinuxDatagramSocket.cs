using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>Straight to the kernel: no exception for an empty socket or an unreachable peer, nothing allocated.</summary>
internal sealed unsafe partial class LinuxDatagramSocket : DatagramSocket
{
    private readonly int _descriptor;
    private readonly byte[] _aim = new byte[Source.AddressLength];
    private int _aimLength;
    private bool _isLocked;

    public LinuxDatagramSocket(Socket bound)
        : base(bound) => _descriptor = (int)bound.Handle;

    public override void Aim(IPEndPoint remote)
    {
        if (_isLocked)
        {
            // Connecting to no family undoes the connection and keeps the port (connect(2)).
            var nobody = stackalloc byte[Source.AddressLength];
            new Span<byte>(nobody, Source.AddressLength).Clear();
            _ = Connect(_descriptor, nobody, Source.AddressLength);
            _isLocked = false;
        }

        var address = remote.Serialize();
        _aimLength = address.Size;
        address.Buffer.Span[.._aimLength].CopyTo(_aim);
    }

    public override void Lock()
    {
        if (_isLocked || _aimLength == 0)
        {
            return;
        }

        fixed (byte* aim = _aim)
        {
            _isLocked = Connect(_descriptor, aim, _aimLength) == 0;
        }
    }

    public override bool Send(ReadOnlySpan<byte> packet)
    {
        fixed (byte* data = packet, aim = _aim)
        {
            return SendTo(_descriptor, data, packet.Length, 0, _isLocked ? null : aim, _isLocked ? 0 : _aimLength) == packet.Length;
        }
    }

    public override int Receive(Span<byte> buffer, out Source source)
    {
        var address = stackalloc byte[Source.AddressLength];
        var length = Source.AddressLength;
        fixed (byte* data = buffer)
        {
            var received = (int)ReceiveFrom(_descriptor, data, buffer.Length, 0, address, &length);
            source = received < 0 ? default : Source.Of(new ReadOnlySpan<byte>(address, Source.AddressLength), length);
            return received;
        }
    }

    [LibraryImport("libc", EntryPoint = "connect")]
    private static partial int Connect(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "sendto")]
    private static partial nint SendTo(int descriptor, byte* data, nint count, int flags, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "recvfrom")]
    private static partial nint ReceiveFrom(int descriptor, byte* data, nint count, int flags, byte* address, int* length);
}
