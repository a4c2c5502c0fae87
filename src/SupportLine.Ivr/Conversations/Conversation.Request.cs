using SupportLine.Domain.Calls;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>A new request: its kind, how bad it is, where to call back, and what it is about.</summary>
internal sealed partial class Conversation
{
    /// <summary>Most options a menu offers at a time (ISO/IEC 13714).</summary>
    private const int MostOptions = 4;

    /// <summary>Null when the caller went back to the main menu.</summary>
    private async Task<CallEnding?> NewRequestAsync(CancellationToken ct)
    {
        switch (await ChooseRequestTypeAsync(ct))
        {
            case (RequestType type, _):
                _progress.RequestType = type.Id;
                if (type.AsksSeverity)
                {
                    await AskSeverityAsync(ct);
                }

                await AskContactNumberAsync(ct);
                await DescribeAsync(type.AsksSeverity ? "describe.fault" : "describe.change", ct);
                return await RouteAsync(ct);
            case (null, true):
                return null;
            default:
                return await NobodyPressesAsync(ct);
        }
    }

    /// <summary>Kinds of request, at most four options at a time; the fourth goes on where there are more.</summary>
    private async Task<(RequestType? Type, bool Back)> ChooseRequestTypeAsync(CancellationToken ct)
    {
        var left = line.RequestTypes;
        _talk.Lead("request.type");
        while (true)
        {
            var isLast = left.Count <= MostOptions;
            var shown = isLast ? left.Count : MostOptions - 1;
            List<Phrase> offers = [];
            for (var i = 0; i < shown; i++)
            {
                offers.AddRange([Prompt(left[i].Prompt), Prompt($"press.{i + 1}")]);
            }

            if (!isLast)
            {
                offers.AddRange([Prompt("common.more"), Prompt($"press.{MostOptions}")]);
            }

            var keys = "1234"[..(isLast ? shown : MostOptions)];
            var key = await _talk.ChooseAsync("request.type", offers, keys + "*", ct);
            if (key is null or '*')
            {
                return (null, key == '*');
            }

            if (key - '1' < shown)
            {
                return (left[key.Value - '1'], false);
            }

            left = [.. left.Skip(shown)];
        }
    }
}
