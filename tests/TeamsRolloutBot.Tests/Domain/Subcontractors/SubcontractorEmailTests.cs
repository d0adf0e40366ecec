using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Domain.Subcontractors;

public sealed class SubcontractorEmailTests
{
    private static readonly SubcontractorLane Lane = ShippedPlaybooks.Default.Subcontractors!;

    private static readonly Subcontractor Acme = new()
    {
        Id = "s1",
        Company = "Acme {days}",
        Email = "office@acme.example.com",
        Owner = Person.FromEmail("robin@contoso.example.com", "Robin Hale"),
    };

    [Fact]
    public void Fields_are_filled_in_however_they_are_capitalised_and_what_fills_them_is_not_filled_again()
    {
        var lane = Lane with { Email = new EmailTemplate("For {Company}", "{OWNER} · {days} · {Guide} · {other}"), Url = "https://pay.example.com" };

        var email = SubcontractorEmail.Write(lane, Acme);

        Assert.Equal("For Acme {days}", email.Subject);
        Assert.Equal($"Robin Hale · {lane.InvitationDays} · https://pay.example.com · {{other}}", email.Body);
    }

    [Fact]
    public void Only_fields_that_there_are_none_of_are_unknown() =>
        Assert.Equal(["other"], SubcontractorEmail.UnknownFields("{Company} {days} {other} {other}"));
}
