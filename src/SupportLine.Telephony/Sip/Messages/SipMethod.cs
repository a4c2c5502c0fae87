namespace SupportLine.Telephony.Sip.Messages;

/// <summary>A method's name; case matters (RFC 3261 section 7.1).</summary>
internal readonly record struct SipMethod(string Name)
{
    public static readonly SipMethod Invite = new("INVITE");
    public static readonly SipMethod Ack = new("ACK");
    public static readonly SipMethod Bye = new("BYE");
    public static readonly SipMethod Cancel = new("CANCEL");
    public static readonly SipMethod Options = new("OPTIONS");
    public static readonly SipMethod Register = new("REGISTER");
    public static readonly SipMethod Info = new("INFO");
    public static readonly SipMethod Update = new("UPDATE");
    public static readonly SipMethod Prack = new("PRACK");
    public static readonly SipMethod Refer = new("REFER");
    public static readonly SipMethod Notify = new("NOTIFY");

    private static readonly SipMethod[] Known =
        [Invite, Ack, Bye, Cancel, Options, Register, Info, Update, Prack, Refer, Notify];

    public static SipMethod Of(ReadOnlySpan<byte> name)
    {
        foreach (var method in Known)
        {
            if (System.Text.Ascii.Equals(name, method.Name))
            {
                return method;
            }
        }

        return new SipMethod(System.Text.Encoding.UTF8.GetString(name));
    }

    public override string ToString() => Name;
}
