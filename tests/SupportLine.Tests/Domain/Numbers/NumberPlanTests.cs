using SupportLine.Domain.Numbers;

namespace SupportLine.Tests.Domain.Numbers;

/// <summary>How trunks write numbers, both ways.</summary>
public sealed class NumberPlanTests
{
    [Theory]
    [InlineData("MX", NumberForm.E164, "+525512345678", "+525512345678")]
    [InlineData("MX", NumberForm.E164, "55 1234 5678", "+525512345678")]
    [InlineData("MX", NumberForm.E164WithoutPlus, "+525512345678", "525512345678")]
    [InlineData("MX", NumberForm.National, "+525512345678", "5512345678")]
    [InlineData("MX", NumberForm.National, "+12125550123", "0012125550123")]
    [InlineData("MX", NumberForm.International, "+525512345678", "00525512345678")]
    [InlineData("US", NumberForm.National, "+12125550123", "2125550123")]
    [InlineData("US", NumberForm.National, "+525512345678", "011525512345678")]
    [InlineData("CA", NumberForm.National, "+12125550123", "2125550123")]
    [InlineData("DE", NumberForm.National, "+4930123456", "030123456")]
    [InlineData("GB", NumberForm.National, "+442071838750", "02071838750")]
    [InlineData("IT", NumberForm.National, "+390612345678", "0612345678")]
    [InlineData("MX", NumberForm.E164, "5000", "5000")]
    [InlineData("MX", NumberForm.National, "911", "911")]
    [InlineData("MX", NumberForm.National, "helpdesk", "helpdesk")]
    public void A_number_goes_out_as_the_trunk_wants_it(string region, NumberForm form, string number, string written)
    {
        var plan = new NumberPlan(region, form);
        Assert.Equal((written, written), (plan.Dial(number), plan.Show(number)));
    }

    [Theory]
    [InlineData("MX", "+525512345678", "+525512345678")]
    [InlineData("MX", "525512345678", "+525512345678")]
    [InlineData("MX", "5512345678", "+525512345678")]
    [InlineData("MX", "00525512345678", "+525512345678")]
    [InlineData("MX", "0012125550123", "+12125550123")]
    [InlineData("US", "011525512345678", "+525512345678")]
    [InlineData("US", "12125550123", "+12125550123")]
    [InlineData("US", "2125550123", "+12125550123")]
    [InlineData("DE", "030123456", "+4930123456")]
    [InlineData("MX", "5000", "5000")]
    [InlineData("MX", "anonymous", "anonymous")]
    [InlineData("MX", "Helpdesk", "Helpdesk")]
    [InlineData("MX", "", "")]
    [InlineData("MX", "*97", "*97")]
    public void However_it_comes_in_it_is_the_same_number(string region, string written, string number)
    {
        Assert.Equal(number, new NumberPlan(region, NumberForm.E164).Read(written));
    }

    [Fact]
    public void The_prefix_for_an_outside_line_goes_before_public_numbers_alone()
    {
        var plan = new NumberPlan("MX", NumberForm.National) { Prefix = "9" };
        Assert.Equal("95512345678", plan.Dial("+525512345678"));
        Assert.Equal("5512345678", plan.Show("+525512345678"));
        Assert.Equal("5000", plan.Dial("5000"));
    }

    [Theory]
    [InlineData("95512345678", "+525512345678")]
    [InlineData("90012125550123", "+12125550123")]
    [InlineData("9811234567", "+529811234567")]
    [InlineData("9000", "9000")]
    public void It_is_taken_off_only_where_a_real_number_stands_behind_it(string written, string number)
    {
        var plan = new NumberPlan("MX", NumberForm.National) { Prefix = "9" };
        Assert.Equal(number, plan.Read(written));
    }

    [Fact]
    public void An_international_prefix_of_its_own_is_written_and_read()
    {
        var plan = new NumberPlan("MX", NumberForm.International) { InternationalPrefix = "0955" };
        Assert.Equal("095512125550123", plan.Dial("+12125550123"));
        Assert.Equal("+12125550123", plan.Read("095512125550123"));
    }

    [Theory]
    [InlineData(NumberForm.E164)]
    [InlineData(NumberForm.E164WithoutPlus)]
    [InlineData(NumberForm.National)]
    [InlineData(NumberForm.International)]
    public void What_it_writes_it_reads_back(NumberForm form)
    {
        foreach (var region in new[] { "MX", "US", "DE", "GB", "IT", "BR", "FR", "ES" })
        {
            var plan = new NumberPlan(region, form);
            foreach (var number in new[] { "+525512345678", "+12125550123", "+4930123456", "+442071838750", "+390612345678", "+5511987654321", "+33142685300", "+34912345678" })
            {
                Assert.Equal(number, plan.Read(plan.Dial(number)));
            }
        }
    }
}
