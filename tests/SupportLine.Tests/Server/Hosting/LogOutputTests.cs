using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupportLine.Server.Hosting;
using SupportLine.Tests.Server.Commands;

namespace SupportLine.Tests.Server.Hosting;

/// <summary>The log as it stands on standard error.</summary>
public sealed class LogOutputTests
{
    [Fact]
    public void An_event_is_a_line_whatever_strangers_sent_and_whatever_was_thrown()
    {
        var line = Told(json: false);
        Assert.EndsWith("Z fail: SupportLine.Telephony[1202] Nobody answers 5\uFFFD[2J0 System.IO.IOException: \uFFFD[31mred two\n", line, StringComparison.Ordinal);
        Assert.Single(line, '\n');
    }

    [Fact]
    public void As_an_object_it_is_one_too()
    {
        var line = Told(json: true);
        Assert.Contains("\\u001B[2J", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', line);
        Assert.Single(line, '\n');
    }

    private static string Told(bool json)
    {
        using var console = ConsoleCapture.Begin("");
        using (var services = new ServiceCollection().AddLogging(logging => logging.ToStandardError(json)).BuildServiceProvider())
        {
#pragma warning disable CA1848, CA2254 // Said once, as a caller could have it said.
            services.GetRequiredService<ILoggerFactory>().CreateLogger("SupportLine.Telephony").Log(LogLevel.Error, new EventId(1202), new IOException("\e[31mred\ntwo"), "Nobody answers {Dialled}", "5\e[2J0");
#pragma warning restore CA1848, CA2254
        }

        return console.Errors;
    }
}
