using SupportLine.CallTests.Sites;
using SupportLine.Tests.Shared;

namespace SupportLine.CallTests.Interop;

/// <summary>
/// The 49 messages of RFC 4475 put to the whole service, from a source that it trusts. 404 means that the INVITE was taken
/// for a call to a number that nobody has; 0 that the RFC calls for silence.
/// </summary>
public sealed class TortureTests
{
    private static readonly (string Name, int Status)[] Verdicts =
    [
        ("wsinv", 481),
        ("intmeth", 501),
        ("esc01", 404),
        ("escnull", 405),
        ("esc02", 501),
        ("lwsdisp", 200),
        ("longreq", 404),
        ("dblreq", 405),
        ("semiuri", 200),
        ("transports", 200),
        ("mpart01", 405),
        ("unreason", 0),
        ("noreason", 0),
        ("badinv01", 400),
        ("clerr", 400),
        ("ncl", 400),
        ("scalar02", 400),
        ("scalarlg", 0),
        ("quotbal", 400),
        ("ltgtruri", 400),
        ("lwsruri", 400),
        ("lwsstart", 400),
        ("trws", 400),
        ("escruri", 400),
        ("baddate", 400),
        ("regbadct", 400),
        ("badaspec", 400),
        ("baddn", 400),
        ("badvers", 505),
        ("mismatch01", 400),
        ("mismatch02", 501),
        ("bigcode", 0),
        ("badbranch", 400),
        ("insuf", 400),
        ("unkscm", 416),
        ("novelsc", 416),
        ("unksm2", 405),
        ("bext01", 420),
        ("invut", 415),
        ("regaut01", 405),
        ("multi01", 400),
        ("mcl01", 400),
        ("bcast", 0),
        ("zeromf", 200),
        ("cparam01", 405),
        ("cparam02", 405),
        ("regescrt", 405),
        ("sdp01", 406),
        ("inv2543", 404),
    ];

    /// <summary>They carry the branch of another one, and would be its repetition where that was put before.</summary>
    private static readonly string[] Repetitions = ["mismatch01", "bcast", "novelsc", "cparam02", "bigcode", "regescrt"];

    [SkippableFact]
    public async Task The_service_answers_each_as_its_section_asks_and_still_takes_a_call()
    {
        var messages = Verdicts.ToDictionary(verdict => verdict.Name, verdict => VectorFiles.Read($"rfc4475/{verdict.Name}.dat"));
        await using var site = await TestSite.StartAsync(TestSite.Night, [], [], null);
        await using var other = await TestSite.StartAsync(TestSite.Night, [], [], null);

        var answers = new List<(string, int)>();
        foreach (var (name, _) in Verdicts)
        {
            using var torturer = new Torturer((Repetitions.Contains(name) ? other : site).Address);
            answers.Add((name, await torturer.AnswerToAsync(messages[name])));
        }

        Assert.Equal(Verdicts, answers);
        Assert.Equal(0, await site.Service.Engine.LegsAsync());
        Programs.Need("sipp", "sip-tester");
        await Sipp.RunAsync("short-call", site.Address, "-s", "echo");
    }
}
