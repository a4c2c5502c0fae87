using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;

namespace SupportLine.CallTests.Kills;

/// <summary>How an escalation goes until the service is killed.</summary>
/// <param name="Name">In a word or two.</param>
/// <param name="Ladder">Its rungs, as a line file has them.</param>
/// <param name="Engineers">What each does each time that he is rung.</param>
/// <param name="Caller">What the caller does who is phoned back.</param>
internal sealed record Scenario(string Name, string Ladder, IReadOnlyList<Func<HandsetLeg, Task>> Engineers, Func<HandsetLeg, Task> Caller)
{
    private const string InTurn = "[{ }]";
    private const string Together = "[{ together: true }]";

    /// <summary>Whether the caller is on the line, waiting, and it begins with the call; else nobody works on it yet and nobody waits.</summary>
    public bool CallerWaits { get; private init; }

    /// <summary>Whether nobody accepts.</summary>
    public bool IsInVain { get; private init; }

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("in turn", InTurn, [Rings, Declines, Accepts], Talks),
        new("together", Together, [Rings, Accepts, IsVoicemail], Talks),
        new("pass", InTurn, [Presses(("engineer.emergency", "2")), IsVoicemail, Accepts], Talks),
        new("race", Together, [Accepts, Accepts, Declines], Talks),
        new("later", InTurn, [Presses(("engineer.emergency", "4"), ("engineer.more", "1")), Accepts, Accepts], Talks),
        new("dismissal", InTurn, [Presses(("engineer.emergency", "3"), ("engineer.menu", "4"), ("engineer.more", "2"), ("engineer.dismiss", "1")), Accepts, Accepts], Talks),
        new("caller gone", InTurn, [Accepts, Accepts, Accepts], Declines),
        new("caller silent", InTurn, [Accepts, Accepts, Accepts], Rings),
        new("cut off", InTurn, [Presses(("engineer.emergency", "1"), ("engineer.calling", null)), Accepts, Accepts], Talks),
        new("nobody", InTurn, [Rings, IsVoicemail, Declines], Talks),
        new("second engineer", InTurn, [BringsSecond, Rings, Rings], Listens),
        new("caller waits", InTurn, [Rings, Accepts, Accepts], Talks) { CallerWaits = true },
        new("caller waits for all", Together, [Declines, Rings, IsVoicemail], Talks) { CallerWaits = true, IsInVain = true },
    ];

    public static Task Rings(HandsetLeg leg) => Task.CompletedTask;

    public static Task Declines(HandsetLeg leg)
    {
        leg.Declines();
        return Task.CompletedTask;
    }

    /// <summary>Answers, and presses nothing.</summary>
    public static Task IsVoicemail(HandsetLeg leg) => leg.AnswersAsync();

    public static Task Accepts(HandsetLeg leg) => Presses(("engineer.emergency", "1"))(leg);

    /// <summary>The caller, phoned back: hears who it is, and hangs up.</summary>
    public static Task Talks(HandsetLeg leg) => Presses(("escalate.accepted", null))(leg);

    /// <summary>The caller, phoned back: hears who it is, and stays.</summary>
    private static async Task Listens(HandsetLeg leg)
    {
        if (await leg.AnswersAsync()) await HearsAsync(leg, "escalate.accepted");
    }

    /// <summary>Accepts, brings in a second engineer once the caller is there, and hangs up when nobody could be reached.</summary>
    private static async Task BringsSecond(HandsetLeg leg)
    {
        await Accepts(leg);
        if (!leg.IsAlive || !await HearsAsync(leg, "engineer.calling")) return;
        var called = HearsAsync(leg, "second.calling");
        while (!called.IsCompleted)
        {
            // Until they are joined nobody heeds the keys.
            await leg.Audio!.PressAsync("*7", lossy: false);
            await Task.WhenAny(called, leg.Audio.SpeakAsync(TimeSpan.FromSeconds(1)));
        }

        if (await called && await HearsAsync(leg, "second.nobody")) leg.HangsUp();
    }

    /// <summary>Answers, hears each prompt, and presses the key then; none is hanging up.</summary>
    private static Func<HandsetLeg, Task> Presses(params (string Heard, string? Key)[] steps) => async leg =>
    {
        if (!await leg.AnswersAsync()) return;
        foreach (var (heard, key) in steps)
        {
            if (!await HearsAsync(leg, heard)) return;
            if (key is null) leg.HangsUp();
            else await leg.Audio!.PressAsync(key, lossy: false);
        }
    };

    /// <summary>Waits for a prompt; false when the call was over before.</summary>
    private static async Task<bool> HearsAsync(HandsetLeg leg, string prompt)
    {
        var hearing = leg.Audio!.Ear.HearsAsync(PromptSounds.Of("es-MX", prompt), prompt, Phone.Patience);
        if (await Task.WhenAny(hearing, leg.Ended) != hearing)
        {
            // A call that is over says nothing more: what the ear waits for in vain is no matter.
            _ = hearing.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            return false;
        }

        await hearing;
        return true;
    }
}
