using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The caller's own words, recorded after a tone, on the disk as they are spoken.</summary>
internal sealed partial class Conversation
{
    /// <summary>Silence after which somebody is taken to have finished.</summary>
    private static readonly TimeSpan Finished = TimeSpan.FromSeconds(4);

    private async Task DescribeAsync(string prompt, CancellationToken ct)
    {
        for (var attempt = 0; attempt < line.Dialogue.MenuPresentations; attempt++)
        {
            var recorded = await RecordAsync(prompt, $"{call.Id}.wav", ct);
            if (recorded is null)
            {
                _talk.Lead("describe.nothing");
                continue;
            }

            _progress.Recording = recorded;

            // An emergency is not asked to listen again.
            if (_progress.Confirmed || await _talk.ChooseAsync("describe.review", [Prompt("describe.review")], "12", ct) != '2')
            {
                return;
            }
        }
    }

    /// <summary>Records into a file of the recordings' folder; null when nothing could be heard.</summary>
    private async Task<string?> RecordAsync(string prompt, string file, CancellationToken ct)
    {
        await _talk.SayAsync([Prompt(prompt), Prompt("beep")], ct);
        var request = new RecordingRequest(Path.Combine(site.Recordings, file), line.Dialogue.LongestDescription, "#*0123456789", Finished);

        // Named before it begins: whoever hangs up midway leaves what was said so far.
        var before = _progress.Recording;
        _progress.Recording = file;
        var result = await call.RecordAsync(request, ct);
        _progress.Recording = before;
        await _talk.RecordAsync("recorded", $"{file} {result.Duration.TotalSeconds:0.0} s{(result.HeardSpeech ? "" : ", no speech")}");
        return result.HeardSpeech ? file : null;
    }
}
