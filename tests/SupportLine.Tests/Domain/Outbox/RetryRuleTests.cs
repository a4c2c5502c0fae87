using NodaTime;
using SupportLine.Domain.Outbox;

namespace SupportLine.Tests.Domain.Outbox;

public sealed class RetryRuleTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 10, 17, 30);

    private static readonly Notification Mail = new Notification.HelpdeskMail("52000011", "helpdesk@example.com", "en");

    private static readonly Notification Alert = new Notification.AlertMail(
        new AlertFacts("e", "leg", "lucia", "Lucía", "52000011", "ipaxes", "IPAXES", "+528115225000", null, "emergencia", "", "", Now), "lucia@example.com", "en");

    [Fact]
    public void What_was_taken_is_sent_and_what_was_refused_failed_with_the_words_of_whoever_refused()
    {
        Assert.Equal((OutboxState.Sent, Now, null), Decide(Entry(Mail), new Delivery.Taken()));
        Assert.Equal((OutboxState.Failed, Now, "550 no such user"), Decide(Entry(Mail), new Delivery.Refused("550 no such user")));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(6, 320)]
    [InlineData(10, 3600)]
    [InlineData(1000, 3600)]
    public void The_wait_doubles_up_to_an_hour(int attempts, int seconds)
    {
        var (state, due, error) = Decide(Entry(Mail) with { Attempts = attempts }, new Delivery.Later("451 busy"));
        Assert.Equal((OutboxState.Waiting, Now + Duration.FromSeconds(seconds), "451 busy"), (state, due, error));
    }

    [Fact]
    public void Chance_moves_it_by_a_fifth_either_way()
    {
        var entry = Entry(Mail) with { Attempts = 1 };
        Assert.Equal(Now + Duration.FromSeconds(8), RetryRule.Decide(entry, new Delivery.Later("busy"), Now, 0).DueAt);
        Assert.Equal(Now + Duration.FromSeconds(12), RetryRule.Decide(entry, new Delivery.Later("busy"), Now, 1).DueAt);
    }

    [Fact]
    public void A_mail_outlives_a_long_weekend_and_an_alert_an_hour()
    {
        Assert.Equal(OutboxState.Waiting, Decide(Entry(Mail) with { Since = Now - Duration.FromHours(95) }, new Delivery.Later("down")).State);
        Assert.Equal(OutboxState.Failed, Decide(Entry(Mail) with { Since = Now - Duration.FromHours(96) }, new Delivery.Later("down")).State);
        Assert.Equal(OutboxState.Waiting, Decide(Entry(Alert) with { Since = Now - Duration.FromMinutes(59) }, new Delivery.Later("down")).State);
        Assert.Equal(OutboxState.Failed, Decide(Entry(Alert) with { Since = Now - Duration.FromMinutes(60) }, new Delivery.Later("down")).State);
    }

    [Fact]
    public void An_alert_that_is_an_hour_old_is_not_sent_any_more_by_mail_or_by_webhook_and_anything_else_is()
    {
        Notification hook = new Notification.WebhookCall("e:leg", "https://example.com", "{}", Alerts: true);
        foreach (var alert in new[] { Alert, hook })
        {
            Assert.False(RetryRule.IsTooLate(Entry(alert) with { Since = Now - Duration.FromMinutes(60) }, Now));
            Assert.True(RetryRule.IsTooLate(Entry(alert) with { Since = Now - Duration.FromMinutes(61) }, Now));
            Assert.Equal(OutboxState.Failed, Decide(Entry(alert) with { Since = Now - Duration.FromMinutes(60) }, new Delivery.Later("down")).State);
        }

        Assert.False(RetryRule.IsTooLate(Entry(Mail) with { Since = Now - Duration.FromDays(3) }, Now));
        Assert.False(RetryRule.IsTooLate(Entry(new Notification.WebhookCall("x", "https://example.com", "{}")) with { Since = Now - Duration.FromDays(3) }, Now));
    }

    [Fact]
    public void That_nobody_accepted_is_still_told_in_the_morning()
    {
        var alarm = Entry(new Notification.AlarmMail("52000011", 7, "operator@example.com", "en")) with { Since = Now - Duration.FromHours(9) };
        Assert.Equal(OutboxState.Waiting, Decide(alarm, new Delivery.Later("down")).State);
    }

    private static (OutboxState State, Instant DueAt, string? Error) Decide(OutboxEntry entry, Delivery delivery) => RetryRule.Decide(entry, delivery, Now, 0.5);

    private static OutboxEntry Entry(Notification notification) => new(1, "id", notification, Now, OutboxState.Waiting, 0, Now, Now, null);
}
