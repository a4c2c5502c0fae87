using System.Globalization;
using System.Security;
using System.Text;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// A scenario of <c>tests/interop/scenarios</c>, turned into SIPp's XML. <c>&gt;</c> is what SIPp sends, <c>&lt;</c> what it has to
/// receive (<c>?</c> behind it: or not), <c>.</c> a pause in ms; indented lines are headers to send, or
/// what a header received has to hold (<c>!</c> before it: what the message must not; <c>$name =</c>: what is kept of it). <c>+offer</c> and
/// its like are bodies.
/// </summary>
internal sealed class SippScript
{
    private const string Event = "a=rtpmap:101 telephone-event/8000\n";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["+offer"] = Session("m=audio [media_port] RTP/AVP 0 8 101\na=rtpmap:0 PCMU/8000\n" + Event),
        ["+hold"] = Session("m=audio [media_port] RTP/AVP 0 101\na=rtpmap:0 PCMU/8000\n" + Event + "a=sendonly\n", version: 2),
        ["+inactive"] = Session("m=audio [media_port] RTP/AVP 0 101\na=rtpmap:0 PCMU/8000\n" + Event + "a=inactive\n", version: 3),
        ["+zero"] = Session("m=audio [media_port] RTP/AVP 0\na=rtpmap:0 PCMU/8000\n", version: 4, address: "IN IP4 0.0.0.0"),
        ["+off"] = Session("m=audio 0 RTP/AVP 0 101\na=rtpmap:0 PCMU/8000\n" + Event, version: 4),
        ["+unhold"] = Session("m=audio [media_port] RTP/AVP 0 101\na=rtpmap:0 PCMU/8000\n" + Event, version: 5),
        ["+two"] = Session("m=audio [media_port] RTP/AVP 0\na=rtpmap:0 PCMU/8000\nm=video 40002 RTP/AVP 96\na=rtpmap:96 H264/90000\n"),
        ["+fax"] = Session("m=image 40004 udptl t38\na=T38FaxVersion:0\n", version: 6),
        ["+opus"] = Session("m=audio [media_port] RTP/AVP 96\na=rtpmap:96 opus/48000/2\n"),
        ["+uncut"] = Session("m=audio [media_port] RTP/AVP 0\na=rtpmap:0 PCMU/8000").TrimEnd('\n'),
        ["+mixed"] = "--part\nContent-Type: application/isup\nContent-Disposition: signal;handling=optional\n\nv=2\n--part\nContent-Type: application/sdp\n\n"
            + Session("m=audio [media_port] RTP/AVP 0\na=rtpmap:0 PCMU/8000\n", version: 7) + "\n--part--\n",
        ["+digit"] = "Signal=5\nDuration=160\n",
        ["+text"] = "hello\n",
    };

    private readonly List<string> _steps = [];
    private readonly HashSet<string> _variables = [];
    private readonly bool _isCalled;
    private bool _isInDialog;
    private int _cseq;
    private int _invites;
    private string _lastRequest = "";
    private string _lastBranch = "[branch]";

    private SippScript(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0).ToList();
        Purpose = string.Join(' ', lines.TakeWhile(line => line[0] == '#').Select(line => line.TrimStart('#', ' ')));
        var settings = lines.SkipWhile(line => line[0] == '#').TakeWhile(line => char.IsLetter(line[0])).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Number = settings.GetValueOrDefault("to", "echo");
        Outcome = settings.GetValueOrDefault("called");
        RingFor = TimeSpan.FromSeconds(int.Parse(settings.GetValueOrDefault("rings", "20"), CultureInfo.InvariantCulture));
        HangsUp = settings.ContainsKey("then");
        IsWithPhones = settings.ContainsKey("phones");
        State = settings.GetValueOrDefault("site");
        Signs = settings.GetValueOrDefault("signs");
        Proof = settings.GetValueOrDefault("proof");
        Answering = settings.GetValueOrDefault("answers");
        _isCalled = Outcome is not null;
        var steps = lines.SkipWhile(line => line[0] == '#' || char.IsLetter(line[0])).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var more = steps.Skip(i + 1).TakeWhile(line => line[0] == ' ').Select(line => line.Trim()).ToList();
            _steps.Add(Step(steps[i], more));
            i += more.Count;
        }
    }

    /// <summary>What it shows, with the section it shows it of.</summary>
    public string Purpose { get; }

    /// <summary>Whom it phones.</summary>
    public string Number { get; }

    /// <summary>How our call to it comes out (<c>Answered</c>, <c>Busy</c>); null where it is the one who phones.</summary>
    public string? Outcome { get; }

    /// <summary>How long we let it ring.</summary>
    public TimeSpan RingFor { get; }

    /// <summary>Whether we hang up, once it has answered and pressed a key.</summary>
    public bool HangsUp { get; }

    /// <summary>Whether it speaks with a site that has phones of its own.</summary>
    public bool IsWithPhones { get; }

    /// <summary>What the site is at: <c>full</c>, <c>draining</c>; null for nothing in particular.</summary>
    public string? State { get; }

    /// <summary>What proofs are made for: <c>number</c>; null for the registrar.</summary>
    public string? Signs { get; }

    /// <summary>Whose proof of a registration it has overheard (<c>[proof]</c>); null for nobody's.</summary>
    public string? Proof { get; }

    /// <summary>Which phone of the site's answers; null for none.</summary>
    public string? Answering { get; }

    public string Xml => $"<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>\n<scenario name=\"{SecurityElement.Escape(Purpose)}\">\n{string.Join('\n', _steps)}\n{Referred}</scenario>\n";

    /// <summary>SIPp takes a variable that is never read for a mistake.</summary>
    private string Referred => string.Concat(_variables.Order().Select(variable => $"  <Reference variables=\"{variable}\"/>\n"));

    public static SippScript Read(string path) => new(File.ReadAllText(path));

    private static string Session(string media, int version = 1, string address = "IN IP[media_ip_type] [media_ip]") =>
        $"v=0\no=sipp 1 {version} IN IP[local_ip_type] [local_ip]\ns=-\nc={address}\nt=0 0\n{media}";

    private string Step(string line, List<string> more)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[0] switch
        {
            "." => $"  <pause milliseconds=\"{words[1]}\"/>",
            "<" => Receive(words[1], more),
            ">" when char.IsAsciiDigit(words[1][0]) => Send(Response(words, more)),
            ">" => Send(Request(words, more)),
            _ => throw new InvalidDataException($"no step of a scenario: {line}"),
        };
    }

    private string Receive(string what, List<string> checks)
    {
        // Who is tried may ring before it answers.
        if (what == "100?") return "  <recv response=\"100\" optional=\"true\"/>\n  <recv response=\"180\" optional=\"true\"/>";
        var (name, optional) = (what.TrimEnd('?'), what.EndsWith('?') ? " optional=\"true\"" : "");
        var isResponse = char.IsAsciiDigit(name[0]);
        var actions = new StringBuilder();
        if (!isResponse)
        {
            _lastRequest = name;
            if (name == "INVITE" && _invites++ == 0)
            {
                foreach (var (header, variable) in new[] { ("Via:", "via"), ("From:", "from"), ("To:", "to"), ("CSeq:", "cseq") })
                {
                    _variables.Add(variable);
                    actions.Append(CultureInfo.InvariantCulture, $"<ereg regexp=\".*\" search_in=\"hdr\" header=\"{header}\" assign_to=\"{variable}\"/>");
                }
            }
        }

        for (var i = 0; i < checks.Count; i++)
        {
            if (checks[i] is ['$', .. var kept])
            {
                actions.Append(Kept(kept));
                continue;
            }

            var (header, wanted) = checks[i].Split(": ", 2) is [var h, var w] ? (h, w) : ("", checks[i]);
            _variables.Add("check");
            var (check, sought) = wanted[0] == '!' ? ("check_it_inverse", wanted[1..]) : ("check_it", wanted);
            var where = header.Length > 0 ? $"search_in=\"hdr\" header=\"{header}:\"" : "search_in=\"msg\"";
            actions.Append(CultureInfo.InvariantCulture, $"<ereg regexp=\"{SecurityElement.Escape(sought)}\" {where} {check}=\"true\" assign_to=\"check\"/>");
        }

        var taken = actions.Length == 0 ? "" : $"<action>{actions}</action>";
        var opens = isResponse && name == "200" || name == "INVITE";
        _isInDialog |= opens;
        var routes = (opens ? " rrs=\"true\"" : "") + (name == "401" ? " auth=\"true\"" : "");
        return isResponse ? $"  <recv response=\"{name}\"{optional}{routes}>{taken}</recv>" : $"  <recv request=\"{name}\"{optional}{routes}>{taken}</recv>";
    }

    /// <summary>What a group of the expression matches, as a variable: the whole match has one too.</summary>
    private string Kept(string line)
    {
        var (name, header, regex) = line.Split([" = ", ": "], 3, StringSplitOptions.None) is [var n, var h, var r] ? (n, h, r) : throw new InvalidDataException($"nothing to keep: {line}");
        _variables.UnionWith([name, name + "_whole"]);
        return $"<ereg regexp=\"{SecurityElement.Escape(regex)}\" search_in=\"hdr\" header=\"{header}:\" check_it=\"true\" assign_to=\"{name}_whole,{name}\"/>";
    }

    private static string Send(string message) => $"  <send><![CDATA[\n{message}\n]]></send>";

    private string Request(string[] words, List<string> headers)
    {
        var method = words[1];
        var options = words.Skip(2).Where(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var isNew = method is not ("ACK" or "CANCEL");
        var number = options.TryGetValue("cseq", out var given) ? int.Parse(given, CultureInfo.InvariantCulture) : isNew ? ++_cseq : _cseq;
        _cseq = isNew && !options.ContainsKey("cseq") ? number : _cseq;
        var ackOfRefusal = options.ContainsKey("refused");
        var branch = method == "CANCEL" || ackOfRefusal || options.ContainsKey("again") ? _lastBranch : method == "INVITE" ? "[branch]" : $"z9hG4bK[pid]x[call_number]x{method}{_steps.Count}";
        if (method == "INVITE" && !options.ContainsKey("again")) _lastBranch = branch = $"z9hG4bK[pid]x[call_number]xI{_steps.Count}";
        var own = $"<sip:{options.GetValueOrDefault("from", "sipp")}@[local_ip]:[local_port]>;tag=" + options.GetValueOrDefault("fromtag", "[pid]s[call_number]");

        // Who is asked who he is begins anew: the tag of the refusal is nobody's.
        var isFirst = method == "REGISTER" || (method == "INVITE" && (!_isInDialog || options.ContainsKey("callid")));
        var peer = options.TryGetValue("totag", out var tag) ? $"<sip:[service]@[remote_ip]:[remote_port]>;tag={tag}" : _isCalled ? "[$from]" : "<sip:[service]@[remote_ip]:[remote_port]>" + (isFirst ? "" : "[peer_tag_param]");
        var inDialog = !options.ContainsKey("uri") && _isInDialog && !isFirst && !ackOfRefusal && method != "CANCEL" && !options.ContainsKey("again");
        var uri = options.GetValueOrDefault("uri", inDialog ? "[next_url]" : "sip:[service]@[remote_ip]:[remote_port]");
        List<string> lines =
        [
            $"{method} {uri} {options.GetValueOrDefault("version", "SIP/2.0")}",
            $"Via: SIP/2.0/[transport] [local_ip]:[local_port];branch={branch};rport",
            $"From: {own}",
            $"To: {peer}",
            $"Call-ID: {options.GetValueOrDefault("callid", "[call_id]")}",
            $"CSeq: {number} {options.GetValueOrDefault("cseqmethod", method)}",
        ];
        if (inDialog && !_isCalled) lines.Add("[routes]");
        if (!headers.Exists(header => header.StartsWith("Max-Forwards", StringComparison.Ordinal))) lines.Add("Max-Forwards: 70");
        if (method is "INVITE" or "UPDATE" or "OPTIONS" or "SUBSCRIBE" && !headers.Exists(header => header.StartsWith("Contact", StringComparison.Ordinal))) lines.Add("Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>");
        return WithBody(lines, headers, words);
    }

    private string Response(string[] words, List<string> headers)
    {
        var toInvite = words.Contains("INVITE") || _lastRequest == "INVITE" && _invites == 1;
        var tag = words.FirstOrDefault(word => word.StartsWith("tag=", StringComparison.Ordinal))?[4..] ?? "[pid]s[call_number]";
        List<string> lines = [$"SIP/2.0 {words[1]} Answer"];
        lines.AddRange(toInvite
            ? ["Via:[$via]", "From:[$from]", $"To:[$to];tag={tag}", "[last_Call-ID:]", "CSeq:[$cseq]"]
            : ["[last_Via:]", "[last_From:]", "[last_To:]", "[last_Call-ID:]", "[last_CSeq:]"]);
        if (!headers.Exists(header => header.StartsWith("Contact", StringComparison.Ordinal))) lines.Add("Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>");
        return WithBody(lines, headers, words);
    }

    private static string WithBody(List<string> lines, List<string> headers, string[] words)
    {
        lines.AddRange(headers);
        var name = words.FirstOrDefault(word => word[0] == '+');
        if (name is null)
        {
            lines.Add("Content-Length: 0");
            return string.Join('\n', lines) + "\n\n";
        }

        if (!headers.Exists(header => header.StartsWith("Content-Type", StringComparison.Ordinal) || header.StartsWith("c:", StringComparison.Ordinal)))
        {
            lines.Add($"Content-Type: {(name == "+digit" ? "application/dtmf-relay" : "application/sdp")}");
        }

        lines.Add("Content-Length: [len]");
        return string.Join('\n', lines) + "\n\n" + Bodies[name];
    }
}
