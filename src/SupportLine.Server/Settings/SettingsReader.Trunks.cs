using SupportLine.Domain.Numbers;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

/// <summary>What a trunk wants to see: who calls, how numbers are written, which way requests take.</summary>
internal sealed partial class SettingsReader
{
    private static readonly Dictionary<string, ShownIdentity> IdentityNames = new()
    {
        ["line"] = ShownIdentity.Line,
        ["account"] = ShownIdentity.Account,
        ["asserted"] = ShownIdentity.Asserted,
        ["private"] = ShownIdentity.Private,
    };

    private static readonly Dictionary<string, NumberForm> FormNames = new()
    {
        ["e164"] = NumberForm.E164,
        ["e164-without-plus"] = NumberForm.E164WithoutPlus,
        ["national"] = NumberForm.National,
        ["international"] = NumberForm.International,
    };

    private ShownIdentity Identity(string key, TrunkAccount? account)
    {
        var identity = OneOf(key, "line", IdentityNames, "is nobody a call can come from");
        if (identity == ShownIdentity.Account && account is null)
        {
            Wrong(key, "there is no account to show", "give Username and Password");
        }

        return identity;
    }

    private Uri? Proxy(string key, Uri? destination)
    {
        if (Text(key) is not { } text) return null;
        if (destination is null) Wrong(key, "there is nowhere behind it", "give Destination, the carrier itself");
        return Destination(key, text);
    }

    private NumberPlan? Numbers(string key)
    {
        if (!_configuration.GetSection(key).GetChildren().Any()) return null;
        var form = OneOf($"{key}:Form", "e164", FormNames, "is no form of numbers");
        if (Text($"{key}:Region") is not { } region || !NumberPlan.Knows(region))
        {
            Wrong($"{key}:Region", $"'{Text($"{key}:Region")}' is no country", "write its two capitals, such as MX");
            return null;
        }

        var plan = new NumberPlan(region, form) { Prefix = Keys($"{key}:Prefix") ?? "" };
        return Keys($"{key}:InternationalPrefix") is { } prefix ? plan with { InternationalPrefix = prefix } : plan;
    }

    private string? Keys(string key)
    {
        if (Text(key) is not { } text || text.All(c => char.IsAsciiDigit(c) || c is '*' or '#')) return Text(key);
        Wrong(key, $"'{text}' cannot be dialled", "write keys alone, such as 9");
        return null;
    }

    private T OneOf<T>(string key, string standard, Dictionary<string, T> names, string wrong)
    {
        var text = Text(key) ?? standard;
        if (names.TryGetValue(text, out var value)) return value;
        Wrong(key, $"'{text}' {wrong}", $"write one of {string.Join(", ", names.Keys)}");
        return names[standard];
    }
}
