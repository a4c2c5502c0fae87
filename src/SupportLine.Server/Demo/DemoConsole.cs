namespace SupportLine.Server.Demo;

/// <summary>Tells the calls as they happen, line by line, each with the call it belongs to.</summary>
internal sealed class DemoConsole(TextWriter output, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();

    public void Said(DemoScript script, string words) => Write(script, $"« {words} »");

    public void Pressed(DemoScript script, string keys, string question) =>
        Write(script, $"the caller presses {(question == "pin" ? new string('•', keys.Length) : keys)}");

    public void Happened(DemoScript script, string what) => Write(script, what);

    public void Tell(string text)
    {
        lock (_lock)
        {
            output.WriteLine(text);
        }
    }

    private void Write(DemoScript script, string text)
    {
        lock (_lock)
        {
            output.WriteLine($"{time.GetElapsedTime(_start).TotalSeconds,5:0.0}s [{script.Title}] {text}");
        }
    }
}
