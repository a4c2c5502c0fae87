using SupportLine.Domain.Mail;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, MailOccasion> MailOccasions = new()
    {
        ["creation"] = MailOccasion.Creation,
        ["update"] = MailOccasion.Update,
    };

    private static readonly Dictionary<string, MailReader> MailReaders = new()
    {
        ["requester"] = MailReader.Requester,
        ["observers"] = MailReader.Observers,
    };

    private HelpdeskMail? HelpdeskMail(Section file)
    {
        const string right = "a mail address, such as helpdesk@example.com";
        if (file.Optional("helpdesk-mail") is not { } node) return null;
        var section = new Section(node, "the helpdesk's mail", mistakes);
        var address = section.Text("address", right);
        if (address.Length > 0 && !MailAddressRule.IsAddress(address)) section.Wrong("address", address, right);
        var mail = new HelpdeskMail(address, Source(section));
        section.Done();
        return mail;
    }

    private List<MailTerms> Mails(Section file)
    {
        var mails = new List<MailTerms>();
        foreach (var section in OptionalSections(file, "mails", "a mail"))
        {
            var on = section.RequiredChoice("on", MailOccasions, MailOccasion.Creation);
            if (mails.Exists(mail => mail.On == on)) mistakes.Add(section.At("on"), $"the mail on {section.At("on")} stands twice", "name all its readers in one");
            var to = new List<MailReader>();
            foreach (var (reader, node) in section.Texts("to", "[requester, observers]"))
            {
                if (MailReaders.TryGetValue(reader, out var known)) to.Add(known);
                else mistakes.Add(node, $"no mail goes to \"{reader}\"", Nearest.Suggest(reader, MailReaders.Keys));
            }

            if (to.Count == 0 && section.Has("to")) mistakes.Add(section.At("to"), "a mail goes to nobody", "write to: [requester, observers]");
            mails.Add(new MailTerms(on, to, section.OptionalFlag("link"), Source(section)));
            section.Done();
        }

        return mails;
    }
}
