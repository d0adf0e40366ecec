using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>People checked against the rules of the payor's roles.</summary>
public sealed class RoleCheckTests
{
    private static readonly Playbook Payor = ShippedPlaybooks.Default;

    [Theory]
    [InlineData(
        "Payments Admin, Payments Beneficiary Approver",
        "Ann is both Payments Admin and Payments Beneficiary Approver: one person can’t be both."
    )]
    [InlineData(
        "Payments Beneficiary Approver / Payments Disburser",
        "Ann is both Payments Disburser and Payments Beneficiary Approver: one person can’t be both."
    )]
    [InlineData("Payments Admin and Payments Disburser", null)]
    [InlineData("Invoice Administrator; Payments Disburser", null)]
    public void A_beneficiary_approver_is_neither_admin_nor_disburser(string roles, string? reason) =>
        Assert.Equal(reason, RoleCheck.Obstacle(Payor, [Holder("Ann", roles)])?.Reason);

    [Fact]
    public void A_role_that_is_needed_and_that_nobody_has_is_said()
    {
        var said = Said([Holder("Ann", "Payments Admin"), Holder("Bob", "Payments Admin"), Holder("Cy", "Payments Beneficiary Approver")]);

        Assert.Equal(["Payments Disburser is a role that nobody has. Procore Pay needs somebody in it."], said);
    }

    [Fact]
    public void One_payments_admin_is_fewer_than_recommended_and_two_are_not()
    {
        const string Fewer = "Payments Admin is a role that one person has; at least 2 are recommended.";

        Assert.Contains(Fewer, Said([Holder("Ann", "Payments Admin")]));
        Assert.DoesNotContain(Fewer, Said([Holder("Ann", "Payments Admin"), Holder("Bob", "Payments Admin, Payments Disburser")]));
    }

    [Fact]
    public void Whoever_may_authorize_payments_is_advised_not_to_approve_last() =>
        Assert.Contains(
            "Payments Disburser: Whoever gives an invoice its last approval can’t authorize its payment. Agree on who approves last.",
            Said([Holder("Ann", "Payments Disburser")]));

    [Fact]
    public void Without_people_there_is_nothing_to_hold_against_the_rules() => Assert.Empty(RoleCheck.Warnings(Payor, []));

    [Fact]
    public void A_role_that_was_taken_out_of_the_rollout_is_not_missed()
    {
        var without = Payor with { Roles = [.. Payor.Roles.Where(role => role.Id != "payments-disburser")] };

        Assert.DoesNotContain(
            RoleCheck.Warnings(without, [Holder("Ann", "Payments Admin")]),
            warning => warning.Cohort == "Payments Disburser"
        );
    }

    [Fact]
    public void Somebody_with_several_roles_does_what_each_of_them_does()
    {
        var definition = RolloutBuilder.Definition();
        var role = Payor.RoleOf("Payments Admin + Payments Disburser")!;

        var tasks = Checklists.ForMember(definition, role.Id).Select(task => task.Id).ToList();

        Assert.Equal("Payments Admin, Payments Disburser", Payor.FindRole(role.Id)!.Title);
        Assert.Single(tasks, "mfa");
        Assert.Contains("funding-account", tasks);
        Assert.Contains("authorize", tasks);
        Assert.Null(Payor.RoleOf("Payments Admin and Juggler"));
    }

    [Theory]
    [InlineData("Payments Admin and Payments Disburser")]
    [InlineData("Payments Admin y Payments Disburser")]
    [InlineData("Payments Admin et Payments Disburser")]
    [InlineData("Payments Admin, Payments Disburser")]
    [InlineData("Payments Admin / Payments Disburser")]
    public void Several_roles_are_read_however_they_are_joined(string typed) =>
        Assert.Equal(Payor.RoleOf("Payments Admin + Payments Disburser"), Payor.RoleOf(typed));

    private static List<string> Said(IReadOnlyList<RoleHolder> people) =>
        [.. RoleCheck.Warnings(Payor, people).Select(warning => $"{warning.Cohort} {warning.Text}")];

    private static RoleHolder Holder(string name, string roles) => new(name, RoleSet.Ids(Payor.RoleOf(roles)!.Id).ToHashSet());
}
