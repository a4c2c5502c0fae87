using System.Net;
using NodaTime;
using SupportLine.Domain.Phones;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Watches;

/// <summary>
/// Writes where the site's own phones are, so that they ring again as soon as the service has restarted, and so that
/// <c>phones list</c> shows them.
/// </summary>
internal sealed partial class PhoneKeeper(
    CallEngine engine, IRegisteredPhoneStore phones, string node, TimeProvider real, ILogger<PhoneKeeper> logger) : Watch(Every, real)
{
    /// <summary>How late a registration is written: one that comes just before a crash is made again by its phone.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>What this node has in the store.</summary>
    private readonly Dictionary<(string Phone, string Contact), RegisteredPhone> _written = [];

    /// <summary>Puts in force what this node wrote before it stopped, but for what came by connections that are no more.</summary>
    public async Task RestoreAsync(CancellationToken ct)
    {
        foreach (var phone in await phones.OfNodeAsync(node, ct)) _written[(phone.Phone, phone.Contact)] = phone;

        // Renewed longest ago first, as far as their ends tell.
        await engine.RestoreAsync([.. _written.Values.Select(Binding).Where(binding => binding.OutlivesUs).OrderBy(binding => binding.Until)]);
    }

    /// <summary>Brings the store to what the engine knows.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        var held = (await engine.BindingsAsync()).Select(Row).ToDictionary(phone => (phone.Phone, phone.Contact));
        foreach (var (key, phone) in held)
        {
            if (_written.TryGetValue(key, out var before) && before == phone) continue;
            await phones.PutAsync(phone, ct);
            _written[key] = phone;
        }

        foreach (var gone in _written.Keys.Except(held.Keys).ToList())
        {
            await phones.RemoveAsync(node, gone.Phone, gone.Contact, ct);
            _written.Remove(gone);
        }
    }

    private RegisteredPhone Row(PhoneBinding binding) =>
        new(node, binding.Phone, binding.Contact, binding.Transport, binding.Remote.ToString(), Instant.FromDateTimeOffset(binding.Until))
        {
            Path = string.Join(", ", binding.Path), Local = binding.Local?.ToString(), CallId = binding.CallId, CSeq = binding.CSeq, Instance = binding.Instance,
        };

    private static PhoneBinding Binding(RegisteredPhone phone) =>
        new(phone.Phone, phone.Contact, phone.Transport, IPEndPoint.Parse(phone.Remote), phone.Until.ToDateTimeOffset())
        {
            Path = PhoneBinding.Hops(phone.Path), Local = phone.Local is { } local ? IPEndPoint.Parse(local) : null,
            CallId = phone.CallId, CSeq = (uint)phone.CSeq, Instance = phone.Instance,
        };

    protected override Task WatchOnceAsync(CancellationToken ct) => LookAsync(ct);

    protected override void OnFailed(Exception e) => LogNotKept(e);

    [LoggerMessage(3303, LogLevel.Warning, "Where phones are registered is not kept for now")]
    private partial void LogNotKept(Exception e);
}
