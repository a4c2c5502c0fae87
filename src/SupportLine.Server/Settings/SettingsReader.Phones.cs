using Microsoft.Extensions.Configuration;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Settings;

internal sealed partial class SettingsReader
{
    /// <summary>A password that a dictionary attack would find within a day of tries is worse than none: the phone may call.</summary>
    private const int ShortestPassword = 8;

    private List<PhoneAccount> Phones()
    {
        var phones = new List<PhoneAccount>();
        foreach (var section in _configuration.GetSection("Sip:Phones").GetChildren())
        {
            var (name, password) = (Text($"{section.Path}:Name"), _configuration[$"{section.Path}:Password"]);
            if (name is null || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+'))
            {
                Wrong($"{section.Path}:Name", name is null ? "the phone has no name" : $"'{name}' can be no phone's name", "write letters, digits and . - _ +, for example anna or 201");
            }
            else if (phones.Exists(phone => phone.Name == name))
            {
                Wrong($"{section.Path}:Name", $"there are two phones '{name}'", "give each its own name; one name may register at several places");
            }

            if (password is null || password.Length < ShortestPassword)
            {
                var variable = $"SUPPORTLINE_{section.Path.Replace(":", "__", StringComparison.Ordinal)}__Password";
                Wrong($"{section.Path}:Password", password is null ? "the phone has no password" : "the password is short", $"write {ShortestPassword} characters at least, here or in {variable}");
            }

            phones.Add(new PhoneAccount(name ?? section.Key, password ?? ""));
        }

        return phones;
    }

    private string Realm()
    {
        const string Key = "Sip:Realm";
        if (Text(Key) is not { } realm) return "supportline";
        if (realm.Length > 64 || !realm.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ' '))
        {
            Wrong(Key, $"'{realm}' can be no realm", "write up to 64 letters, digits, spaces and . - _, for example helpdesk.example");
        }

        return realm;
    }
}
