using CsCheck;

namespace TeamsRolloutBot.Tests.Domain;

public sealed class GuestSignInNameTests
{
    [Theory]
    [InlineData("jane_partner.example.net#EXT#@contoso.onmicrosoft.com", "jane@partner.example.net")]
    [InlineData("Jane_Roe_partner.example.net#ext#@contoso.onmicrosoft.com", "jane_roe@partner.example.net")]
    [InlineData("jane.roe+x_partner.example.net#EXT#@contoso.onmicrosoft.com", "jane.roe+x@partner.example.net")]
    [InlineData("jane#EXT#@contoso.onmicrosoft.com", null)]
    [InlineData("_partner.example.net#EXT#@contoso.onmicrosoft.com", null)]
    [InlineData("#EXT#@contoso.onmicrosoft.com", null)]
    [InlineData("jane@partner.example.net", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_address_a_guest_was_invited_by_stands_before_the_mark(string? name, string? address) =>
        Assert.Equal(address, GuestSignInName.AddressIn(name));

    [Fact]
    public void It_is_never_an_address_itself() =>
        Assert.False(EmailAddress.IsValid("jane_partner.example.net#EXT#@contoso.onmicrosoft.com"));

    [Fact]
    public void Whatever_stands_before_the_mark_what_comes_out_is_an_address_or_nothing() =>
        Gen.String.Sample(
            text => GuestSignInName.AddressIn($"{text}#EXT#@contoso.onmicrosoft.com") is not { } address || EmailAddress.IsValid(address));

    [Theory]
    [InlineData("bob.o\u2019brien@contoso.example.com")]
    [InlineData("Bob.O\u02bcBrien@contoso.example.com")]
    public void An_apostrophe_is_compared_without_regard_to_how_a_phone_writes_it(string typed) =>
        Assert.Equal(PersonId.FromEmail("bob.o'brien@contoso.example.com"), PersonId.FromEmail(typed));
}
