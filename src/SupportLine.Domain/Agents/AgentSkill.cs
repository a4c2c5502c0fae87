namespace SupportLine.Domain.Agents;

/// <summary>A product that an agent knows.</summary>
/// <param name="Product">Its id in the line file.</param>
/// <param name="Level">From <see cref="LeastLevel"/> to <see cref="MostLevel"/>, the higher the better.</param>
public sealed record AgentSkill(string Product, int Level)
{
    public const int LeastLevel = 1;
    public const int MostLevel = 9;
}
