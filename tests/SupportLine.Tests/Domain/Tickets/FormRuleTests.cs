using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

public sealed class FormRuleTests
{
    private static readonly Dictionary<string, string> Filled = new()
    {
        ["title"] = " No dial tone ",
        ["description"] = "Since this morning.",
        ["began-at"] = "  ",
    };

    [Theory]
    [InlineData("incident")]
    [InlineData("request")]
    [Trait("Clause", "XIV-02")]
    public void Two_forms_raise_a_ticket_without_a_document(string form)
    {
        var accepted = Assert.IsType<FormRule.Accepted>(FormRule.Decide(KnownLines.Xivo, "portal", form, Filled));
        Assert.Equal(form, accepted.RequestType.Id);
        Assert.Equal(new Dictionary<string, string> { ["title"] = "No dial tone", ["description"] = "Since this morning." }, accepted.Given);
        Assert.Contains("began-at", accepted.Missing);
        Assert.DoesNotContain("title", accepted.Missing);
    }

    [Theory]
    [InlineData("title")]
    [InlineData("description")]
    [Trait("Clause", "XIV-02")]
    public void Without_a_title_or_a_description_no_form_is_taken(string left)
    {
        foreach (var blank in new[] { null, "", " \n" })
        {
            var given = new Dictionary<string, string>(Filled);
            given.Remove(left);
            if (blank is not null) given[left] = blank;
            foreach (var form in new[] { "incident", "request" })
            {
                Assert.Equal([left], Assert.IsType<FormRule.Incomplete>(FormRule.Decide(KnownLines.Xivo, "portal", form, given)).Mandatory);
            }
        }
    }

    [Fact]
    [Trait("Clause", "XIV-02")]
    public void Without_a_type_there_is_no_form()
    {
        foreach (var none in new[] { null, "", "wish" })
        {
            Assert.Equal(["incident", "request"], Assert.IsType<FormRule.UnknownForm>(FormRule.Decide(KnownLines.Xivo, "portal", none, Filled)).Known);
        }
    }

    [Fact]
    public void What_the_form_does_not_ask_is_not_lost_in_silence()
    {
        var given = new Dictionary<string, string>(Filled) { ["colour"] = "red" };
        var unknown = Assert.IsType<FormRule.UnknownField>(FormRule.Decide(KnownLines.Xivo, "portal", "incident", given));
        Assert.Equal("colour", unknown.Id);
        Assert.Contains("title", unknown.Known);
        Assert.Contains(RequestType.ContactNumber, unknown.Known);
    }

    [Fact]
    public void A_channel_that_opens_nothing_takes_no_form()
    {
        var refused = Assert.IsType<FormRule.WrongChannel>(FormRule.Decide(KnownLines.Xivo, "mail", "incident", Filled));
        Assert.Equal(["portal", "phone"], refused.Instead);
        Assert.Equal("XIV-06", refused.Source);
    }
}
