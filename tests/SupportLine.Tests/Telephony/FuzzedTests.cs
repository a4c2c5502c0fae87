using SupportLine.Fuzz;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Telephony;

/// <summary>What fuzzing found out about the code, input by input: each of its ways is gone once more (docs/proofs.md says how to look for new ones).</summary>
public sealed class FuzzedTests
{
    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_was_found_is_read_and_nothing_is_thrown(string name)
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "tests", "SupportLine.Fuzz", "corpus", name));
        var faults = new List<string>();
        foreach (var file in files)
        {
            var fault = Record.Exception(() => FuzzTarget.Find(name)!.Take(File.ReadAllBytes(file)));
            if (fault is not null) faults.Add($"{Path.GetFileName(file)}: {fault}");
        }

        Assert.NotEmpty(files);
        Assert.Empty(faults);
    }
}
