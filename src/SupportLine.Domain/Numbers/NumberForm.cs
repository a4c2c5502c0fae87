namespace SupportLine.Domain.Numbers;

/// <summary>How a carrier or PBX wants telephone numbers written.</summary>
public enum NumberForm
{
    /// <summary>+525512345678 (ITU-T E.164, as a global number of RFC 3966).</summary>
    E164,

    /// <summary>525512345678.</summary>
    E164WithoutPlus,

    /// <summary>5512345678 within the country (0301234567 where a national prefix is dialled), others with the international prefix.</summary>
    National,

    /// <summary>00525512345678 or 011525512345678, the own country's too.</summary>
    International,
}
