using System.Text;
using NodaTime.Testing;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// The calendar file for training sessions, read by the rules of RFC 5545 and not with the library
/// that wrote it.
/// </summary>
public sealed class SessionFileTests
{
    private static readonly DateTimeZone Denver = DateTimeZoneProviders.Tzdb["America/Denver"];
    private static readonly SessionFile File = new(new FakeClock(Instant.FromUtc(2027, 2, 1, 12, 0)));

    [Theory]
    [InlineData("HQ Denver")]
    [InlineData("Büro Köln, Süd; Lager \\ 2\nund: \"Hof\"")]
    [InlineData("🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️ הבנייה من مرحبا 現場現場現場現場現場現場現場")]
    public void The_file_keeps_every_rule_of_the_standard_whatever_the_cohort_is_called(string name)
    {
        foreach (var areCancelled in new[] { false, true })
        {
            var (lines, problems) = ICalendarText.Read(Write(Cohort(name, Session(9), Session(10)), areCancelled));

            Assert.True(problems.Count == 0, string.Join("\n", problems));
            Assert.Equal(2, lines.Count(line => line is { Path: "VCALENDAR/VEVENT", Name: "UID" }));
            Assert.All(
                lines.Where(line => line.Name == "SUMMARY"),
                line => Assert.Equal($"{(areCancelled ? "Canceled: " : string.Empty)}Procore Pay training · {name}", line.Text));
            Assert.Contains(
                lines,
                line =>
                    line.Name == "DESCRIPTION" && line.Text.Contains("Please finish your checklist before the training.", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Lines are folded after 75 octets; a character of four octets stays whole wherever it falls.
    /// </summary>
    [Fact]
    public void A_character_at_the_end_of_a_line_stays_whole()
    {
        Assert.All(Enumerable.Range(0, 80), shift =>
        {
            var name = new string('x', shift) + string.Concat(Enumerable.Repeat("🏗", 20));

            var (lines, problems) = ICalendarText.Read(Write(Cohort(name, Session(9))));

            Assert.True(problems.Count == 0, string.Join("\n", problems));
            Assert.EndsWith(name, lines.Single(line => line.Name == "SUMMARY").Text, StringComparison.Ordinal);
            Assert.Contains(
                $"Training for {name}, go-live", lines.Single(line => line is { Path: "VCALENDAR/VEVENT", Name: "DESCRIPTION" }).Text,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_moved_session_keeps_its_uid_and_rises_in_sequence_and_its_cancellation_is_the_newest()
    {
        var now = Instant.FromUtc(2027, 2, 1, 12, 0);
        var (planned, session, _) = TrainingPlan.Put(
            Cohort("HQ Denver"), new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 90), now);
        var (moved, later, _) = TrainingPlan.Put(planned, session with { Start = session.Start.PlusDays(1) }, now);

        var files = new[] { Write(planned), Write(moved), Write(moved, areCancelled: true) }.Select(file => ICalendarText.Read(file).Lines)
            .ToList();

        Assert.Single(files.Select(file => Value(file, "UID")).Distinct());
        Assert.Equal(["0", "1", "2"], files.Select(file => Value(file, "SEQUENCE")));
        Assert.Equal(["PUBLISH", "PUBLISH", "CANCEL"], files.Select(file => Value(file, "METHOD")));
        Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], files.Select(file => Value(file, "STATUS")));
        Assert.Equal(["20270309T170000Z", "20270310T170000Z", "20270310T170000Z"], files.Select(file => Value(file, "DTSTART")));
        Assert.Equal(1, later.Sequence);
    }

    [Fact]
    public void A_cancelled_session_says_so_and_takes_nobodys_time_where_a_calendar_keeps_it()
    {
        var files = new[] { false, true }.Select(
            areCancelled => ICalendarText.Read(Write(Cohort("HQ Denver", Session(9)), areCancelled)).Lines).ToList();

        Assert.Equal(
            ["Procore Pay training · HQ Denver", "Canceled: Procore Pay training · HQ Denver"],
            files.Select(file => file.Single(line => line.Name == "SUMMARY").Text));
        Assert.Equal(["OPAQUE", "TRANSPARENT"], files.Select(file => Value(file, "TRANSP")));
    }

    [Fact]
    public void Who_has_an_address_is_the_organiser_where_the_trainer_has_none()
    {
        var trainer = new Person { Id = PersonId.FromObjectId(Guid.NewGuid()), Name = "Name not known yet" };

        var lines = ICalendarText.Read(Write(Cohort("HQ Denver", Session(9) with { Trainer = trainer }))).Lines;

        Assert.Equal("mailto:sam@contoso.example.com", Value(lines, "ORGANIZER"));
    }

    [Fact]
    public void An_organiser_with_a_nickname_or_a_line_break_in_the_name_breaks_no_rule()
    {
        var trainer = Person.FromEmail("sam@contoso.example.com", "Sam \"Sammy\" Okafor\nAdmin");

        var (lines, problems) = ICalendarText.Read(Write(Cohort("HQ Denver", Session(9) with { Trainer = trainer })));

        Assert.Empty(problems);
        Assert.Contains("Sam 'Sammy' Okafor Admin", lines.Single(line => line.Name == "ORGANIZER").Parameters, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_file_is_below_the_megabyte_that_Google_Calendar_imports() =>
        Assert.InRange(
            Write(Cohort(new string('場', Limits.CohortName), [.. Enumerable.Range(1, Limits.SessionsPerCohort).Select(Session)])).Length, 1,
            1_000_000);

    [Fact]
    public void A_session_after_the_clocks_went_forward_is_at_the_same_local_time()
    {
        var lines = ICalendarText.Read(Write(Cohort("HQ Denver", Session(9), Session(16)))).Lines;

        Assert.Equal(["20270309T170000Z", "20270316T160000Z"], lines.Where(line => line.Name == "DTSTART").Select(line => line.Value));
    }

    [Fact]
    public void The_library_reads_back_what_the_rules_say()
    {
        var cohort = Cohort("Büro Köln, Süd", Session(9));
        var file = Write(cohort);

        var read = Assert.Single(Ical.Net.Calendar.Load(Encoding.UTF8.GetString(file))!.Events);
        var lines = ICalendarText.Read(file).Lines;

        Assert.Equal((Value(lines, "UID"), lines.Single(line => line is { Name: "SUMMARY" }).Text), (read.Uid, read.Summary));
        Assert.Equal(
            cohort.Sessions[0].In(Denver).Start, Instant.FromDateTimeUtc(DateTime.SpecifyKind(read.Start!.AsUtc, DateTimeKind.Utc)));
        Assert.Equal(lines.Single(line => line is { Path: "VCALENDAR/VEVENT", Name: "DESCRIPTION" }).Text, read.Description);
    }

    private static string Value(IReadOnlyList<ICalendarLine> lines, string name) => lines.Single(line => line.Name == name).Value;

    private static TrainingSession Session(int day) => new(new LocalDateTime(2027, 3, day, 10, 0), 90) { Id = $"s{day}" };

    private static Cohort Cohort(string name, params TrainingSession[] sessions) => new()
    {
        Id = new CohortId("c1"),
        Name = name,
        GoLive = new LocalDate(2027, 3, 22),
        Zone = Denver,
        Sessions = sessions,
        ImplementationManager = Person.FromEmail("sam@contoso.example.com", "Okafor, Sam: “lead”"),
    };

    private static byte[] Write(Cohort cohort, bool areCancelled = false)
    {
        var definition = RolloutDefinition.Start("Mountain region", ShippedPlaybooks.Default, Denver) with { Cohorts = [cohort] };
        var rollout = new StoredRollout
        {
            TenantId = "tenant",
            CreatedAt = Instant.FromUtc(2027, 2, 1, 12, 0),
            Rollout = new Rollout
            {
                Id = RolloutId.Parse("r1")!.Value,
                Owner = Person.FromEmail("robin@contoso.example.com", "Robin Hale"),
                Definition = definition,
                State = RolloutState.Running
            },
        };
        return File.Write(rollout, cohort, TrainingPlan.Sessions(cohort), areCancelled);
    }
}
