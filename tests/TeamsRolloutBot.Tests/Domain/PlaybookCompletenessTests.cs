using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Tests.Domain.Rollouts;

namespace TeamsRolloutBot.Tests.Domain;

/// <summary>What a playbook must contain before a rollout can start with it.</summary>
public sealed class PlaybookCompletenessTests
{
    [Theory]
    [InlineData("The role “Field staff” has no task.")]
    [InlineData("The certification “role-course” has no title.")]
    [InlineData("The task “account” exists twice.")]
    [InlineData("A role rule refers to a role “nobody” that does not exist.")]
    [InlineData("The e-mail has no field “nickname”.")]
    public void What_is_missing_or_contradicts_is_named(string problem)
    {
        var whole = ShippedPlaybooks.Default;
        var broken = problem switch
        {
            _ when problem.Contains("no task", StringComparison.Ordinal) => whole with
            {
                Tasks = [.. whole.Tasks.Where(task => task.Roles.Count > 0)],
            },
            _ when problem.Contains("no title", StringComparison.Ordinal) => whole with
            {
                Certifications = [whole.Certifications[0] with { Title = " " }],
            },
            _ when problem.Contains("twice", StringComparison.Ordinal) => whole with { Tasks = [.. whole.Tasks, whole.Tasks[0]] },
            _ when problem.Contains("rule", StringComparison.Ordinal) => whole with { RoleRules = [new RoleRule("nobody")] },
            _ => whole with { Email = whole.Email with { Body = "Hello {nickname}" } },
        };

        Assert.Empty(PlaybookCompleteness.Problems(whole));
        Assert.Contains(problem, PlaybookCompleteness.Problems(broken));
    }

    [Fact]
    public void A_person_does_what_everybody_does_and_what_their_role_does()
    {
        var definition = RolloutBuilder.Definition();

        var disburser = Ids(definition, "payments-disburser");
        var field = Ids(definition, "field-staff");

        Assert.Equal(["account", "certification-link", "sandbox"], disburser.Take(3));
        Assert.Equal(
            ["mfa", "disburser-guide", "authorize", "mfa-challenge", "holds"],
            disburser.Skip(3).TakeWhile(id => !id.StartsWith("cert.", StringComparison.Ordinal))
        );
        Assert.DoesNotContain("mfa", field);
    }

    [Fact]
    public void What_takes_a_time_that_is_not_known_says_none() =>
        Assert.All(
            Checklists
                .ForMember(RolloutBuilder.Definition(), "field-staff")
                .Where(task => task.Id.StartsWith("cert.", StringComparison.Ordinal)),
            task => Assert.Null(task.Minutes)
        );

    private static List<string> Ids(RolloutDefinition definition, string role) =>
        [.. Checklists.ForMember(definition, role).Select(task => task.Id)];
}
