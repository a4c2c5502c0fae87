using System.Text.Json;
using System.Text.Json.Serialization;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class TicketChangeTests
{
    [Fact]
    public void Every_kind_of_change_can_be_stored()
    {
        var kinds = typeof(TicketChange).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TicketChange)));
        var stored = typeof(TicketChange).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>().ToList();
        Assert.Equal(kinds.OrderBy(type => type.Name), stored.Select(attribute => attribute.DerivedType).OrderBy(type => type.Name));
        Assert.Equal(stored.Count, stored.Select(attribute => attribute.TypeDiscriminator).Distinct().Count());
    }

    [Fact]
    public void What_was_stored_is_read_back()
    {
        TicketChange verified = new TicketChange.SeverityVerified("a", "b", "c") { DueAt = Moment.At("2026-03-10T09:15:00-06") };
        Assert.Equal(verified, JsonSerializer.Deserialize<TicketChange>(JsonSerializer.Serialize(verified)));
        TicketChange facts = new TicketChange.FactsAttached([new Fact("version", "3")]);
        Assert.Equal([new Fact("version", "3")], Assert.IsType<TicketChange.FactsAttached>(JsonSerializer.Deserialize<TicketChange>(JsonSerializer.Serialize(facts))).Facts);
    }
}
