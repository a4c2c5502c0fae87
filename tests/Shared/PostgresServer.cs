using System.Diagnostics;

namespace SupportLine.Tests.Shared;

/// <summary>
/// A real PostgreSQL of the tests' own: Debian's programs on a temporary folder and a free port, as a user other than root.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const int MostStarts = 3;

    private static int s_database;

    private DirectoryInfo? _folder;
    private string _bin = "";
    private int _port;

    /// <summary>Why there is none; null when it runs.</summary>
    public string? Missing { get; private set; }

    public async Task InitializeAsync()
    {
        _bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) ?? ""
            : "";
        if (_bin.Length == 0)
        {
            Missing = "PostgreSQL is not installed (Debian: postgresql)";
            return;
        }

        _folder = Directory.CreateTempSubdirectory("postgres");
        var data = Path.Combine(_folder.FullName, "data");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", _folder.FullName);
        }

        await AsOwnerAsync("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync");
        await StartAsync(data);
    }

    /// <summary>The connection to a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref s_database)}";
        var server = $"Host=127.0.0.1;Port={_port};Username=postgres;Pooling=true;Maximum Pool Size=20";
        await RunAsync(Path.Combine(_bin, "createdb"), "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", name);
        return $"{server};Database={name}";
    }

    public async Task DisposeAsync()
    {
        if (_folder is not null)
        {
            await AsOwnerAsync("pg_ctl", "-D", Path.Combine(_folder.FullName, "data"), "-m", "immediate", "-w", "stop");
            _folder.Delete(recursive: true);
        }
    }

    /// <summary>On a port that is free; on another one where somebody else has taken it meanwhile.</summary>
    private async Task StartAsync(string data)
    {
        for (var start = 1; ; start++)
        {
            _port = FreePorts.Next();
            try
            {
                await AsOwnerAsync(
                    "pg_ctl", "-D", data, "-w", "-l", Path.Combine(_folder!.FullName, "log"),
                    "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off", "start");
                return;
            }
            catch (InvalidOperationException) when (start < MostStarts)
            {
                // The next one is tried.
            }
        }
    }

    /// <summary>The server refuses to run as root.</summary>
    private Task AsOwnerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_bin, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl leaves the server behind with its standard streams: they are not read, or the wait would never end.
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath() };
        start.RedirectStandardOutput = !program.EndsWith("setpriv", StringComparison.Ordinal) && !program.EndsWith("pg_ctl", StringComparison.Ordinal);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
