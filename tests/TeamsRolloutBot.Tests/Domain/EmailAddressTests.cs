using CsCheck;

namespace TeamsRolloutBot.Tests.Domain;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("maria@contoso.example.com")]
    [InlineData("Maria.Lopez+procore@Contoso.example.com")]
    [InlineData("o'brien_x@münchen.example")]
    [InlineData("\u200bbob@contoso.example.com\u200b")]
    [InlineData("bob.o’brien@contoso.example.com")]
    [InlineData("a@x.co")]
    public void What_mail_can_reach_is_an_address(string text) => Assert.True(EmailAddress.IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("maria")]
    [InlineData("maria@contoso")]
    [InlineData("maria@@contoso.example.com")]
    [InlineData("maria@sales@contoso.example.com")]
    [InlineData(".maria@contoso.example.com")]
    [InlineData("maria.@contoso.example.com")]
    [InlineData("maria..lopez@contoso.example.com")]
    [InlineData("maria lopez@contoso.example.com")]
    [InlineData("mаria@contoso.example.com")] // a Cyrillic letter
    [InlineData("maria@-contoso.example.com")]
    [InlineData("maria@contoso-.example.com")]
    [InlineData("maria@contoso_x.example.com")]
    [InlineData("maria@contoso.c")]
    [InlineData("maria@192.168.0.1")]
    [InlineData("maria@[192.168.0.1]")]
    [InlineData("maria@contoso.example.com.")]
    [InlineData("maria@contoso.example.com>")]
    [InlineData("mailto:maria@contoso.example.com")]
    [InlineData("\"maria lopez\"@contoso.example.com")]
    [InlineData("maria@contoso.example.com?subject=x")]
    [InlineData("maria[at]contoso.example.com")]
    [InlineData("jane_partner.example.net#EXT#@contoso.onmicrosoft.com")]
    public void What_no_mail_can_reach_is_none(string text) => Assert.False(EmailAddress.IsValid(text));

    [Fact]
    public void An_accepted_address_is_accepted_as_it_is_stored_and_makes_an_id() =>
        Gen.String.Sample(text =>
        {
            var typed = $"{text}@contoso.example.com";
            Assert.True(
                !EmailAddress.IsValid(typed)
                    || (
                        EmailAddress.IsValid(EmailAddress.Normalise(typed))
                        && PersonId.FromEmail(typed).Email == EmailAddress.Normalise(typed)
                    )
            );
        });

    [Fact]
    public void An_id_that_an_earlier_release_stored_stays_what_it_is() =>
        Assert.Equal("mail:jörg@contoso.example.com", PersonId.Parse("mail:jörg@contoso.example.com")?.Value);
}
