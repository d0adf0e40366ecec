using CsCheck;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Timeline;

/// <summary>
/// What is true of every timeline, whatever its dates, hours, holidays and zones.
/// </summary>
public sealed class TimelineProperties
{
    private static readonly string[] ZoneIds =
        [
            "America/Denver", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Etc/UTC",
            "Africa/Cairo"
        ];

    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 1500].Select(days => new LocalDate(2026, 1, 1).PlusDays(days));

    private static readonly Gen<DateTimeZone> AllZones = Gen.Int[0, ZoneIds.Length - 1].Select(index => ZoneIds[index])
        .Select(id => DateTimeZoneProviders.Tzdb[id]);

    private static readonly Gen<(LocalTime Send, LocalTime Start, LocalTime End)> AllHours =
        Gen.Select(Gen.Int[0, 95], Gen.Int[0, 95], Gen.Int[0, 94]).Select((start, length, offset) =>
        {
            var first = new LocalTime(0, 0).PlusMinutes(15 * start);
            return (first.PlusMinutes(15 * (offset % (length + 1))), first, first.PlusMinutes(15 * (length + 1)));
        });

    private static readonly Gen<TimingPlan> Timings =
        Gen.Select(Gen.Int[14, 28], Gen.Int[1, 14], Gen.Int[1, 10], Gen.Int[1, 12], AllHours, Gen.Int[0, 6], Dates.Array[0, 12])
            .Select((checklist, email, cadence, count, hours, off, holidays) => new TimingPlan
            {
                ChecklistDays = checklist,
                TasksDays = checklist,
                EmailDays = email,
                CadenceDays = cadence,
                CheckInCount = count,
                SendTime = hours.Send,
                DayStart = hours.Start,
                DayEnd = hours.End,
                DaysOff = [.. Enumerable.Range(1, off).Select(day => (IsoDayOfWeek)(8 - day))],
                Holidays = holidays,
            });

    private static readonly Gen<CohortSchedule> AllSchedules =
        Gen.Select(Timings, Dates, AllZones).Select((timing, goLive, zone) => new CohortSchedule(timing, new("c1"), goLive, zone));

    private static readonly Gen<Recipient> Recipients =
        Gen.Select(AllZones, Gen.Bool, Gen.Int[0, 2])
            .Select((zone, own, part) => new Recipient(Ann, own ? zone : null, part != 1, part != 0));

    private static readonly Gen<int> DaysAround = Gen.Int[-40, 120];

    [Fact]
    public void Every_generated_plan_is_valid() => Timings.Sample(timing => Assert.Empty(timing.Validate()));

    [Fact]
    public void Everything_planned_falls_on_a_working_day_and_at_the_send_time() =>
        Gen.Select(AllSchedules, Recipients).Sample((schedule, recipient) =>
        {
            foreach (var touchpoint in schedule.Plan(recipient))
            {
                var (start, end) = schedule.Hours.On(touchpoint.Local.Date, touchpoint.Zone);
                Assert.True(schedule.Calendar.IsWorkingDay(touchpoint.Local.Date));
                Assert.InRange(touchpoint.Due, start, end);
            }
        });

    [Fact]
    public void A_plan_is_in_order_has_each_key_once_and_one_of_a_kind_a_day() =>
        Gen.Select(AllSchedules, Recipients).Sample((schedule, recipient) =>
        {
            var plan = schedule.Plan(recipient);
            Assert.Equal(plan.OrderBy(t => t.Due).Select(t => t.Due), plan.Select(t => t.Due));
            Assert.Equal(plan.Count, plan.Select(t => t.Key).Distinct().Count());
            Assert.Equal(plan.Count, plan.Select(t => (t.Kind, t.Local.Date)).Distinct().Count());
        });

    [Fact]
    public void A_plan_is_a_function_of_its_input() =>
        Gen.Select(AllSchedules, Recipients).Sample((schedule, recipient) =>
        {
            var again = new CohortSchedule(schedule.Timing, schedule.Cohort, schedule.Dates.GoLive, schedule.Zone);
            Assert.Equal(schedule.Plan(recipient).Lines(), schedule.Plan(recipient).Lines());
            Assert.Equal(schedule.Dates.GoLive, again.Dates.GoLive);
        });

    [Fact]
    public void A_plan_is_in_order_and_each_of_it_is_found_wherever_check_ins_went_out_late_or_were_put_off() =>
        Gen.Select(
                AllSchedules,
                Recipients,
                Gen.Select(Gen.Int[1, 12], Gen.Int[0, 400]).Array[0, 6],
                Gen.Select(Gen.Int[1, 12], Dates).Array[0, 3]
            )
            .Sample(
                (schedule, recipient, late, snoozes) =>
                {
                    var history = late.Aggregate(
                        ContactHistory.Empty,
                        (past, checkIn) =>
                            past.Sent(
                                TouchpointKind.CheckIn,
                                schedule.GoLive(schedule.Zone) + Duration.FromHours(checkIn.Item2),
                                checkIn.Item1
                            )
                    );
                    history = snoozes.Aggregate(history, (past, snooze) => past.WithSnooze(snooze.Item1, snooze.Item2));

                    var plan = schedule.PlanFor(recipient, history);

                    Assert.Equal(plan.Order(Comparer<Touchpoint>.Create(TouchpointOrder.ByTime)), plan);
                    foreach (var kind in Enum.GetValues<TouchpointKind>())
                    {
                        for (var number = 0; number <= 13; number++)
                        {
                            Assert.Equal(
                                plan.SingleOrDefault(t => t.Kind == kind && t.Number == number),
                                schedule.Find(recipient, history, kind, number));
                        }
                    }
                });

    [Fact]
    public void Nothing_caught_up_goes_out_outside_the_day_hours_or_in_a_burst() =>
        Gen.Select(AllSchedules, Recipients, DaysAround, Gen.Int[0, 1439]).Sample((schedule, recipient, days, minutes) =>
        {
            var now = schedule.GoLive(schedule.Zone) + Duration.FromDays(days) + Duration.FromMinutes(minutes);
            var sent = schedule.CatchUp(now, recipient: recipient).Where(decision => decision.IsSent).ToList();

            Assert.All(
                sent,
                decision =>
                    Assert.Equal(decision.At, schedule.Hours.NextAllowed(decision.At, schedule.Calendar, decision.Touchpoint.Zone))
            );
            Assert.All(sent, decision => Assert.True(decision.At >= now));
            Assert.Equal(sent.Count, sent.Select(decision => decision.Touchpoint.Kind).Distinct().Count());
            Assert.True(sent.Count <= 5, "A launch sends at most checklist, tasks, e-mail, invitation and go-live.");
        }
            );

    [Fact]
    public void Everything_past_due_is_decided_once_and_for_all() =>
        Gen.Select(AllSchedules, Recipients, DaysAround).Sample((schedule, recipient, days) =>
        {
            var now = schedule.GoLive(schedule.Zone) + Duration.FromDays(days);
            var decisions = schedule.CatchUp(now, recipient: recipient);
            var history = decisions.Aggregate(ContactHistory.Empty, (past, decision) => past.With(
                decision.Touchpoint.Kind,
                decision.Touchpoint.Number,
                new Contact(decision.IsSent ? ContactOutcome.Queued : ContactOutcome.Skipped, now, decision.Touchpoint.Due)));

            Assert.Equal(schedule.Plan(recipient).Count(t => t.Due < now), decisions.Count(d => d.Touchpoint.Due < now));
            // Only a nudge due at this very instant may wait, because its check-in is on its way.
            Assert.DoesNotContain(
                schedule.CatchUp(now, history, recipient: recipient),
                decision => decision.Touchpoint.Due < now || decision.Touchpoint.Kind != TouchpointKind.Nudge);
        });

    [Fact]
    public void Lived_through_instant_by_instant_everything_planned_is_sent_when_planned() =>
        Gen.Select(AllSchedules, Recipients).Sample((schedule, recipient) =>
        {
            var history = ContactHistory.Empty;
            var sent = new List<(string Kind, int Number, Instant At)>();
            foreach (var now in schedule.Plan(recipient).Select(t => t.Due).Distinct())
            {
                foreach (var decision in schedule.CatchUp(now, history, now, recipient).Where(decision => decision.IsSent))
                {
                    sent.Add((decision.Touchpoint.Kind.Name(), decision.Touchpoint.Number, now));
                    history = history.With(
                        decision.Touchpoint.Kind, decision.Touchpoint.Number,
                        new Contact(ContactOutcome.Sent, now, decision.Touchpoint.Due));
                }
            }

            Assert.Equal(
                schedule.Plan(recipient).Select(t => (t.Kind.Name(), t.Number, t.Due)).Order(),
                sent.Order());
        });

    [Fact]
    public void A_moved_date_never_sends_again_what_was_sent() =>
        Gen.Select(AllSchedules, Recipients, DaysAround, Gen.Int[-60, 60]).Sample((schedule, recipient, days, by) =>
        {
            var now = schedule.GoLive(schedule.Zone) + Duration.FromDays(days);
            var history = schedule.CatchUp(now, recipient: recipient).Where(decision => decision.IsSent).Aggregate(
                ContactHistory.Empty,
                (past, decision) =>
                    past.With(
                        decision.Touchpoint.Kind, decision.Touchpoint.Number,
                        new Contact(ContactOutcome.Sent, now, decision.Touchpoint.Due)));
            var moved = new CohortSchedule(schedule.Timing, schedule.Cohort, schedule.Dates.GoLive.PlusDays(by), schedule.Zone);

            var again = moved.CatchUp(now + Duration.FromDays(1), history, recipient: recipient).Where(decision => decision.IsSent);

            Assert.All(again, decision => Assert.Null(history.SentAt(decision.Touchpoint.Kind, decision.Touchpoint.Number)));
        });
}
