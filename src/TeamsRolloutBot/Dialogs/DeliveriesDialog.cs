using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>What was sent, what failed and why, and resending it.</summary>
internal sealed class DeliveriesDialog(
    RolloutChoice choice, CohortRepository cohorts, DeliveryProblems problems, AuditRepository audit, IOutbox outbox, IClock clock)
    : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Deliveries), CommandTexts.DeliveriesDoes, ListAsync) { Topic = HelpTopic.Follow }
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(DeliveriesCard.ListVerb, (turn, ct) => ListAsync(turn, string.Empty, ct)),
        new(DeliveriesCard.PeopleVerb, PeopleAsync),
        new(DeliveriesCard.ResendVerb, ResendAsync),
    ];

    private async Task<Reply> ListAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, DeliveriesCard.ListVerb, MaySee, ct);
        return mine is null
            ? reply!
            : Reply.With(DeliveriesCard.Draw(new DeliveriesModel(
                mine.Rollout.Id, mine.Rollout.Definition, await CountsAsync(mine.Rollout, ct), Pages.Of(turn.Action), MayResend(mine))));
    }

    private async Task<Reply> PeopleAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, DeliveriesCard.ListVerb, MaySee, ct);
        if (mine is null)
        {
            return reply!;
        }

        if (ObstacleOf(turn) is not { } obstacle)
        {
            return await ListAsync(turn, string.Empty, ct);
        }

        var counts = (await CountsAsync(mine.Rollout, ct)).Where(cohort => cohort.Counts.UnreachedBy(obstacle).People > 0).ToList();
        var chosen = CohortPicker.Read(turn.Action);
        var shown = chosen is { } one ? counts.FindAll(cohort => cohort.Cohort.Id == one) : counts;
        var page = await problems.ReadAsync(
            mine.Rollout, shown, obstacle, ProblemPlace.Parse(Pages.After(turn.Action)), ct);
        return Reply.With(DeliveriesCard.DrawPeople(new UnreachedModel(
            mine.Rollout.Id,
            mine.Rollout.Definition,
            obstacle,
            [.. counts.Select(cohort => cohort.Cohort)],
            chosen,
            shown.Select(cohort => cohort.Counts.UnreachedBy(obstacle)).Aggregate(default(ObstacleCount), (sum, count) => sum + count),
            Math.Max(0, Pages.Of(turn.Action)),
            page,
            MayResend(mine))));
    }

    private async Task<Reply> ResendAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, DeliveriesCard.ListVerb, MayResend, ct);
        if (mine is null)
        {
            return reply!;
        }

        var (only, wanted) = (ObstacleOf(turn), ActionTarget.Parse(turn.Action)?.Cohort);
        await audit.AddAsync(
            mine.Rollout.Id, AuditEntry.Of(AuditAction.Resent, turn.Caller.Person.Id, clock.GetCurrentInstant()) with { Cohort = wanted },
            ct);
        var failed = (await CountsAsync(mine.Rollout, ct))
            .Where(cohort => wanted is null || cohort.Cohort.Id == wanted)
            .Where(
                cohort =>
                    only is { } obstacle
                        ? cohort.Counts.UnreachedBy(obstacle).People > 0
                        : cohort.Counts.Failed > 0 || cohort.Counts.Obstacles.Counts.Count > 0);
        var count = (await Task.WhenAll(failed.Select(cohort => outbox.ResendFailedAsync(mine.Rollout, cohort.Cohort.Id, only, ct))))
            .Sum();
        return Reply.Below(count == 0
            ? MessageCard.Information(ManagerTexts.NothingToSendAgain, ManagerTexts.NoMessageIsLeftToSendAgain)
            : MessageCard.Done(ManagerTexts.MessagesAreTriedAgain.With(count), ManagerTexts.TheyGoOnlyToThoseThey));
    }

    private async Task<IReadOnlyList<(Cohort Cohort, CohortCounts Counts)>> CountsAsync(StoredRollout rollout, CancellationToken ct)
    {
        var counts = await cohorts.ListCountsAsync(rollout, ct);
        return [.. CohortOrder.ByGoLive(rollout.Definition).Select(cohort => (cohort, counts[cohort.Id]))];
    }

    private static Obstacle? ObstacleOf(Turn turn) =>
        turn.Action?.GetInt32(DeliveriesCard.Reason) is { } number && Enum.IsDefined((Obstacle)number) ? (Obstacle)number : null;

    private static bool MaySee(Access access) => access.MaySee && access.Rollout.Rollout.IsLaunched;

    private static bool MayResend(Access access) => access.IsOwner && access.Rollout.Rollout.IsActive;
}
