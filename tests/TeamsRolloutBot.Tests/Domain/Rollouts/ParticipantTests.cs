namespace TeamsRolloutBot.Tests.Domain.Rollouts;

public sealed class ParticipantTests
{
    private static readonly RolloutDefinition Definition = RolloutBuilder.Definition();
    private static readonly Contact Sent = new(ContactOutcome.Sent, default, default);

    [Fact]
    public void Open_tasks_need_no_look_before_the_checklist_has_come()
    {
        Assert.False(Member().IsBehind(Definition));
        Assert.True(Member().With(TouchpointKind.Checklist, Sent).IsBehind(Definition));
    }

    [Fact]
    public void Who_has_finished_needs_no_look() =>
        Assert.False((Member().With(TouchpointKind.Checklist, Sent) with { Progress = Everything() }).IsBehind(Definition));

    [Fact]
    public void Who_was_not_reached_needs_a_look() =>
        Assert.True(
            Member().With(TouchpointKind.Checklist, Sent with { Outcome = ContactOutcome.Failed, Obstacle = Obstacle.NoApp })
                .IsBehind(Definition));

    [Fact]
    public void Who_is_only_the_manager_is_not_among_them() =>
        Assert.False(
            (Member().With(TouchpointKind.Tasks, Sent) with { IsMember = false, IsImplementationManager = true }).IsBehind(Definition));

    private static Participant Member() => new() { Person = Person.FromEmail("maria@contoso.example.com"), IsMember = true };

    private static TaskProgress Everything() =>
        Checklists.ForMember(Definition, null)
            .Aggregate(TaskProgress.None, (progress, task) => progress.Set(task.Id, true, Instant.MinValue));
}

file static class Histories
{
    public static Participant With(this Participant participant, TouchpointKind kind, Contact contact) =>
        participant with { History = participant.History.With(kind, 0, contact) };
}
