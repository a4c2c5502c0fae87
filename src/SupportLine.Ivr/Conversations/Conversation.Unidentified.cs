using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// Somebody we could not identify: in hours a person; at night an emergency by the line's policy, or a message. Nobody with
/// an emergency is stopped at the door.
/// </summary>
internal sealed partial class Conversation
{
    private async Task<CallEnding> UnidentifiedAsync(CancellationToken ct)
    {
        if (IsOpen)
        {
            return await RouteAsync(ct);
        }

        for (var again = 0; again < 2; again++)
        {
            var key = await _talk.ChooseAsync("unknown", [Prompt("unknown.menu"), Prompt("menu.end")], "1239", ct);
            switch (key)
            {
                case '1':
                    return await UnverifiedEmergencyAsync(ct);
                case '3':
                    await IdentifyAsync(ct);
                    if (_progress.Caller is Caller.Identified)
                    {
                        return await MainMenuAsync(ct);
                    }

                    break;
                case '9':
                    return CallEnding.EndedByCaller;
                default:
                    return await LeaveMessageAsync(ct);
            }
        }

        return await LeaveMessageAsync(ct);
    }

    private async Task<CallEnding> UnverifiedEmergencyAsync(CancellationToken ct)
    {
        if (!await IsEmergencyAsync(ct))
        {
            return await LeaveMessageAsync(ct);
        }

        await AskContactNumberAsync(ct);
        await DescribeAsync("describe.message", ct);
        return await RouteAsync(ct);
    }
}
