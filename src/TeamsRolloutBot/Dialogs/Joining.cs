using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>A list of people to add to a launched rollout.</summary>
/// <param name="List">The list; rows that name an unknown cohort are among its bad rows.</param>
/// <param name="People">The people to add, by cohort.</param>
/// <param name="IsCohortMissing">Some people have no cohort assigned.</param>
internal sealed record Joining(MemberReading List, IReadOnlyList<CohortPeople> People, bool IsCohortMissing)
{
    public int Count => People.Sum(cohort => cohort.Members.Count);

    /// <summary>Names the cohorts they join.</summary>
    public string Where(RolloutDefinition definition) => People is [var only]
        ? definition.FindCohort(only.Cohort)!.Name
        : ManagerTexts.Cohorts3.With(People.Count);

    /// <param name="definition">The rollout's definition.</param>
    /// <param name="text">The list.</param>
    /// <param name="chosen">The cohort for people the list assigns to none.</param>
    /// <param name="roster">The members of the team.</param>
    /// <param name="directory">The people found in the directory.</param>
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

    // For people in both, the list wins: it may state a role.
    private static IReadOnlyList<Member> WithoutCohort(MemberReading list, DirectoryFinds directory) =>
        [.. Domain.People.Once(list.WithoutCohort.Concat(directory.GroupMembers), member => member.Person)];

    private static Cohort? Find(RolloutDefinition definition, string name) =>
        definition.Cohorts.FirstOrDefault(cohort => TypedText.Same(cohort.Name, name));
}
