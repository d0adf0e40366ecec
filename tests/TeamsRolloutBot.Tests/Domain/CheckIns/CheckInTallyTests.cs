using System.Collections.Immutable;
using CsCheck;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;

namespace TeamsRolloutBot.Tests.Domain.CheckIns;

public sealed class CheckInTallyTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 22, 15, 0);
    private static readonly RolloutDefinition Plan = Definition(Cohort("Denver", "2027-03-15"));

    // Each letter is a check-in: y(es), p(artly), n(o), - sent, . not sent. M marks somebody who is
    // not a member.
    private static readonly Gen<string?> Somebody = Gen.OneOf(
        Gen.Const((string?)null), Gen.Char["ypn-."].Array[0, 6].Select(letters => (string?)new string(letters)));

    [Fact]
    public void Each_answer_is_counted_with_its_check_in() => Assert.Equal(
        new Dictionary<int, CheckInCount> { [1] = new(3, 1, 1, 0), [2] = new(2, 0, 0, 1) },
        Sum("yn", "p.", "--", "M" + "yy").CheckIns!.Counts);

    [Fact]
    public void Counts_that_follow_every_change_are_the_sum_of_the_people() =>
        Gen.Select(Gen.Int[0, 4], Somebody).Array[0, 30].Sample(changes =>
        {
            var people = new Participant?[5];
            var counts = CohortCounts.Zero;
            foreach (var (who, letters) in changes)
            {
                var after = letters is null ? null : Participant(letters);
                counts = counts.Change(Plan, people[who], after);
                people[who] = after;
            }

            Assert.Equal(CohortCounts.Sum(Plan, people.OfType<Participant>()), counts);
        });

    [Fact]
    public void Counts_are_read_as_they_were_written() =>
        Somebody.Array[0, 6].Sample(people =>
        {
            var counts = Sum([.. people.OfType<string>()]);
            Assert.Equal(counts, CountsCodec.Read(CountsCodec.Write(counts, [])).Counts);
        });

    [Fact]
    public void Counts_that_an_earlier_release_wrote_stay_unknown_until_they_are_counted_again()
    {
        var old = Sum("y") with { Reached = null, CheckIns = null };

        var read = CountsCodec.Read(CountsCodec.Write(old, [])).Counts.Change(Plan, null, Participant("n"));

        Assert.Equal((null, null), (read.Reached, read.CheckIns));
        Assert.Equal((2, 1, 1), (read.Members, read.UsageYes, read.UsageNo));
    }

    private static CohortCounts Sum(params IReadOnlyList<string> people) => CohortCounts.Sum(Plan, people.Select(Participant));

    private static Participant Participant(string letters)
    {
        var isMember = !letters.StartsWith('M');
        var history = ContactHistory.Empty.With(TouchpointKind.Checklist, 0, new Contact(ContactOutcome.Sent, Now, Now));
        var answers = ImmutableSortedDictionary<int, CheckInAnswer>.Empty;
        foreach (var (index, letter) in letters.TrimStart('M').Index())
        {
            history = letter == '.' ? history : history.With(TouchpointKind.CheckIn, index + 1, new Contact(ContactOutcome.Sent, Now, Now));
            Usage? usage = letter switch { 'y' => Usage.Yes, 'p' => Usage.Partly, 'n' => Usage.No, _ => null };
            answers = usage is { } known ? answers.Add(index + 1, new CheckInAnswer(known, Now)) : answers;
        }

        return new Participant { Person = Robin, IsMember = isMember, History = history, Answers = answers };
    }
}
