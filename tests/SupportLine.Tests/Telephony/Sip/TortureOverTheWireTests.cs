using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;
using SupportLine.Tests.Shared;

namespace SupportLine.Tests.Telephony.Sip;

/// <summary>
/// RFC 4475 again, over UDP against a whole user agent that is no registrar and is busy: 486 means that the INVITE was
/// taken for a call, 0 that the RFC calls for silence.
/// </summary>
public sealed class TortureOverTheWireTests
{
    [SkippableTheory]
    [InlineData("wsinv", 481)]
    [InlineData("intmeth", 501)]
    [InlineData("esc01", 486)]
    [InlineData("escnull", 405)]
    [InlineData("esc02", 501)]
    [InlineData("lwsdisp", 200)]
    [InlineData("longreq", 486)]
    [InlineData("dblreq", 405)]
    [InlineData("semiuri", 200)]
    [InlineData("transports", 200)]
    [InlineData("mpart01", 405)]
    [InlineData("unreason", 0)]
    [InlineData("noreason", 0)]
    [InlineData("badinv01", 400)]
    [InlineData("clerr", 400)]
    [InlineData("ncl", 400)]
    [InlineData("scalar02", 400)]
    [InlineData("scalarlg", 0)]
    [InlineData("quotbal", 400)]
    [InlineData("ltgtruri", 400)]
    [InlineData("lwsruri", 400)]
    [InlineData("lwsstart", 400)]
    [InlineData("trws", 400)]
    [InlineData("escruri", 400)]
    [InlineData("baddate", 400)]
    [InlineData("regbadct", 400)]
    [InlineData("badaspec", 400)]
    [InlineData("baddn", 400)]
    [InlineData("badvers", 505)]
    [InlineData("mismatch01", 400)]
    [InlineData("mismatch02", 501)]
    [InlineData("bigcode", 0)]
    [InlineData("badbranch", 400)]
    [InlineData("insuf", 400)]
    [InlineData("unkscm", 416)]
    [InlineData("novelsc", 416)]
    [InlineData("unksm2", 405)]
    [InlineData("bext01", 420)]
    [InlineData("invut", 415)]
    [InlineData("regaut01", 405)]
    [InlineData("multi01", 400)]
    [InlineData("mcl01", 400)]
    [InlineData("bcast", 0)]
    [InlineData("zeromf", 200)]
    [InlineData("cparam01", 405)]
    [InlineData("cparam02", 405)]
    [InlineData("regescrt", 405)]
    [InlineData("sdp01", 406)]
    [InlineData("inv2543", 486)]
    public async Task Each_is_answered_as_its_section_asks(string name, int status)
    {
        var message = VectorFiles.Read($"rfc4475/{name}.dat");

        // One engine each: some of the messages share a branch, and would be repetitions of one another.
        var options = new CallEngineOptions { Listen = [new Uri("udp://127.0.0.1:0")], FirstMediaPort = 29_000, LastMediaPort = 29_100 };
        await using var engine = new CallEngine(options, new BusyHandler(), TimeProvider.System, NullLogger.Instance);
        engine.Start();
        using var torturer = new Torturer(engine.Listening[0]);

        Assert.Equal(status, await torturer.AnswerToAsync(message));
    }
}
