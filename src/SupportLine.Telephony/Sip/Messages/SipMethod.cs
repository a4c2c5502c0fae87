using System.Text;

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
    public static readonly SipMethod Subscribe = new("SUBSCRIBE");
    public static readonly SipMethod Message = new("MESSAGE");
    public static readonly SipMethod Publish = new("PUBLISH");

    private static readonly SipMethod[] Registered =
        [Invite, Ack, Bye, Cancel, Options, Register, Info, Update, Prack, Refer, Notify, Subscribe, Message, Publish];

    /// <summary>Whether IANA's registry has it, whether or not we serve it: 405 then, and 501 for any other.</summary>
    public bool IsRegistered => Array.IndexOf(Registered, this) >= 0;

    public static SipMethod Of(ReadOnlySpan<byte> name)
    {
        foreach (var method in Registered)
        {
            if (Ascii.Equals(name, method.Name))
            {
                return method;
            }
        }

        return new SipMethod(Encoding.UTF8.GetString(name));
    }

    public static SipMethod Of(ReadOnlySpan<char> name)
    {
        foreach (var method in Registered)
        {
            if (name.SequenceEqual(method.Name))
            {
                return method;
            }
        }

        return new SipMethod(name.ToString());
    }

    public override string ToString() => Name;
}
