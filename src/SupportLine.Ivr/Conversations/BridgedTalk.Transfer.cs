using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Phones;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>A helper puts the caller through to another one, by the phone's own transfer key (REFER).</summary>
internal sealed partial class BridgedTalk : ITalk
{
    private Task _transferring = Task.CompletedTask;

    /// <summary>The caller stays here: it is the others who come and go.</summary>
    public ICall? Release(ICall leg) => null;

    /// <summary>A helper goes on with another phone, or another takes over what a helper's phone has.</summary>
    public async Task<bool> ReplaceAsync(ICall leg, ICall by, CancellationToken ct)
    {
        if (HelperOf(leg) is null) return false;
        var next = new TalkHelper(by, PhoneOf(by));
        Join(next);
        OnLeft(leg);
        await leg.HangUpAsync(ct);
        await NoteJoinedAsync(next, next.Actor, ct);
        return true;
    }

    private static string PhoneOf(ICall leg) => PhoneAccount.Scheme + leg.Party.Phone;

    private void OnTransfer(BridgeEvent.TransferAsked asked, CancellationToken ct)
    {
        if (HelperOf(asked.Leg) is not { } helper) asked.Transfer.Finish(603);
        else if (!_transferring.IsCompleted) asked.Transfer.Finish(491);
        else _transferring = TransferAsync(helper, asked.Transfer, ct);
    }

    /// <summary>Whoever asked is told how it comes out, and goes once somebody else is there.</summary>
    private async Task TransferAsync(TalkHelper asking, Transfer transfer, CancellationToken ct)
    {
        var status = 480;
        try
        {
            await caller.Journal.AddAsync("transfer", transfer.Target);
            var next = transfer.Consulted is { } consulted ? Consulted(consulted) : await RungAsync(transfer.Target, ct);
            if (next is null) return;
            Join(next);
            status = 200;
            OnLeft(asking.Leg);
            await NoteJoinedAsync(next, asking.Actor, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The caller did not wait for it.
        }
        catch (Exception e) when (IsOfTheStore(e))
        {
            // Whoever came is there, whether or not it stands on the ticket.
            await caller.Journal.AddAsync("failed", $"transfer {e.Message}");
        }
        finally
        {
            transfer.Finish(status);
            if (status == 200) await asking.Leg.HangUpAsync(CancellationToken.None);
        }
    }

    /// <summary>Whoever the helper has spoken with before; null where they are not there any more.</summary>
    private TalkHelper? Consulted(ICall leg) =>
        site.Switchboard.TalkOf(leg)?.Release(leg) is { } other ? new TalkHelper(other, PhoneOf(other)) : null;

    /// <summary>The caller has music while the other phone rings. Nobody is reached but the site's phones and the line's agents.</summary>
    private async Task<TalkHelper?> RungAsync(string target, CancellationToken ct)
    {
        var agents = line.Routing.Agents.Concat(line.Departments.SelectMany(department => department.Agents));
        var address = exchange.HasPhone(target) ? PhoneAccount.Scheme + target : agents.FirstOrDefault(agent => UserOf(agent) == target);
        if (address is null || colleagues is null || await caller.HoldAsync(colleagues.ReachAsync(address, ct), ct) is not { } leg) return null;
        return new TalkHelper(leg, address);
    }

    private static string UserOf(string address) => address.StartsWith("sip:", StringComparison.Ordinal) ? address[4..].Split('@')[0] : address;

    private async Task NoteJoinedAsync(TalkHelper helper, string actor, CancellationToken ct)
    {
        await site.Tickets.AppendAsync(Current.Folio, new TicketChange.Connected(helper.Who), actor, CallId, site.Clock.Now, ct);
        await caller.Journal.AddAsync("connected", helper.Who);
    }

    private bool IsAlone()
    {
        lock (_lock)
        {
            return _helpers.Count == 0;
        }
    }
}
