namespace SupportLine.Domain.OnCall;

/// <summary>What a rotation's turns are counted in.</summary>
public enum RotationUnit
{
    Day,
    Week,

    /// <summary>A calendar month: from a day of one to the same day of the next, or to its last day where it is shorter.</summary>
    Month,
}
