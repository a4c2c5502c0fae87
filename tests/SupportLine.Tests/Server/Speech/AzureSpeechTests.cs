using System.Buffers.Binary;
using System.Net;
using System.Xml.Linq;
using SupportLine.Server.Speech;

namespace SupportLine.Tests.Server.Speech;

/// <summary>Against a fake: what is asked for is as the service's REST description says, and no failure of it reaches a caller.</summary>
public sealed class AzureSpeechTests
{
    [Fact]
    public async Task It_asks_for_plain_16_kHz_in_the_languages_voice()
    {
        var azure = FakeAzure.Answering(HttpStatusCode.OK, Pcm());

        var samples = await Speech(azure).SpeakAsync("es-MX", "Aceros & Hijos <S.A.>", default);

        Assert.NotNull(samples);
        var (request, body) = Assert.Single(azure.Asked);
        Assert.Equal(new Uri("https://mexicocentral.tts.speech.microsoft.com/cognitiveservices/v1"), request.RequestUri);
        Assert.Equal("secret", Assert.Single(request.Headers.GetValues("Ocp-Apim-Subscription-Key")));
        Assert.Equal("raw-16khz-16bit-mono-pcm", Assert.Single(request.Headers.GetValues("X-Microsoft-OutputFormat")));
        Assert.Equal("application/ssml+xml", request.Content!.Headers.ContentType!.MediaType);
        var voice = Assert.Single(XElement.Parse(body).Elements());
        Assert.Equal("es-MX-DaliaNeural", voice.Attribute("name")!.Value);
        Assert.Equal("Aceros & Hijos <S.A.>", voice.Value);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_refusal_is_no_speech(HttpStatusCode status) =>
        Assert.Null(await Speech(FakeAzure.Answering(status, Pcm())).SpeakAsync("en", "hello", default));

    [Fact]
    public async Task An_empty_answer_is_no_speech() =>
        Assert.Null(await Speech(FakeAzure.Answering(HttpStatusCode.OK, [])).SpeakAsync("en", "hello", default));

    [Fact]
    public async Task A_cloud_out_of_reach_is_no_speech() =>
        Assert.Null(await Speech(new FakeAzure(_ => throw new HttpRequestException("no route"))).SpeakAsync("en", "hello", default));

    [Fact]
    public async Task A_cloud_that_takes_too_long_is_no_speech()
    {
        using var client = new HttpClient(new FakeAzure(async ct =>
        {
            await new TaskCompletionSource().Task.WaitAsync(ct);
            throw new InvalidOperationException("the limit did not end it");
        }))
        { Timeout = TimeSpan.FromMilliseconds(50) };

        Assert.Null(await new AzureSpeech(client, "secret", "mexicocentral").SpeakAsync("en", "hello", default));
    }

    [Theory]
    [InlineData("fr-CA", true)]
    [InlineData("en", true)]
    [InlineData("xx", false)]
    public void It_knows_its_languages(string language, bool speaks) =>
        Assert.Equal(speaks, Speech(FakeAzure.Answering(HttpStatusCode.OK, [])).Speaks(language));

    private static AzureSpeech Speech(FakeAzure azure) => new(new HttpClient(azure), "secret", "mexicocentral");

    private static byte[] Pcm()
    {
        var bytes = new byte[32000];
        for (var i = 0; i < bytes.Length / 2; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)(8000 * Math.Sin(0.3 * i)));
        }

        return bytes;
    }
}
