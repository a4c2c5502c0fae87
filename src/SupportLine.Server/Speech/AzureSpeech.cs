using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace SupportLine.Server.Speech;

/// <summary>
/// Azure Speech by its documented REST interface ("Text to speech REST API": POST to /cognitiveservices/v1, SSML in,
/// headerless 16 kHz PCM out). Only what is asked to be spoken leaves the machine, and only when a key is configured.
/// </summary>
/// <param name="client">Its time limit is this source's.</param>
/// <param name="key">Key of the Speech resource.</param>
/// <param name="region">The resource's region, for example <c>mexicocentral</c>.</param>
internal sealed class AzureSpeech(HttpClient client, string key, string region) : ISpeechSource
{
    /// <summary>A caller waits for this.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>What 400 characters take at most, spoken slowly, bytes.</summary>
    private const int MostAudio = 60 * 16000 * sizeof(short);

    private const string Synthesis = "http://www.w3.org/2001/10/synthesis";

    private static readonly Dictionary<string, (string Locale, string Voice)> Voices = new(StringComparer.Ordinal)
    {
        ["es-MX"] = ("es-MX", "es-MX-DaliaNeural"),
        ["es"] = ("es-ES", "es-ES-ElviraNeural"),
        ["en"] = ("en-US", "en-US-JennyNeural"),
        ["en-GB"] = ("en-GB", "en-GB-SoniaNeural"),
        ["fr"] = ("fr-FR", "fr-FR-DeniseNeural"),
        ["it"] = ("it-IT", "it-IT-ElsaNeural"),
        ["de"] = ("de-DE", "de-DE-KatjaNeural"),
    };

    public string Name => "Azure Speech";

    public string Recipe => "azure 1";

    public bool Speaks(string language) => VoiceFor(language) is not null;

    public async Task<short[]?> SpeakAsync(string language, string text, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"https://{region}.tts.speech.microsoft.com/cognitiveservices/v1"));
        request.Headers.Add("Ocp-Apim-Subscription-Key", key);
        request.Headers.Add("X-Microsoft-OutputFormat", "raw-16khz-16bit-mono-pcm");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SupportLine", null));
        request.Content = new StringContent(Ssml(VoiceFor(language)!.Value, text), Encoding.UTF8, "application/ssml+xml");
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            return response.IsSuccessStatusCode ? Finish(await response.Content.ReadAsByteArrayAsync(ct)) : null;
        }
        catch (HttpRequestException)
        {
            // No network, or no such region: the next source is asked.
            return null;
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            // It took longer than the client's limit.
            return null;
        }
    }

    private static short[]? Finish(byte[] pcm)
    {
        if (pcm.Length is 0 or > MostAudio)
        {
            return null;
        }

        var samples = new short[pcm.Length / sizeof(short)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(pcm.AsSpan(i * sizeof(short)));
        }

        return SpeechShape.Finish(samples, [], 0, 0);
    }

    private static string Ssml((string Locale, string Voice) voice, string text)
    {
        XNamespace ns = Synthesis;
        return new XElement(
            ns + "speak",
            new XAttribute("version", "1.0"),
            new XAttribute(XNamespace.Xml + "lang", voice.Locale),
            new XElement(ns + "voice", new XAttribute("name", voice.Voice), text)).ToString(SaveOptions.DisableFormatting);
    }

    private static (string Locale, string Voice)? VoiceFor(string language) =>
        Voices.TryGetValue(language, out var exact) || Voices.TryGetValue(language.Split('-')[0], out exact) ? exact : null;
}
