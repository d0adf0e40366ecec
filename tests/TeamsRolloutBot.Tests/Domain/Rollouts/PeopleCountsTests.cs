using CsCheck;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>
/// People are counted once, by the same rule that a cohort uses to count its members.
/// </summary>
public sealed class PeopleCountsTests
{
    private static readonly RolloutDefinition Definition = RolloutBuilder.Definition();
    private static readonly IReadOnlyList<ChecklistTask> Tasks = Checklists.ForMember(Definition, null);

    private static readonly Gen<Participant> Somebody = Gen.Select(
        Gen.Bool, Gen.Int[0, Tasks.Count], Gen.Enum<ContactOutcome>(), Gen.Int[0, 4], Gen.Enum<Usage>().Array[0, 4],
        (isMember, done, checklist, checkIns, answers) => Member(done, checklist, checkIns, answers) with
        {
            IsMember = isMember,
            IsImplementationManager = !isMember,
        });

    [Fact]
    public void Of_one_cohort_the_people_are_what_the_cohort_counts() =>
        Somebody.Array[0, 8].Sample(participants =>
        {
            var cohort = PeopleCounts.Sum([(CohortCounts.Sum(Definition, participants), participants.Count(IsTrained))]);

            Assert.Equal(cohort, PeopleCounts.Of([.. participants.Select(each => PersonStanding.Of(Definition, each, IsTrained(each)))]));
        });

    [Fact]
    public void Whoever_is_in_two_cohorts_is_counted_as_one_person_whichever_comes_first() =>
        Gen.Select(Somebody, Somebody).Sample((here, there) =>
        {
            var one = PersonStanding.Of(Definition, here, isTrained: true);
            var other = PersonStanding.Of(Definition, there, isTrained: false);

            var counts = PeopleCounts.Of([one.With(other)]);

            Assert.Equal(here.IsMember || there.IsMember ? 1 : 0, counts.Members);
            Assert.Equal(counts.Members, counts.UsageYes + counts.UsagePartly + counts.UsageNo + counts.Silent);
            Assert.Equal(counts with { UsageYes = 0, UsageNo = 0, UsagePartly = 0 },
                PeopleCounts.Of([other.With(one)]) with { UsageYes = 0, UsageNo = 0, UsagePartly = 0 });
        });

    [Fact]
    public void Ready_is_who_is_ready_in_every_cohort()
    {
        var (open, done) = (Member(1, ContactOutcome.Sent, 0, []), Member(Tasks.Count, ContactOutcome.Sent, 0, []));

        Assert.Equal(0, Counts(open, done).Ready);
        Assert.Equal(1, Counts(done, done).Ready);
        Assert.Equal(1, Counts(done, done with { IsMember = false, IsImplementationManager = true }).Ready);
    }

    [Fact]
    public void Of_two_last_answers_the_later_counts()
    {
        var (early, late) = (Member(0, ContactOutcome.Sent, 2, [Usage.No]), Member(0, ContactOutcome.Sent, 2, [Usage.No, Usage.Yes]));

        Assert.Equal((1, 0), (Counts(early, late).UsageYes, Counts(early, late).UsageNo));
        Assert.Equal((1, 0), (Counts(late, early).UsageYes, Counts(late, early).UsageNo));
    }

    [Fact]
    public void Who_waits_for_the_app_in_two_cohorts_is_one_person()
    {
        var waiting = Member(0, ContactOutcome.Failed, 0, []);

        Assert.Equal(1, Counts(waiting, waiting).WithoutApp);
    }

    private static PeopleCounts Counts(Participant here, Participant there) =>
        PeopleCounts.Of([PersonStanding.Of(Definition, here, false).With(PersonStanding.Of(Definition, there, false))]);

    private static bool IsTrained(Participant participant) => participant is { IsMember: true, Answers.Count: > 1 };

    private static Participant Member(int done, ContactOutcome checklist, int checkIns, Usage[] answers)
    {
        var contact = new Contact(checklist, At(0), At(0), Obstacle: checklist == ContactOutcome.Failed ? Obstacle.NoApp : Obstacle.None);
        var history = Enumerable.Range(1, checkIns).Aggregate(
            ContactHistory.Empty.With(TouchpointKind.Checklist, 0, contact),
            (sent, number) => sent.With(TouchpointKind.CheckIn, number, new Contact(ContactOutcome.Sent, At(number), At(number))));
        var member = new Participant { Person = RolloutBuilder.Sam, IsMember = true, History = history };
        return member with
        {
            Progress = Tasks.Take(done).Aggregate(TaskProgress.None, (progress, task) => progress.Set(task.Id, true, At(0))),
            Answers = member.Answers.AddRange(
                answers.Select((answer, index) => KeyValuePair.Create(index + 1, new CheckInAnswer(answer, At(index + 1))))),
        };
    }

    private static Instant At(int day) => Instant.FromUtc(2027, 3, 1, 9, 0) + Duration.FromDays(day);
}
