using CsCheck;

namespace TeamsRolloutBot.Tests.Domain;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("Maria Lopez <m@x.example>; Bob Hale <b@x.example>", "Maria Lopez=m@x.example|Bob Hale=b@x.example")]
    [InlineData("Maria Lopez <m@x.example>, Bob Hale <b@x.example>,", "Maria Lopez=m@x.example|Bob Hale=b@x.example")]
    [InlineData("\"Lopez, Maria\" <m@x.example>, \"Hale, Bob\" <b@x.example>", "Lopez, Maria=m@x.example|Hale, Bob=b@x.example")]
    [InlineData("Berger, Ines <ines@x.example>; Hale, Bob <bob@x.example>", "Berger, Ines=ines@x.example|Hale, Bob=bob@x.example")]
    [InlineData("Berger, Ines <ines@x.example>, Hale, Bob <bob@x.example>", "Berger, Ines=ines@x.example|Hale, Bob=bob@x.example")]
    [InlineData("Ines Berger, Bob Hale <bob@x.example>", "Ines Berger=|Bob Hale=bob@x.example")]
    [InlineData("Ines Berger, ines@x.example", "Ines Berger=ines@x.example")]
    [InlineData("m@x.example; b@x.example, c@x.example d@x.example", "m@x.example|b@x.example|c@x.example|d@x.example")]
    [InlineData("m@x.example\r\nb@x.example\n\n", "m@x.example|b@x.example")]
    [InlineData("<m@x.example>", "m@x.example")]
    [InlineData("mailto:m@x.example?subject=Hi", "m@x.example")]
    [InlineData("Maria <mailto:m@x.example>", "Maria=m@x.example")]
    [InlineData("[Maria](mailto:m@x.example)", "Maria=m@x.example")]
    [InlineData("m@x.example (Maria Lopez)", "Maria Lopez=m@x.example")]
    [InlineData("Maria Lopez m@x.example", "Maria Lopez=m@x.example")]
    [InlineData("Maria Lopez - m@x.example", "Maria Lopez=m@x.example")]
    [InlineData("'m@x.example' <m@x.example>", "m@x.example")]
    [InlineData("To: Maria <m@x.example>; Bob <b@x.example>", "Maria=m@x.example|Bob=b@x.example")]
    [InlineData("Para: Maria <m@x.example>; Bob <b@x.example>", "Maria=m@x.example|Bob=b@x.example")]
    [InlineData("À : Maria <m@x.example>; Bob <b@x.example>", "Maria=m@x.example|Bob=b@x.example")]
    [InlineData("CCO: Maria <m@x.example> y Bob <b@x.example>", "Maria=m@x.example|Bob=b@x.example")]
    [InlineData("Maria Lopez <m@x.example> E Hale <e@x.example> y Bob <b@x.example>",
        "Maria Lopez=m@x.example|E Hale=e@x.example|Bob=b@x.example")]
    [InlineData("Maria <m@x.example> et Bob <b@x.example>", "Maria=m@x.example|Bob=b@x.example")]
    [InlineData("1. Maria <m@x.example>\n2. Bob <b@x.example>\n• c@x.example", "Maria=m@x.example|Bob=b@x.example|c@x.example")]
    [InlineData("\"Maria <m@x.example>; Bob <b@x.example>", "\"Maria=m@x.example|Bob=b@x.example")]
    [InlineData("\u200bm@x.example\u200b", "m@x.example")]
    [InlineData("Bob.O’Brien@x.example", "bob.o'brien@x.example")]
    [InlineData("jane_partner.example.net#EXT#@x.onmicrosoft.com", "jane@partner.example.net")]
    [InlineData("Ines Berger; Sam Hill", "Ines Berger=|Sam Hill=")]
    [InlineData("maria@", "maria@=")]
    [InlineData(" ; ,\n", "")]
    public void People_are_read_as_mail_programs_write_them(string text, string expected) => Assert.Equal(
        expected,
        string.Join(
            '|',
            AddressList.Read(text).Select(
                entry => entry.Address is null ? $"{entry.Text}=" : entry.Name is null ? entry.Address : $"{entry.Name}={entry.Address}")));

    [Fact]
    public void Any_text_is_read_and_what_comes_out_is_an_address_or_none() => Gen.String.Sample(text =>
        AddressList.Read($"{text} <a@x.example>, {text}").Concat([AddressList.ReadOne(text)])
            .All(entry => entry.Address is null || EmailAddress.IsValid(entry.Address)));

    [Fact]
    public void Addresses_between_any_separators_are_all_read() =>
        Gen.Select(Gen.Int[1, 9].Array[1, 8], OneOf(";", ",", "; ", ", ", "\n", "\r\n", " ;\n", "\t")).Sample((numbers, separator) =>
            AddressList.Read(string.Join(separator, numbers.Select(n => $"p{n}@x.example"))).Select(entry => entry.Address)
                .SequenceEqual(numbers.Select(n => $"p{n}@x.example")));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
