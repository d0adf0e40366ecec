using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Domain;

/// <summary>What nobody has checked is listed until somebody does.</summary>
public sealed class UncheckedContentTests
{
    [Fact]
    public void What_was_checked_is_not_listed_any_more_and_everything_else_is()
    {
        var before = UncheckedContent.Of(ShippedPlaybooks.Default);

        var after = UncheckedContent.Of(
            UncheckedContent.Check(ShippedPlaybooks.Default, new HashSet<string> { before[0].Key, before[^1].Key, "cert.nothing" })
        );

        Assert.Contains(before, item => item.Title == "The Procore Certification course for your role");
        Assert.Equal(before.Skip(1).SkipLast(1), after);
    }

    [Fact]
    public void What_somebody_types_is_checked_and_what_only_stays_is_not()
    {
        var lines = new TrainingLines(ShippedPlaybooks.Default);
        var typed = lines
            .WriteCertifications()
            .Replace(
                "Procore Admin | Company Admin | 0 | https://learn.procore.com/",
                "Procore Admin | Company Admin | 40 | https://learn.procore.com/admin",
                StringComparison.Ordinal
            );

        var courses = lines
            .ReadCertifications(typed + "\nOur own course | everybody | 20 | https://intranet.example.com/course")
            .Certifications;

        Assert.Equal([false, true, true], courses.Select(course => course.IsChecked));
    }
}
