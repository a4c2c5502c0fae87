using System.CommandLine;
using SupportLine.Ivr.Speech;
using SupportLine.Server.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Commands;

/// <summary><c>prompts build</c>: makes the audio of the catalogues, for whoever changes their words.</summary>
internal static class PromptsCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Description = "The prompts' folder.", DefaultValueFactory = _ => "prompts" };
        var languages = new Argument<string[]>("language") { Description = "Languages to build, for example es-MX en.", Arity = ArgumentArity.OneOrMore };
        var build = new Command("build", "Makes the audio of prompts whose words have changed. Needs flite for English, pico2wave for other languages.") { folder, languages };
        build.SetAction(async (parsed, ct) =>
        {
            var builder = new PromptBuilder(parsed.GetValue(folder)!, Console.Out);
            var complete = true;
            foreach (var language in parsed.GetValue(languages)!)
            {
                try
                {
                    complete &= await builder.BuildAsync(language, ct);
                }
                catch (SpeechException e)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    complete = false;
                }
            }

            return complete ? 0 : 1;
        });
        return new Command("prompts", "Works on the prompts' audio.") { build, Encode() };
    }

    private static Command Encode()
    {
        var from = new Argument<string>("wav") { Description = "A WAV of 8 to 48 kHz." };
        var to = new Argument<string>("g722") { Description = "The file to write." };
        var encode = new Command("encode", "Turns a recording into the form prompts are kept in.") { from, to };
        encode.SetAction(async (parsed, ct) =>
        {
            try
            {
                var sound = Sound.Load("recording", parsed.GetValue(from)!);
                await File.WriteAllBytesAsync(parsed.GetValue(to)!, Sound.ToG722(sound.Master), ct);
                return 0;
            }
            catch (Exception e) when (e is SoundFormatException or IOException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return encode;
    }
}
