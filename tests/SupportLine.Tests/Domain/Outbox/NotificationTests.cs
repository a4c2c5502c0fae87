using NodaTime;
using SupportLine.Domain.Outbox;

namespace SupportLine.Tests.Domain.Outbox;

public sealed class NotificationTests
{
    [Fact]
    public void Each_ring_has_an_alert_of_its_own_however_often_it_is_told()
    {
        Assert.Equal(OfRing("leg-1", "lucia").Key, OfRing("leg-1", "lucia").Key);
        Assert.NotEqual(OfRing("leg-1", "lucia").Key, OfRing("leg-2", "diego").Key);
    }

    private static Notification.AlertMail OfRing(string legId, string engineerId) => new(
        new AlertFacts("e1", legId, engineerId, engineerId, "52000018", "ipaxes", "IPAXES", "+528115225000", null, "emergencia", "", "", Instant.FromUtc(2026, 3, 11, 5, 30)),
        $"{engineerId}@ipaxes.example",
        "es-MX");
}
