using CsCheck;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;

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
        Assert.Contains(reason, TrainingPlan.Put(Empty, new TrainingSession(At(9, 10), minutes), Now).Refusal!.Reason, StringComparison.Ordinal);

    [Fact]
    public void A_session_in_the_past_and_one_at_the_same_time_are_refused_and_change_nothing()
    {
        var planned = TrainingPlan.Put(Empty, new TrainingSession(At(9, 10), 60), Now).Cohort;

        Assert.Contains("passed", TrainingPlan.Put(planned, new TrainingSession(new LocalDateTime(2027, 1, 9, 10, 0), 60), Now).Refusal!.Reason, StringComparison.Ordinal);
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
        Assert.Contains("cancelled", TrainingPlan.Put(TrainingPlan.Cancel(after, moved.Id), moved, Now).Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_of_an_imported_definition_get_ids_by_their_place()
    {
        var imported = Empty with { Sessions = [new TrainingSession(At(11, 10), 60), new TrainingSession(At(9, 10), 60)] };

        Assert.Equal(["s2", "s1"], TrainingPlan.Sessions(imported).Select(session => session.Id));
        Assert.Equal(["s2"], TrainingPlan.Sessions(TrainingPlan.Cancel(imported, "s1")).Select(session => session.Id));
    }

    [Fact]
    public void A_cohort_has_at_most_twenty_sessions()
    {
        var cohort = Empty;
        for (var number = 0; number < Limits.SessionsPerCohort; number++)
        {
            cohort = TrainingPlan.Put(cohort, new TrainingSession(At(9, 10).PlusDays(number), 60), Now).Cohort;
        }

        Assert.Contains("at most 20", TrainingPlan.Put(cohort, new TrainingSession(At(9, 10).PlusDays(99), 60), Now).Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Proposed_times_lie_in_working_hours_and_nobody_who_is_needed_is_busy() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[15, 480], Gen.Int[0, 40], Gen.Int[0, 60], Gen.Bool).Array[0, 8].Select(Gen.Int[15, 240]).Sample((people, minutes) =>
        {
            var attendees = people.Select(person =>
            {
                var start = Denver.AtLeniently(new LocalDateTime(2027, 3, 8, 0, 0).PlusHours(person.Item3 * 2)).ToInstant();
                return new Attendee(person.Item5, [new Interval(start, start + Duration.FromMinutes(person.Item2))]);
            }).ToList();

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
    public void The_times_at_which_fewest_are_missing_come_first()
    {
        var busy = new Attendee(false, [new Interval(Denver.AtStartOfDay(new LocalDate(2027, 3, 8)).ToInstant(), Denver.AtStartOfDay(new LocalDate(2027, 3, 11)).ToInstant())]);

        Assert.Equal([11, 11, 11, 12, 12], Propose(60, [busy]).Select(time => time.Start.Day));
    }

    private static Cohort Empty { get; } = new() { Id = new CohortId("c1"), Name = "HQ Denver", GoLive = new LocalDate(2027, 3, 15), Zone = Denver };

    private static IReadOnlyList<ProposedTime> Propose(int minutes, IReadOnlyList<Attendee> attendees) => FreeTimes.Propose(
        new LocalDate(2027, 3, 8), new LocalDate(2027, 3, 14), minutes, (new LocalTime(9, 0), new LocalTime(17, 0)), Calendar, Denver, attendees, 5);

    private static bool IsBusy(Attendee attendee, ProposedTime time, int minutes)
    {
        var taken = new TrainingSession(time.Start, minutes).In(Denver);
        return attendee.Busy.Any(busy => busy.Start < taken.End && busy.End > taken.Start);
    }

    private static LocalDateTime At(int day, int hour) => new(2027, 3, day, hour, 0);
}
