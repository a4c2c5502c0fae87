using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Server.Commands;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Server.Commands;

public sealed class ReplayVerbTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_recorded_decision_holds_under_its_own_line_file_and_may_differ_under_todays()
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(_shell.Folder, "lines")).FullName;
        var file = Path.Combine(folder, "ipaxes.yaml");
        var content = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Lines, "ipaxes.yaml"));
        await File.WriteAllTextAsync(file, content);
        _shell.Lines = folder;
        await DecideAsync(folder, keep: true);

        var same = Assert.Single(await _shell.RowsAsync("replay", "call-1"));
        Assert.Equal(("holds", "the same"), (same["then"].GetString(), same["today"].GetString()));

        // Today's file opens an hour later: then it is not open at nine.
        await File.WriteAllTextAsync(file, content.Replace("from: \"08:30\"", "from: \"09:30\"", StringComparison.Ordinal));
        var changed = Assert.Single(await _shell.RowsAsync("replay", "call-1"));
        Assert.Equal("holds", changed["then"].GetString());
        Assert.StartsWith("would be {\"route\":\"wait\"", changed["today"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_run_again_is_told_and_no_call_is_not_found()
    {
        await DecideAsync(RepositoryFiles.Lines, keep: false);

        var (code, printed) = await _shell.RunAsync("replay", "call-1");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("was not kept", printed, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await _shell.RunAsync("replay", "call-9")).Code);
    }

    private async Task DecideAsync(string folder, bool keep)
    {
        var book = LineBook.Read(folder).Book!;
        var line = book.Find("ipaxes")!;
        var at = Moment.At("2026-03-10T09:00:00-06");
        var record = RouteRecord.Decide(line, new RouteInputs
        {
            LineId = line.Id,
            LineHash = line.ContentHash,
            TzVersion = RouteInputs.TzVersionNow,
            At = at,
            Standing = CallerStanding.Authorised,
            RequestType = "alta",
        });
        await using var store = await _shell.OpenAsync();
        if (keep) foreach (var source in book.Sources) await store.LineFiles.KeepAsync(source, default);
        await store.Calls.OpenAsync(new CallRecord("call-1", "ipaxes", "5000", "", at, null, null), "node", default);
        await store.Calls.AppendAsync("call-1", at, "decided", record.ToJson());
        await store.Calls.EndAsync("call-1", CallEnding.TicketRaised, at, default);
    }
}
