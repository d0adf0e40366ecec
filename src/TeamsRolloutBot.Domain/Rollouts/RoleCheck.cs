namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>A person and their roles across all cohorts.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Roles">The ids of the roles.</param>
public sealed record RoleHolder(string Name, IReadOnlySet<string> Roles);

/// <summary>Checks the people of a rollout against the playbook's role rules.</summary>
public static class RoleCheck
{
    private static string AddPeople => RuleTexts.AddPeople;

    /// <summary>
    /// The first person whose roles can't be combined, which blocks the launch; null if there is
    /// none.
    /// </summary>
    public static Refusal? Obstacle(Playbook playbook, IReadOnlyList<RoleHolder> people) =>
        Clashes(playbook, people).FirstOrDefault() is { } clash ? new Refusal($"{clash.Cohort} {clash.Text}") : null;

    /// <summary>
    /// Role warnings for the manager: conflicting roles, missing roles and what to agree on.
    /// </summary>
    public static IReadOnlyList<LaunchWarning> Warnings(Playbook playbook, IReadOnlyList<RoleHolder> people) =>
        people.Count == 0
            ? []
            : [.. Clashes(playbook, people), .. playbook.RoleRules.SelectMany(rule => OfRule(playbook, rule, people))];

    private static IEnumerable<LaunchWarning> Clashes(Playbook playbook, IReadOnlyList<RoleHolder> people) =>
        from person in people
        let pair = Pairs(playbook).FirstOrDefault(pair => person.Roles.Contains(pair.One.Id) && person.Roles.Contains(pair.Other.Id))
        where pair != default
        select new LaunchWarning(person.Name, RuleTexts.IsBothAndOnePersonCant.With(pair.One.Title, pair.Other.Title))
        {
            Remedy = (RuleTexts.ChangePeople, LaunchRules.CohortsStep),
        };

    private static IEnumerable<(Role One, Role Other)> Pairs(Playbook playbook) =>
        from rule in playbook.RoleRules
        from excluded in rule.Excludes
        let one = playbook.FindRole(rule.Role)
        let other = playbook.FindRole(excluded)
        where one is not null && other is not null
        select (one, other);

    private static IEnumerable<LaunchWarning> OfRule(Playbook playbook, RoleRule rule, IReadOnlyList<RoleHolder> people)
    {
        if (playbook.FindRole(rule.Role) is not { } role)
        {
            // The manager has removed the role from this rollout.
            yield break;
        }

        var count = people.Count(person => person.Roles.Contains(role.Id));
        if (count == 0 && rule.IsNeeded)
        {
            yield return new LaunchWarning(role.Title, RuleTexts.IsARoleThatNobodyHas.With(playbook.Product))
            {
                Remedy = (AddPeople, LaunchRules.CohortsStep),
            };
        }
        else if (count > 0 && count < rule.RecommendedAtLeast)
        {
            var have = count == 1 ? RuleTexts.OnePersonHas : RuleTexts.PeopleHave.With(count);
            yield return new LaunchWarning(
                role.Title, RuleTexts.IsARoleThatAtLeast.With(have, rule.RecommendedAtLeast))
            {
                Remedy = (AddPeople, LaunchRules.CohortsStep),
            };
        }

        if (count > 0 && rule.Advice is { } advice)
        {
            yield return new LaunchWarning($"{role.Title}:", advice);
        }
    }
}
