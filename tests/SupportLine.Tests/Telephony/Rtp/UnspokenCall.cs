using SupportLine.Telephony.Calls;

namespace SupportLine.Tests.Telephony.Rtp;

/// <summary>A leg that only is: media sessions in these tests are worked directly.</summary>
internal sealed class UnspokenCall : ICall
{
    public string Id => "test";

    public CallDirection Direction => CallDirection.Inbound;

    public CallParty Party => throw new NotSupportedException();

    public string Dialled => "";

    public ICall? TakesPlaceOf => null;

    public CancellationToken Ended => default;

    public CallEnd? End => null;

    public CallQuality Quality => default;

    public Task RingAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task AnswerAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task RejectAsync(int status, CancellationToken ct) => throw new NotSupportedException();

    public Task<string?> EndingAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task HangUpAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task PlayAsync(Utterance utterance, CancellationToken ct) => throw new NotSupportedException();

    public Task LoopAsync(Utterance utterance, CancellationToken ct) => throw new NotSupportedException();

    public Task<Entry> CollectAsync(Collection collection, CancellationToken ct) => throw new NotSupportedException();

    public Task<RecordingResult> RecordAsync(RecordingRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task EchoAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task SendDigitsAsync(string digits, CancellationToken ct) => throw new NotSupportedException();
}
