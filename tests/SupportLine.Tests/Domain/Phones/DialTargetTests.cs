using SupportLine.Domain.Phones;

namespace SupportLine.Tests.Domain.Phones;

public sealed class DialTargetTests
{
    private static readonly HashSet<string> Phones = ["ana", "201"];

    [Theory]
    [InlineData("+52 81-8345-0001", "+528183450001")]
    [InlineData(" +52 (81) 8345.0001 ", "+528183450001")]
    [InlineData("+1\u00a0212 555 0100", "+12125550100")]
    [InlineData("81 8345 0001", "8183450001")]
    [InlineData("201", "201")]
    [InlineData("sip:ana@192.0.2.7", "sip:ana@192.0.2.7")]
    [InlineData("SIPS:ana@192.0.2.7:5061", "sips:ana@192.0.2.7:5061")]
    [InlineData("sip:192.0.2.7", "sip:192.0.2.7")]
    [InlineData("sip:a%20b@[2001:db8::7]:5062;transport=TCP", "sip:a%20b@[2001:db8::7]:5062;transport=TCP")]
    [InlineData("sip:+528183450001;phone-context=x@192.0.2.7;user=phone", "sip:+528183450001;phone-context=x@192.0.2.7;user=phone")]
    [InlineData("phone:ana", "phone:ana")]
    public void What_can_be_phoned_is_read_as_it_is_dialled(string written, string dialled)
    {
        Assert.Equal(dialled, DialTarget.Read(written, Phones, out var wrong, out var right));
        Assert.Equal(("", ""), (wrong, right));
    }

    [Theory]
    [InlineData("", "'' can not be phoned")]
    [InlineData("hello", "'hello' can not be phoned")]
    [InlineData("5", "'5' can not be phoned")]
    [InlineData("+52", "'+52' can not be phoned")]
    [InlineData("+012345678", "'+012345678' can not be phoned")]
    [InlineData("+5281834500010123", "'+5281834500010123' can not be phoned")]
    [InlineData("+1 800 FLOWERS", "'+1 800 FLOWERS' can not be phoned")]
    [InlineData("+49 (0)30 123456", "'+49 (0)30 123456' has a (0), which is not dialled behind a country's code")]
    [InlineData("sip:ana@pbx.example.com", "'sip:ana@pbx.example.com' names a host, which is not looked up")]
    [InlineData("sip:ana@localhost:5060", "'sip:ana@localhost:5060' names a host, which is not looked up")]
    [InlineData("sip:ana@10.1", "'sip:ana@10.1' names a host, which is not looked up")]
    [InlineData("sip:ana@[192.0.2.7]", "'sip:ana@[192.0.2.7]' names a host, which is not looked up")]
    [InlineData("sip:ana@192.0.2.7:0", "'sip:ana@192.0.2.7:0' names a port out of range")]
    [InlineData("sip:ana@192.0.2.7:65536", "'sip:ana@192.0.2.7:65536' names a port out of range")]
    [InlineData("sip:ana@192.0.2.7;transport=ws", "'sip:ana@192.0.2.7;transport=ws' names a transport that is not spoken")]
    [InlineData("sip:a%2@192.0.2.7", "'sip:a%2@192.0.2.7' can not be phoned")]
    [InlineData("sip::pw@192.0.2.7", "'sip::pw@192.0.2.7' can not be phoned")]
    [InlineData("sip:ana ruiz@192.0.2.7", "'sip:ana ruiz@192.0.2.7' can not be phoned")]
    [InlineData("tel:+528183450001", "'tel:+528183450001' can not be phoned")]
    [InlineData("Phone:ana", "'Phone:ana' can not be phoned")]
    [InlineData("phone:", "'phone:' can not be phoned")]
    [InlineData("phone:ben", "'phone:ben' is no phone of Sip:Phones")]
    public void What_can_not_is_told_with_the_reason(string written, string wrong)
    {
        Assert.Null(DialTarget.Read(written, Phones, out var told, out var right));
        Assert.Equal(wrong, told);
        Assert.NotEmpty(right);
    }

    [Fact]
    public void Where_the_sites_phones_are_not_known_any_name_is_taken() =>
        Assert.Equal("phone:ben", DialTarget.Read("phone:ben", phones: null, out _, out _));
}
