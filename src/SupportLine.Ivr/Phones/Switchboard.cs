using System.Collections.Concurrent;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Phones;

/// <summary>Who talks where, so that one talk's leg can be put through to another.</summary>
internal sealed class Switchboard
{
    private readonly ConcurrentDictionary<string, ITalk> _talks = [];

    public void Enter(ICall leg, ITalk talk) => _talks[leg.Id] = talk;

    /// <summary>Where another talk has taken the leg meanwhile it stays there.</summary>
    public void Leave(ICall leg, ITalk talk) => _talks.TryRemove(new(leg.Id, talk));

    public ITalk? TalkOf(ICall leg) => _talks.GetValueOrDefault(leg.Id);
}
