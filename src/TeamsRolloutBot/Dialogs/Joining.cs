using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>What a list says of people who join a launched rollout.</summary>
/// <param name="List">The list; rows that name a cohort that is not there are among its bad
/// ones.</param>
/// <param name="People">Who joins which cohort.</param>
/// <param name="IsCohortMissing">Of some nobody says which cohort they join.</param>
internal sealed record Joining(MemberReading List, IReadOnlyList<CohortPeople> People, bool IsCohortMissing)
{
    public int Count => People.Sum(cohort => cohort.Members.Count);

    /// <summary>Which cohorts they are, in words.</summary>
    public string Where(RolloutDefinition definition) => People is [var only]
        ? definition.FindCohort(only.Cohort)!.Name
        : ManagerTexts.Cohorts3.With(People.Count);

    /// <param name="definition">The rollout's definition.</param>
    /// <param name="text">The list.</param>
    /// <param name="chosen">The cohort of those the list names none for.</param>
    /// <param name="roster">Who is in the team.</param>
    /// <param name="directory">Who was found in the directory.</param>
    public static Joining Read(
        RolloutDefinition definition, string text, Cohort? chosen, IReadOnlyList<Person> roster, DirectoryFinds directory)
    {
        var list = MemberList.Read(text, definition.Playbook, roster, directory, name => Find(definition, name) is null
            ? MemberTexts.ThereIsNoCohortCorrectIts.With(Wording.Shorten(name, 60))
            : null);
        var people = list.Cohorts.Select(each => new CohortPeople(Find(definition, each.Name)!.Id, each.Members)).ToList();
        var others = WithoutCohort(list, directory);
        if (others.Count > 0 && chosen is not null)
        {
            people.Add(new CohortPeople(chosen.Id, others));
        }

        return new Joining(
            list,
            [
                .. people.GroupBy(each => each.Cohort).Select(same => new CohortPeople(
                    same.Key, [.. Domain.People.Once(same.SelectMany(each => each.Members), member => member.Person)]))
            ],
            others.Count > 0 && chosen is null);
    }

    // Who is in both is as the list says: it may know a role.
    private static IReadOnlyList<Member> WithoutCohort(MemberReading list, DirectoryFinds directory) =>
        [.. Domain.People.Once(list.WithoutCohort.Concat(directory.GroupMembers), member => member.Person)];

    private static Cohort? Find(RolloutDefinition definition, string name) =>
        definition.Cohorts.FirstOrDefault(cohort => TypedText.Same(cohort.Name, name));
}
