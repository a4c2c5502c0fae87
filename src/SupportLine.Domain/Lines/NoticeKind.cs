namespace SupportLine.Domain.Lines;

public enum NoticeKind
{
    /// <summary>Support does not do it (IPX-14, IPX-22).</summary>
    OutOfScope,

    /// <summary>It may carry a fee (IPX-14).</summary>
    Fee,

    /// <summary>It is asked for by a form, whose address is sent (IPX-17).</summary>
    Form,

    /// <summary>It is done under a condition (IPX-20, SNG-15).</summary>
    Condition,

    /// <summary>What support covers (IPX-21).</summary>
    Scope,
}
