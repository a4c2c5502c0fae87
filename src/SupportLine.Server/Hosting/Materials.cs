using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;
using SupportLine.Server.Mail;
using SupportLine.Server.Settings;
using SupportLine.Server.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Hosting;

/// <summary>What the line works with and the operator can get wrong: line files and prompts, read and checked together.</summary>
internal sealed record Materials(LineBook Lines, PromptLibrary Prompts)
{
    /// <summary>Templates of mails; null for a site that mails nobody.</summary>
    public MailTemplates? Mails { get; private init; }

    /// <exception cref="StartException">Something is wrong; every mistake is a line.</exception>
    public static Materials Load(SiteSettings settings, ILoggerFactory loggers)
    {
        var lines = LineBook.Read(settings.Lines);
        if (lines.Book is not { } book)
        {
            throw new StartException(string.Join(Environment.NewLine, lines.Mistakes));
        }

        if (Unknown(book, settings).ToList() is { Count: > 0 } unknown)
        {
            throw new StartException(string.Join(Environment.NewLine, unknown));
        }

        try
        {
            var prompts = PromptLibrary.Load(settings.Prompts, book.Lines.SelectMany(line => line.Languages), SpeechSources.Open(settings.Speech, loggers.CreateLogger<TextToSpeech>()));
            var missing = Missing(book, prompts).ToList();
            if (missing.Count == 0) return new Materials(book, prompts) { Mails = ReadMails(settings, book) };
            throw new StartException(string.Join(Environment.NewLine, missing));
        }
        catch (SpeechException e)
        {
            throw new StartException(e.Message, e);
        }
    }

    /// <summary>Agents' phones that a line file names and the settings do not.</summary>
    private static IEnumerable<string> Unknown(LineBook book, SiteSettings settings) =>
        from line in book.Lines
        from agent in line.Routing.Agents.Concat(line.Departments.SelectMany(department => department.Agents)).Distinct()
        where agent.StartsWith(PhoneAccount.Scheme, StringComparison.Ordinal)
            && !settings.Sip.Phones.Any(phone => phone.Name == agent[PhoneAccount.Scheme.Length..])
        select $"line {line.Id}: the agent '{agent}' is no phone of Sip:Phones; name it there, or correct the target";

    private static MailTemplates? ReadMails(SiteSettings settings, LineBook book)
    {
        if (settings.Mail is not { } mail) return null;
        var mistakes = new List<LineMistake>();
        try
        {
            return MailTemplates.Read(mail.Templates, book.Lines, mistakes) ?? throw new StartException(string.Join(Environment.NewLine, mistakes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"Mail:Templates: {e.Message}", e);
        }
    }

    /// <summary>Prompts that a line file names and a language of its lacks.</summary>
    private static IEnumerable<string> Missing(LineBook book, PromptLibrary prompts) =>
        from line in book.Lines
        from language in line.Languages
        from key in line.PromptKeys
        where !prompts.For(language).Has(key)
        select $"line {line.Id}: the prompt '{key}' is not in prompts/{language}/catalogue.yaml; add its words there, and its audio";
}
