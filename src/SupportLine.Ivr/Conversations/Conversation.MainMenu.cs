using SupportLine.Domain.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>What the caller wants. Zero is a person in hours and the emergency question at night; nine ends.</summary>
internal sealed partial class Conversation
{
    private async Task<CallEnding> MainMenuAsync(CancellationToken ct)
    {
        // Each turn ends the call, or comes back here with star: three levels, so a bounded number of turns is enough.
        for (var turn = 0; turn < 5; turn++)
        {
            var zero = IsOpen ? "menu.person" : "menu.emergency";
            var key = await _talk.ChooseAsync("menu.main", [Prompt("menu.main"), Prompt(zero), Prompt("menu.end")], "1209", ct);
            var ending = key switch
            {
                '1' => await NewRequestAsync(ct),
                '2' => await LookupAsync(ct),
                '0' => await PersonAsync(ct),
                '9' => CallEnding.EndedByCaller,
                _ => await NobodyPressesAsync(ct),
            };
            if (ending is { } ended)
            {
                return ended;
            }
        }

        return await NobodyPressesAsync(ct);
    }

    /// <summary>In hours a person; at night the emergency question, and a message when it is none.</summary>
    private async Task<CallEnding> PersonAsync(CancellationToken ct)
    {
        if (IsOpen)
        {
            return await RouteAsync(ct);
        }

        if (await IsEmergencyAsync(ct))
        {
            await AskContactNumberAsync(ct);
            await DescribeAsync("describe.fault", ct);
            return await RouteAsync(ct);
        }

        return await LeaveMessageAsync(ct);
    }

    /// <summary>A caller who cannot or does not press keys reaches a person, or at night leaves a message.</summary>
    private async Task<CallEnding> NobodyPressesAsync(CancellationToken ct) =>
        IsOpen ? await RouteAsync(ct) : await LeaveMessageAsync(ct);

    private async Task<CallEnding> LeaveMessageAsync(CancellationToken ct)
    {
        await DescribeAsync("describe.message", ct);
        await RaiseAsync(incomplete: false, ct);
        await ReadFolioAsync(ct);
        await ExplainWaitAsync(ct);
        return CallEnding.MessageLeft;
    }
}
