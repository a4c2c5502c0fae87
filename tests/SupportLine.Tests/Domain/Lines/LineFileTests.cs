using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

public sealed partial class LineFileTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml"));

    private static readonly ClauseTable Clauses =
        ClauseTable.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "clauses.tsv")));

    [Fact]
    public void Every_line_of_the_repository_is_good_and_cites_known_clauses()
    {
        var result = LineBook.Read(RepositoryFiles.Lines);
        Assert.Empty(result.Mistakes);
        Assert.Contains(result.Book!.Lines, line => line.Id == "ipaxes");
        Assert.Equal(5, KnownLines.All.Count);
    }

    [Fact]
    public void A_line_carries_the_hash_of_its_file()
    {
        var one = Read(Good).Line!.ContentHash;
        Assert.Equal(64, one.Length);
        Assert.Equal(one, Read(Good).Line!.ContentHash);
        Assert.NotEqual(one, Read(Good + "# changed\n").Line!.ContentHash);
    }

    /// <summary>Each row: what is changed in a good file, into what, and what an operator is told.</summary>
    [Theory]
    [InlineData("monday to friday", "mondy to friday", "there is no day \"mondy\"; did you mean monday?")]
    [InlineData("monday to friday", "friday to monday", "\"friday to monday\" is no row of days; write the earlier day of the week first")]
    [InlineData("monday to friday", "lunes", "there is no day \"lunes\"; write one of monday, tuesday")]
    [InlineData("from: \"08:30\"", "from: \"8.30\"", "from of an opening is \"8.30\"; write a time of day in quotes")]
    [InlineData("from: \"08:30\"", "from: \"25:00\"", "from of an opening is \"25:00\"")]
    [InlineData("until: \"17:30\"", "until: \"08:00\"", "the opening ends at 08:00, not after its start at 08:30")]
    [InlineData("America/Mexico_City", "America/Mexico_Cty", "the tz database has no zone \"America/Mexico_Cty\"; did you mean America/Mexico_City?")]
    [InlineData("America/Mexico_City", "CET/EST and more", "the tz database has no zone")]
    [InlineData("  zone: America/Mexico_City\n", "", "hours has no zone; add zone:")]
    [InlineData("    - { days: monday to friday, from: \"08:30\", until: \"17:30\" }", "    []", "week is empty; write")]
    [InlineData("until: \"17:30\" }", "until: \"17:30\" }\n    - { days: friday, from: \"17:00\", until: \"18:00\" }", "two openings overlap on friday; join them into one")]
    [InlineData("  source: IPX-02", "  closed: [{ date: 2026-02-30, source: operator }]\n  source: IPX-02", "date of a closed day is \"2026-02-30\"; write a date such as")]
    [InlineData("  source: IPX-02", "  closed: [{ date: 2026-12-25, source: operator }, { date: 2026-12-25, source: operator }]\n  source: IPX-02", "2026-12-25 stands twice")]
    [InlineData("  source: IPX-02", "  one-off: [{ date: 2026-12-24, from: \"13:00\", until: \"09:00\", source: operator }]\n  source: IPX-02", "the opening ends at 09:00, not after its start at 13:00")]
    [InlineData("  source: IPX-02", "  one-off: [{ date: 2026-12-24, from: \"09:00\", until: \"13:00\" }]\n  source: IPX-02", "a one-off opening has no source")]
    [InlineData("  source: IPX-02", "  closed: [{ date: 2026-12-24, source: operator }]\n  one-off: [{ date: 2026-12-24, from: \"09:00\", until: \"13:00\", source: operator }]\n  source: IPX-02", "2026-12-24 is closed and has an opening of its own; take one of them out")]
    [InlineData("    confirm: ipaxes.severity.emergencia.confirm\n    # IPX-03 is stricter than IPX-07: at night the service has to be down, not only failing.\n    night: ipaxes.severity.emergencia.night\n", "", "severity emergencia rings the engineer on call by one key; add confirm or night")]
    [InlineData("prompt: ipaxes.request.baja", "prompt: ipaxes.request.alta", "prompt ipaxes.request.alta names two options of one menu; give each option its own")]
    [InlineData("definition: ipaxes.severity.urgente", "definition: ipaxes.severity.estandar", "prompt ipaxes.severity.estandar names two options of one menu")]
    [InlineData("prompt: ipaxes.product.odoo", "prompt: ipaxes.product.mail", "prompt ipaxes.product.mail names two options of one menu")]
    [InlineData("languages: [es-MX, en]", "languages: [es-MX, en, fr, de, it]", "5 languages are offered; offer at most four at a time")]
    [InlineData("folio-key: \"*6\"", "folio-key: \"*6\"\n  note-key: \"9\"", "ticket-key of routing is \"*9\"; write other keys than 9, which take a note")]
    [InlineData("routing:", "queue: { service-number: \"5000\", source: operator }\nrouting:", "service-number of queue is \"5000\"; write a number of its own")]
    [InlineData("routing:", "queue: { announce-every: 5s, source: operator }\nrouting:", "announce-every of queue is \"5s\"; write 15s or more")]
    [InlineData("routing:", "queue: { strategy: round-robin, source: operator }\nrouting:", "strategy of queue is \"round-robin\"")]
    [InlineData("routing:", "queue: { call-backs: { prefixes: [\"52\"] }, source: operator }\nrouting:", "\"52\" is no beginning of a number")]
    [InlineData("folio-key: \"*6\"", "folio-key: \"*6\"\n  call-back-prefixes: [\"52\"]", "\"52\" is no beginning of a number")]
    [InlineData("folio-key: \"*6\"", "folio-key: \"*7\"", "folio-key of routing is \"*7\"; write other keys than *7, which bring in another engineer")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [], source: operator }]\n  folio-key: \"*6\"", "rungs is empty; write")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [{ places: [0] }], source: operator }]\n  folio-key: \"*6\"", "\"0\" is no place among those on call; write numbers from 1 to 20")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [{ times: 11 }], source: operator }]\n  folio-key: \"*6\"", "times of a rung is \"11\"; write a number from 1 to 10")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, severities: [estandar], rungs: [{ times: 1 }], source: operator }]\n  folio-key: \"*6\"", "there is no severity that rings an engineer estandar; write")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [{ delay: 60d }], source: operator }]\n  folio-key: \"*6\"", "delay of a rung is \"60d\"; write a length of time from 1s to 10min, such as 10s")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [{ times: 1 }], repeats: 1, repeat-after: 25h, source: operator }]\n  folio-key: \"*6\"", "repeat-after of a ladder is \"25h\"; write a length of time from 1min to 24h, such as 10min")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [{ delay: 10min, times: 4 }], source: operator }]\n  folio-key: \"*6\"", "a caller may wait 80min for the rungs of ladder all beside the rings; shorten delay, times or rounds to 30min together")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, products: [odo], rungs: [{ times: 1 }], source: operator }]\n  folio-key: \"*6\"", "there is no product odo; did you mean odoo?")]
    [InlineData("  folio-key: \"*6\"", "  ladders: [{ id: all, rungs: [{ times: 1 }], source: operator }, { id: pbx, products: [pbx], rungs: [{ times: 1 }], source: operator }]\n  folio-key: \"*6\"", "ladder pbx is never used: ladder all above takes all it is for; put it above")]
    [InlineData("  - { id: closed, prompt", "  - { id: lost, prompt: status.new, next: [closed], source: operator }\n  - { id: closed, prompt", "no ticket can reach status lost; name it under next of another status")]
    [InlineData("  source: IPX-02", "  holidays: { file: none.ics, source: operator }\n  source: IPX-02", "there is no file none.ics beside this one")]
    [InlineData("source: IPX-18 }", "source: IPX-18, calendar: mexico }", "there are no hours with the id mexico; take it out")]
    [InlineData("folio-prefix: \"52\"", "folio-prefix: \"5a\"", "folio-prefix of the line is \"5a\"; write one to four digits")]
    [InlineData("folio-prefix: \"52\"", "folio-prefix: \"52123\"", "folio-prefix of the line is \"52123\"; write one to four digits")]
    [InlineData("region: MX", "region: mexico", "region of the line is \"mexico\"; write two capitals")]
    [InlineData("languages: [es-MX, en]", "languages: [spanish, en]", "\"spanish\" is no language code; write one such as en")]
    [InlineData("languages: [es-MX, en]", "languages: [en, en]", "language en stands twice")]
    [InlineData("+52 81 1522-5000", "+52 81", "number of a number of the line is \"+52 81\"; write a number with +")]
    [InlineData("number: \"5000\"", "number: \"+528115225000\"", "number +528115225000 stands twice")]
    [InlineData("number: \"5000\"", "number: \"echo\"", "echo is a diagnostic number of the service")]
    [InlineData("source: IPX-18", "source: IPX-81", "there is no clause IPX-81; did you mean IPX-")]
    [InlineData("source: IPX-18", "source: the vendor", "source of a number of the line is \"the vendor\"; write a clause such as IPX-03, or operator")]
    [InlineData("title: IPAXES\n", "", "the line has no title; add title:")]
    [InlineData("title: IPAXES", "titel: IPAXES", "the line has no key \"titel\"; did you mean title?")]
    [InlineData("  pin-digits: 4", "  pin-digits: three", "pin-digits of identification is \"three\"; write a number from 4 to 12")]
    [InlineData("  pin-digits: 4", "  pin-digits: 3", "pin-digits of identification is \"3\"")]
    [InlineData("  attempts: 3", "  atempts: 3", "identification has no key \"atempts\"; did you mean attempts?")]
    [InlineData("- id: baja", "- id: alta", "id alta stands twice; give each its own id")]
    [InlineData("- id: baja", "- id: Baja", "id of a request type is \"Baja\"; write lower-case letters")]
    [InlineData("asks-severity: true", "asks-severity: yes", "asks-severity of a request type is \"yes\"; write true or false")]
    [InlineData("asked: keyed, source: IPX-06", "asked: keyd, source: IPX-06", "there is no way of asking \"keyd\"; did you mean keyed?")]
    [InlineData("prompt: ipaxes.request.alta", "prompt: Press one", "prompt of a request type is \"Press one\"; write a prompt's key")]
    [InlineData("    in-hours: 4h\n", "", "severity estandar has neither a target nor unpublished")]
    [InlineData("in-hours: 4h", "in-hours: soon", "in-hours of a severity is \"soon\"; write a length of time such as 4h, or same-working-day")]
    [InlineData("in-hours: 4h", "in-hours: 0h", "in-hours of a severity is \"0h\"")]
    [InlineData("in-hours: 4h", "in-hours: 4h\n    unpublished: true", "severity estandar has a target and is unpublished; take one of them out")]
    [InlineData("out-of-hours: 2h", "out-of-hours: night", "out-of-hours of a severity is \"night\"")]
    [InlineData("rings-on-call: [emergencia]", "rings-on-call: [emergencias]", "there is no severity emergencias; did you mean emergencia?")]
    [InlineData("escalates-existing: { allowed: true", "escalates-existing: { alowed: true", "escalates-existing has no allowed; add allowed: true or false")]
    [InlineData("starting-severity: { id: estandar", "starting-severity: { id: standard", "there is no severity standard; did you mean estandar?")]
    [InlineData("next: [in-progress, closed]", "next: [in-progres, closed]", "there is no status in-progres; did you mean in-progress?")]
    [InlineData("closed, prompt: status.closed, end: true", "closed, prompt: status.closed", "a ticket in status new can never be finished; let a path of next lead to a status with end: true")]
    [InlineData("starting-severity:", "starting-severty:", "the line has no key \"starting-severty\"; did you mean starting-severity?")]
    [InlineData("agents: [\"sip:helpdesk@127.0.0.1:5070\"]", "agents: [helpdesk]", "'helpdesk' can not be phoned; write a number such as +52 81 8345 0001, sip:NAME@192.0.2.7")]
    [InlineData("agents: [\"sip:helpdesk@127.0.0.1:5070\"]", "agents: [\"sip:helpdesk@pbx.example.com\"]", "'sip:helpdesk@pbx.example.com' names a host, which is not looked up")]
    [InlineData("engineer-ring: 25s", "engineer-ring: 25min", "engineer-ring of routing is \"25min\"; write a length of time from 2s to 2min, such as 25s")]
    [InlineData("engineer-ring: 25s", "engineer-ring: 1s", "engineer-ring of routing is \"1s\"; write a length of time from 2s to 2min")]
    [InlineData("agent-ring: 25s", "agent-ring: 3min", "agent-ring of routing is \"3min\"; write a length of time from 2s to 2min, such as 25s")]
    [InlineData("accept-within: 8s", "accept-within: 2min", "accept-within of routing is \"2min\"; write a length of time from 1s to 1min, such as 8s")]
    [InlineData("agent-ring: 25s", "agent-ring: 25", "agent-ring of routing is \"25\"; write a length of time")]
    [InlineData("  rota: guardia\n", "", "routing has no rota; add rota:")]
    [InlineData("rounds: 2", "rounds: 0", "rounds of routing is \"0\"; write a number from 1 to 10")]
    [InlineData("folio-key: \"*6\"", "folio-key: \"star six\"", "folio-key of routing is \"star six\"")]
    [InlineData("languages: [es-MX, en]", "languages: { es: true }", "languages of the line is a group of keys; write [es-MX, en]")]
    [InlineData("dialogue:\n  welcome: ipaxes.welcome", "dialogue: ipaxes.welcome", "dialogue is a single value; write keys and values under it")]
    [InlineData("title: IPAXES", "title: [IPAXES", "this is no YAML")]
    [InlineData("title: IPAXES", "title: IPAXES\ntitle: IPAXES", "this is no YAML: Duplicate key")]
    public void A_mistake_is_told_with_what_would_be_right(string good, string bad, string told)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var content = Good.Replace(good, bad, StringComparison.Ordinal);
        var result = Read(content);
        Assert.Null(result.Line);
        Assert.Contains(result.Mistakes, mistake => mistake.ToString().Contains(told, StringComparison.Ordinal));
    }

    /// <summary>The same for what other lines have.</summary>
    [Theory]
    [InlineData("sangoma", "requires: { warranty: true }", "requires: { waranty: true }", "requires has no key \"waranty\"; did you mean warranty?")]
    [InlineData("sangoma", "contract: not-offered", "contract: not-ofered", "contract of requires is \"not-ofered\"; did you mean not-offered?")]
    [InlineData("sangoma", "contract: not-offered, best-effort: true", "contract: required, best-effort: true", "a request is best effort and requires something; take one of them out")]
    [InlineData("sangoma", "credits: { packs: [120, 300, 600], warn-below: 15, source: SNG-04 }", "", "requires credits and the line has none; add credits:")]
    [InlineData("sangoma", "packs: [120, 300, 600]", "packs: [120, many]", "\"many\" is no number of credits")]
    [InlineData("sangoma", "offered-to: product-holders", "offered-to: holders", "offered-to of a request type is \"holders\"")]
    [InlineData("sangoma", "id: sbc-support", "id: vega-support", "id vega-support stands twice")]
    [InlineData("sangoma", "request-types: [phone-support]", "request-types: [phones-support]", "there is no request-type phones-support; did you mean phone-support?")]
    [InlineData("sangoma", "kind: condition", "kind: conditon", "kind of a notice is \"conditon\"; did you mean condition?")]
    [InlineData("sangoma", "months: 12", "months: a year", "months of maintenance-included is \"a year\"; write a number from 1 to 120")]
    [InlineData("sangoma", "required: true, source: SNG-01", "required: true", "one-problem-per-ticket has no source")]
    [InlineData("sangoma", "policy: on-reply, to: in-progress", "policy: on-reply", "reopening has no to; add to:")]
    [InlineData("sangoma", "policy: on-reply, to: in-progress", "policy: on-reply, to: closed", "a ticket reopened to closed is still finished")]
    [InlineData("sangoma", "policy: on-reply, to: in-progress", "policy: on-replay, to: in-progress", "policy of reopening is \"on-replay\"; did you mean on-reply?")]
    [InlineData("sangoma", "reopening: {", "reopen: {", "the line has no reopening; add reopening:")]
    [InlineData("sangoma", "contacts: registered-contacts", "contacts: everyone", "contacts of who-may-open is \"everyone\"; write one of authorised-contacts, registered-contacts")]
    [InlineData("wildix", "policy: never, source: WLD-07", "policy: never, to: new, source: WLD-07", "tickets are never reopened and have a status to go to; take to: out")]
    [InlineData("wildix", "calendar: europe", "calendar: eurpe", "there are no hours with the id eurpe; did you mean europe?")]
    [InlineData("wildix", "  - id: europe\n", "  - id: americas\n", "id americas stands twice")]
    [InlineData("wildix", "  - id: europe\n    zone", "  - zone", "hours has no id; add id:")]
    [InlineData("wildix", "set-by: [support]", "set-by: [supporter]", "nobody is called \"supporter\"; did you mean support?")]
    [InlineData("wildix", "opens: false, follows-up: true", "follows-up: true", "a channel has no opens; add opens: true or false")]
    [InlineData("xivo", "on: update, to", "on: updates, to", "on of a mail is \"updates\"; did you mean update?")]
    [InlineData("xivo", "on: update, to", "on: creation, to", "the mail on creation stands twice; name all its readers in one")]
    [InlineData("sangoma", "on: creation, to: [requester]", "on: creation, to: [requestor]", "no mail goes to \"requestor\"; did you mean requester?")]
    [InlineData("sangoma", "on: creation, to: [requester]", "on: creation, to: []", "a mail goes to nobody; write to:")]
    [InlineData("xivo", "closes-after: 7d", "closes-after: a week", "closes-after of solution is \"a week\"; write a length of time")]
    [InlineData("xivo", "proposed: solution-proposed", "proposed: solution-propsed", "there is no status solution-propsed; did you mean solution-proposed?")]
    [InlineData("ipaxes", "resolved: { as: resolved", "resolved: { as: new", "no status can move to new; name new under next of those it may come from")]
    [InlineData("xivo", "refused: in-progress", "refused: waiting-for-customer", "status solution-proposed can not move to waiting-for-customer; name waiting-for-customer under next of solution-proposed")]
    [InlineData("xcally", "products: [xcally]", "products: [xcaly]", "there is no product xcaly; did you mean xcally?")]
    [InlineData("xcally", "policy: secret-field", "policy: keep", "policy of access-data is \"keep\"; write one of never-stored, secret-field")]
    [InlineData("xcally", "claims-stand: true", "claims-stand: maybe", "claims-stand of starting-severity is \"maybe\"; write true or false")]
    [InlineData("xcally", "rings-on-call: [highest]", "rings-on-call: highest, high", "there is no severity highest, high")]
    [InlineData("ipaxes", "address: \"https://status.office.com\"", "address: \"status.office.com\"", "address of a status page is \"status.office.com\"; write a web address")]
    public void So_is_one_of_the_other_lines_terms(string line, string good, string bad, string told)
    {
        var path = Path.Combine(RepositoryFiles.Lines, $"{line}.yaml");
        var content = File.ReadAllText(path);
        Assert.Contains(good, content, StringComparison.Ordinal);
        var result = Read(content.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(result.Mistakes, mistake => mistake.ToString().Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Sixty_kinds_of_mistake_have_a_message_of_their_own()
    {
        var told = new[] { nameof(A_mistake_is_told_with_what_would_be_right), nameof(So_is_one_of_the_other_lines_terms) }
            .SelectMany(method => typeof(LineFileTests).GetMethod(method)!.GetCustomAttributes<InlineDataAttribute>())
            .Select(row => (string)row.GetData(null!).Single()[^1]);
        var kinds = told.Select(message => Particular().Replace(message.Split(';')[0], "X")).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(kinds.Count >= 60, $"{kinds.Count} kinds: {string.Join(", ", kinds)}");
    }

    /// <summary>Nine classes have more keys than there are.</summary>
    [Fact]
    public void More_severities_than_keys_are_told()
    {
        var more = string.Concat(Enumerable.Range(1, 6).Select(number => $"  - {{ id: more-{number}, definition: ipaxes.more.n{number}, unpublished: true, source: operator }}\n"));
        var result = Read(Good.Replace("starting-severity:", $"{more}starting-severity:", StringComparison.Ordinal).Replace("\n\n  - { id: more-1", "\n  - { id: more-1", StringComparison.Ordinal));
        Assert.Contains(result.Mistakes, mistake => mistake.ToString().Contains("9 severities are offered; offer at most 8: nine ends the call", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistake_stands_where_it_was_made()
    {
        var result = Read(Good.Replace("monday to friday", "mondy to friday", StringComparison.Ordinal));
        var mistake = Assert.Single(result.Mistakes);
        var row = Good.Split('\n').ToList().FindIndex(line => line.Contains("monday to friday", StringComparison.Ordinal));
        Assert.Equal("lines/ipaxes.yaml", mistake.File);
        Assert.Equal(row + 1, mistake.Line);
        Assert.Equal(Good.Split('\n')[row].IndexOf("monday", StringComparison.Ordinal) + 1, mistake.Column);
        Assert.StartsWith($"lines/ipaxes.yaml:{row + 1}:", mistake.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_of_a_file_is_told_at_once()
    {
        var result = Read(Good
            .Replace("monday to friday", "mondy", StringComparison.Ordinal)
            .Replace("rounds: 2", "rounds: many", StringComparison.Ordinal)
            .Replace("title: IPAXES", "tittle: IPAXES", StringComparison.Ordinal));
        Assert.Equal(4, result.Mistakes.Count);
        Assert.Equal(result.Mistakes.OrderBy(mistake => mistake.Line), result.Mistakes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("just words")]
    [InlineData("- a\n- list\n")]
    [InlineData("\0\0\0")]
    [InlineData("a: &x [*x]")]
    public void A_file_that_is_no_line_is_told_so(string content) => Assert.NotEmpty(Read(content).Mistakes);

    /// <summary>What differs between mistakes of one kind: quoted words, dates, numbers and names.</summary>
    [GeneratedRegex("\"[^\"]*\"|[0-9][0-9.:-]*|(?<=severity |status |prompt |id |language |clause |product |request-type |number |on |of )[a-z0-9.+-]+")]
    private static partial Regex Particular();

    private static LineFileResult Read(string content) => LineFile.Read("lines/ipaxes.yaml", Encoding.UTF8.GetBytes(content), Clauses);
}
