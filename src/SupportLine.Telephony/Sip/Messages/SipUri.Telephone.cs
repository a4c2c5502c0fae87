using System.Text;

namespace SupportLine.Telephony.Sip.Messages;

internal sealed partial class SipUri
{
    /// <summary>Hyphens, dots and brackets that part a number for the eye (RFC 3966 section 5.1.1).</summary>
    public const string VisualSeparators = "-.()";

    /// <summary>
    /// The telephone number that a tel: URI, or a SIP one that says so (<c>user=phone</c>) or begins with a plus, stands for:
    /// without separators and parameters, a local one completed by its context (RFC 3966 section 5.1.5). Of any other URI its user.
    /// </summary>
    public string Number
    {
        get
        {
            var subscriber = Opaque is not null && Scheme == "tel" ? Opaque : User;
            if (IsSip && !User.StartsWith('+') && Parameters["user"]?.Equals("phone", StringComparison.OrdinalIgnoreCase) != true)
            {
                return User;
            }

            var end = subscriber.IndexOf(';', StringComparison.Ordinal);
            var digits = new StringBuilder();
            foreach (var c in end < 0 ? subscriber : subscriber[..end])
            {
                if (!VisualSeparators.Contains(c, StringComparison.Ordinal)) digits.Append(c);
            }

            var isLocal = digits.Length > 0 && digits[0] != '+';
            return isLocal && end >= 0 && Parameters.TryParse(subscriber.AsSpan(end), out var parameters) && parameters["phone-context"] is ['+', ..] context
                ? context + digits
                : digits.ToString();
        }
    }
}
