using CsCheck;

namespace TeamsRolloutBot.Tests.Domain;

/// <summary>Planning training sessions, and the times proposed for them.</summary>
public sealed class TrainingTests
{
    private static readonly DateTimeZone Denver = DateTimeZoneProviders.Tzdb["America/Denver"];
    private static readonly Instant Now = Instant.FromUtc(2027, 2, 1, 17, 0);
    private static readonly WorkCalendar Calendar = new([IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [new LocalDate(2027, 3, 10)]);

    [Theory]
    [InlineData(14, "15 to 480 minutes")]
    [InlineData(481, "15 to 480 minutes")]
    public void A_session_has_a_sensible_length(int minutes, string reason) =>
        Assert.Contains(
            reason, TrainingPlan.Put(Empty, new TrainingSession(At(9, 10), minutes), Now).Refusal!.Reason, StringComparison.Ordinal);

    [Fact]
    public void A_session_in_the_past_and_one_at_the_same_time_are_refused_and_change_nothing()
    {
        var planned = TrainingPlan.Put(Empty, new TrainingSession(At(9, 10), 60), Now).Cohort;

        Assert.Contains(
            "passed", TrainingPlan.Put(planned, new TrainingSession(new LocalDateTime(2027, 1, 9, 10, 0), 60), Now).Refusal!.Reason,
            StringComparison.Ordinal);
        var (same, _, refusal) = TrainingPlan.Put(planned, new TrainingSession(At(9, 10), 90), Now);
        Assert.Contains("already", refusal!.Reason, StringComparison.Ordinal);
        Assert.Same(planned, same);
    }

    [Fact]
    public void A_changed_session_keeps_its_id_and_counts_its_changes()
    {
        var (cohort, first, _) = TrainingPlan.Put(Empty, new TrainingSession(At(9, 10), 60), Now);
        var (after, moved, _) = TrainingPlan.Put(cohort, first with { Start = At(11, 10) }, Now);

        Assert.Equal((first.Id, 1), (moved.Id, moved.Sequence));
        Assert.Equal([moved], TrainingPlan.Sessions(after));
        Assert.Contains(
            "canceled", TrainingPlan.Put(TrainingPlan.Cancel(after, moved.Id), moved, Now).Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_of_an_imported_definition_get_ids_by_their_place()
    {
        var imported = Empty with { Sessions = [new TrainingSession(At(11, 10), 60), new TrainingSession(At(9, 10), 60)] };

        Assert.Equal(["s2", "s1"], TrainingPlan.Sessions(imported).Select(session => session.Id));
        Assert.Equal(["s2"], TrainingPlan.Sessions(TrainingPlan.Cancel(imported, "s1")).Select(session => session.Id));
    }

    [Theory]
    [InlineData(8, "s1 s2")]
    [InlineData(10, "s2")]
    [InlineData(20, "s2")]
    public void People_are_told_of_the_sessions_ahead_or_of_the_last_one(int day, string told)
    {
        var cohort = Empty with { Sessions = [new TrainingSession(At(9, 10), 60), new TrainingSession(At(11, 10), 60)] };

        var upcoming = TrainingPlan.Upcoming(cohort, Denver.AtLeniently(At(day, 10)).ToInstant());

        Assert.Equal(told, string.Join(' ', upcoming.Select(session => session.Id)));
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public void A_session_is_over_when_its_minutes_have_passed(int minutes, int held)
    {
        var cohort = TrainingPlan.Put(Empty, new TrainingSession(At(9, 10), 60), Now).Cohort;

        Assert.Equal(held, TrainingPlan.Held(cohort, Denver.AtLeniently(At(9, 10)).ToInstant() + Duration.FromMinutes(minutes)).Count);
    }

    [Fact]
    public void A_cohort_has_at_most_twenty_sessions()
    {
        var cohort = Empty;
        for (var number = 0; number < Limits.SessionsPerCohort; number++)
        {
            cohort = TrainingPlan.Put(cohort, new TrainingSession(At(9, 10).PlusDays(number), 60), Now).Cohort;
        }

        Assert.Contains(
            "at most 20", TrainingPlan.Put(cohort, new TrainingSession(At(9, 10).PlusDays(99), 60), Now).Refusal!.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Proposed_times_lie_in_working_hours_and_nobody_who_is_needed_is_busy() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[15, 480], Gen.Int[0, 40], Gen.Int[0, 60], Gen.Bool)
            .Array[0, 8]
            .Select(Gen.Int[15, 240])
            .Sample(
                (people, minutes) =>
                {
                    var attendees = people
                        .Select(person =>
                        {
                            var start = Denver.AtLeniently(new LocalDateTime(2027, 3, 8, 0, 0).PlusHours(person.Item3 * 2)).ToInstant();
                            return new Attendee(person.Item5, [new Interval(start, start + Duration.FromMinutes(person.Item2))]);
                        })
                        .ToList();

                    var times = Propose(minutes, attendees);

                    return times.All(time =>
                        Calendar.IsWorkingDay(time.Start.Date)
                        && time.Start.TimeOfDay >= new LocalTime(9, 0)
                        && time.Start.PlusMinutes(minutes) <= time.Start.Date + new LocalTime(17, 0)
                        && !attendees.Any(attendee => IsBusy(attendee, time, minutes) && attendee.IsNeeded)
                        && attendees.Count(attendee => IsBusy(attendee, time, minutes)) == time.Missing)
                        && times.Count <= 5;
                });

    [Fact]
    public void A_trainer_who_works_early_in_another_zone_is_asked_in_their_own_hours()
    {
        // 06:00 to 10:00 in New York is 04:00 to 08:00 in Denver, before the office hours of people
        // whose hours are unknown.
        var early = new WorkingHours(
            [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday], new LocalTime(6, 0), new LocalTime(10, 0),
            DateTimeZoneProviders.Tzdb["America/New_York"]);

        var times = Propose(60, [new Attendee(true, [], early), new Attendee(false, [])]);

        Assert.NotEmpty(times);
        Assert.All(times, time => Assert.InRange(time.Start.Day, 9, 10));
        Assert.All(times, time => Assert.InRange(time.Start.Hour, 4, 7));
        Assert.All(times, time => Assert.Equal(1, time.Missing));
    }

    [Fact]
    public void Hours_of_two_who_are_needed_that_never_meet_leave_no_time()
    {
        var morning = new WorkingHours(WorkingHours.EveryDay, new LocalTime(6, 0), new LocalTime(10, 0), Denver);
        var evening = morning with { Start = new LocalTime(16, 0), End = new LocalTime(22, 0) };

        Assert.Empty(Propose(60, [new Attendee(true, [], morning), new Attendee(true, [], evening)]));
    }

    [Theory]
    [InlineData(8, 22, true)]
    [InlineData(9, 1, true)]
    [InlineData(9, 5, true)]
    [InlineData(9, 6, false)]
    [InlineData(9, 12, false)]
    public void A_night_shift_goes_on_after_midnight_of_the_day_it_began(int day, int hour, bool isWithin)
    {
        var night = new WorkingHours([IsoDayOfWeek.Monday], new LocalTime(22, 0), new LocalTime(6, 0), Denver);

        Assert.Equal(isWithin, night.Contains(new TrainingSession(At(day, hour), 60).In(Denver)));
    }

    [Fact]
    public void The_times_at_which_fewest_are_missing_come_first()
    {
        var busy = new Attendee(
            false,
            [
                new Interval(
                    Denver.AtStartOfDay(new LocalDate(2027, 3, 8)).ToInstant(), Denver.AtStartOfDay(new LocalDate(2027, 3, 11)).ToInstant())
            ]);

        Assert.Equal([11, 11, 11, 12, 12], Propose(60, [busy]).Select(time => time.Start.Day));
    }

    private static Cohort Empty { get; } = new()
    {
        Id = new CohortId("c1"),
        Name = "HQ Denver",
        GoLive = new LocalDate(2027, 3, 15),
        Zone = Denver
    };

    private static IReadOnlyList<ProposedTime> Propose(int minutes, IReadOnlyList<Attendee> attendees) => FreeTimes.Propose(
        new LocalDate(2027, 3, 8), new LocalDate(2027, 3, 14), minutes, new WorkingHours(
            WorkingHours.EveryDay, new LocalTime(9, 0), new LocalTime(17, 0), Denver), Calendar, Denver, attendees, 5);

    private static bool IsBusy(Attendee attendee, ProposedTime time, int minutes)
    {
        var taken = new TrainingSession(time.Start, minutes).In(Denver);
        return attendee.Busy.Any(busy => busy.Start < taken.End && busy.End > taken.Start);
    }

    private static LocalDateTime At(int day, int hour) => new(2027, 3, day, hour, 0);
}
