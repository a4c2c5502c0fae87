using SupportLine.Server.Live;

namespace SupportLine.Tests.Server.Live;

/// <summary>A service in trouble, made up: two lines, an emergency that rings, a queue, agents, names from everywhere.</summary>
internal static class Night
{
    /// <summary>A name that a stranger made to clear the screen, paint it, and turn what follows it.</summary>
    public const string Hostile = "\e[2J\e[31mMal\u202Eo\r\nS.A.";

    public static readonly DateTimeOffset At = new(2026, 3, 11, 5, 30, 41, TimeSpan.Zero);

    public static LiveSnapshot Of(int calls = 4) => new()
    {
        At = At,
        Node = "here",
        StartedAt = At.AddDays(-3).AddMinutes(-7),
        CallsTaken = 1234,
        Legs = 9,
        MostLegs = 500,
        Lines = [new("ipaxes", "Ipaxes", "America/Mexico_City", false), new("xivo", "XiVO", "Europe/Paris", true)],
        Trunks = [new("telnyx", true, "registered"), new("carrier", false, "no answer")],
        Escalations =
        [
            new()
            {
                Id = "e1", Folio = "52000018", Line = "ipaxes", Severity = "emergencia", Organisation = "Aceros del Norte", Call = "c1", Number = "+528183459902",
                StartedAt = Ago(95), Rung = 2, Rungs = 3, Round = 1, Rounds = 2, Ringing = [new("lucia", "Lucía Gómez", Ago(12)), new("diego", "Diego Peña", Ago(12))], Attempts = 3,
            },
            new() { Id = "e2", Folio = "52000026", Line = "ipaxes", Severity = "emergencia", Number = "", StartedAt = Ago(600), Rung = 1, Rungs = 1, Round = 2, Rounds = 3, NotBefore = At.AddSeconds(200), Attempts = 4 },
            new() { Id = "e3", Folio = "33000012", Line = "xivo", Severity = "bloquant", Organisation = "Établissements Œuvrard", Number = "+33145550100", StartedAt = Ago(3700), Accepted = new("ana", "Ana", Ago(60)), Attempts = 1 },
        ],
        Queue =
        [
            new() { Line = "ipaxes", Position = 1, Call = "c2", Number = "+528183450101", Organisation = "東京電力ホールディングス株式会社", Folio = "52000034", Product = "pbx", Language = "es-MX", Claimed = "alta", Since = Ago(75), IsRung = true },
            new() { Line = "ipaxes", Position = 2, Call = "c3", Number = "", Language = "en", Since = Ago(30) },
            new() { Line = "ipaxes", Position = null, Number = "+528183450201", Organisation = "Papeleri\u0301a Monterrey", Folio = "52000042", Language = "es-MX", Since = Ago(4000), CallBackAt = At.AddSeconds(90), Attempts = 1 },
        ],
        Calls =
        [
            Call("c1", "Aceros del Norte", LiveDoing.Escalating),
            Call("c2", "東京電力ホールディングス株式会社", LiveDoing.Waiting, "agent:anna"),
            Call("c3", Hostile, LiveDoing.Asked, "severity.confirm"),
            Call("c4", null, LiveDoing.Talking, "agent:bela"),
            .. Enumerable.Range(5, Math.Max(0, calls - 4)).Select(i => Call($"c{i}", "👩‍👩‍👧 Família", LiveDoing.Recording)),
        ],
        Agents =
        [
            new() { Id = "anna", Name = "Anna", Lines = ["ipaxes"], State = LiveAgentState.Rung, Since = Ago(9), Call = "c2", IsPhoneThere = true },
            new() { Id = "bela", Name = "Béla Őry", Lines = ["ipaxes", "xivo"], State = LiveAgentState.Talking, Since = Ago(301), Call = "c4" },
            new() { Id = "caro", Name = "Caro", Lines = ["xivo"], State = LiveAgentState.Paused, Reason = "meal", Missed = 2, IsPhoneThere = false },
            new() { Id = "dora", Name = "Dora", Lines = ["xivo"], State = LiveAgentState.WrappingUp, Since = Ago(20), Until = At.AddSeconds(40) },
            new() { Id = "eva", Name = "Eva", Lines = ["xivo"], State = LiveAgentState.SignedOut },
        ],
        Alarms =
        [
            new(Ago(40), true, "Escalation e0: nobody accepted folio 52000000; call back +528183450999", 1),
            new(Ago(4000), false, "The store does not answer: connection refused", 17),
        ],
    };

    private static DateTimeOffset Ago(int seconds) => At.AddSeconds(-seconds);

    private static LiveCaller Call(string id, string? organisation, LiveDoing doing, string detail = "") => new()
    {
        Id = id, Line = "ipaxes", Dialled = "5000", Number = "+528183459902", Organisation = organisation, Folio = doing == LiveDoing.Asked ? null : "52000018", StartedAt = Ago(240), Doing = doing, Detail = detail, Since = Ago(95),
    };
}
