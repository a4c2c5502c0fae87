namespace SupportLine.Server.Settings;

/// <summary>A setting that cannot stand: which, what is wrong, what would be right.</summary>
internal sealed record SettingMistake(string Key, string Wrong, string Right)
{
    public override string ToString() => $"setting {Key}: {Wrong}; {Right}";
}
