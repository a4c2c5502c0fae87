using SharpFuzz;
using SupportLine.Fuzz;

if (args is not [var name, .. var files] || FuzzTarget.Find(name) is not { } target)
{
    Console.Error.WriteLine($"usage: SupportLine.Fuzz {string.Join('|', FuzzTarget.All.Select(each => each.Name))} [FILE...]\nReads each file, or, under afl-fuzz, whatever comes: see docs/proofs.md.");
    return 2;
}

if (files.Length == 0)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        target.Take(input.ToArray());
    });
    return 0;
}

foreach (var file in files)
{
    // As a defect would end the service: with where it happened.
    Console.WriteLine(file);
    target.Take(await File.ReadAllBytesAsync(file));
}

return 0;
