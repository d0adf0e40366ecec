using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Personal checklists: showing, ticking and unticking.</summary>
internal sealed class ChecklistDialog(
    AccessControl access, RolloutRepository rollouts, CohortRepository cohorts, SharedChecklist shared, IClock clock) : IDialog
{
    private const int MostShown = 3;

    public IEnumerable<Command> Commands =>
        [new(nameof(CommandTexts.MyChecklist), CommandTexts.MyChecklistDoes, MineAsync)];

    public IEnumerable<Verb> Verbs =>
    [
        new(
            CardVerbs.ChecklistMine,
            async (turn, ct) =>
                Reply.Below((await MineAsync(turn, string.Empty, ct)) is { Card: { } card } reply ? [card, .. reply.More] : [])),
        new(CardVerbs.ChecklistShow, ShowAsync),
        new(CardVerbs.TaskSet, SetAsync),
    ];

    private async Task<Reply> MineAsync(Turn turn, string argument, CancellationToken ct)
    {
        var cards = new List<AdaptiveCard>();
        foreach (var mine in await access.AllAsync(turn.Caller, ct))
        {
            if (mine.Rollout.Rollout.State is RolloutState.Draft)
            {
                continue;
            }

            cards.AddRange((await MineAsync(mine, ct)).Select(card => card.RefreshedFor(turn.Caller.UserId)));
        }

        return cards.Count == 0
            ? Reply.With(
                  MessageCard.Information(
                      MemberTexts.NoChecklistYet, MemberTexts.YouAreNotPartOfA))
            : new Reply { Card = cards[0], More = [.. cards.Skip(1).Take(MostShown)] };
    }

    // A member of several cohorts gets one checklist, for the next go-live. An implementation
    // manager gets a separate list for each cohort.
    private async Task<IReadOnlyList<AdaptiveCard>> MineAsync(Access mine, CancellationToken ct)
    {
        await JoinAsync(mine.Rollout, mine.Cohorts.Where(part => part.Involvement == Involvement.Member), ct);
        var found = new List<(CohortKey Key, Participant Participant)>();
        foreach (var part in mine.Cohorts.DistinctBy(part => part.Cohort))
        {
            var key = new CohortKey(mine.Rollout.Id, part.Cohort!.Value);
            if (mine.Rollout.Definition.FindCohort(key.Cohort) is not null
                && await cohorts.FindParticipantAsync(key, part.Person, ct) is { HasLeft: false } participant)
            {
                found.Add((key, participant));
            }
        }

        var models = found.Select(each => Checklist(mine.Rollout, each.Key, each.Participant, 0)).OrderBy(model => model.Dates.GoLive)
            .ToList();
        var asMember = models.Where(model => model.Participant.IsMember).ToList();
        var first = asMember.FirstOrDefault(model => model.Dates.GoLive >= model.Today) ?? asMember.LastOrDefault();
        var others = asMember.Where(model => model != first).Select(model => model.Cohort.Name);
        return
        [
            .. first is null ? [] : new[] { ChecklistCard.Draw(first with { Also = [.. others] }) },
            .. models.Where(model => model.Participant.IsImplementationManager).Select(TasksCard.Draw),
        ];
    }

    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, key, id) = await FindAsync(turn, ct);
        if (rollout is null)
        {
            return NotYours();
        }

        var parts = await shared.PartsAsync(rollout, turn.Caller.Ids, ct);
        await JoinAsync(rollout, parts, ct);
        return await cohorts.FindParticipantAsync(key, id, ct) is { HasLeft: false } participant
            ? Reply.With(Drawn(turn, rollout, key, participant, Others(rollout, parts, key)))
            : NotYours();
    }

    // A closed rollout stays unchanged.
    private Task JoinAsync(StoredRollout rollout, IEnumerable<Part> parts, CancellationToken ct) =>
        rollout.Rollout.State == RolloutState.Closed ? Task.CompletedTask : shared.JoinAsync(rollout, parts, ct);

    /// <summary>
    /// Sets one task to the state the button carries. Idempotent across repeated presses and
    /// devices, and durable before the card is returned.
    /// </summary>
    private async Task<Reply> SetAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, key) = await FindRolloutAsync(turn, ct);
        if (rollout is null || TaskAction.Parse(turn.Action) is not { } press)
        {
            return NotYours();
        }

        var parts = await shared.PartsAsync(rollout, turn.Caller.Ids, ct);
        var elsewhere = parts.Where(part => part.Cohort != key.Cohort).DistinctBy(part => part.Cohort).ToList();
        var ticked = elsewhere.Count == 0 ? TaskProgress.None : await shared.ReadAsync(rollout, elsewhere, ct);
        foreach (var id in turn.Caller.Ids)
        {
            if (await SetAsync(rollout, key, id, press, ticked, ct) is not { } participant)
            {
                continue;
            }

            if (participant.IsMember && Checklists.ForMember(rollout.Definition, participant.Role).Any(task => task.Id == press.Task)
                && rollout.Rollout.State != RolloutState.Closed)
            {
                await shared.WriteAsync(rollout, elsewhere, ticked, ct, press.Task, participant.Progress.Done.ContainsKey(press.Task),
                    clock.GetCurrentInstant());
            }

            return Reply.With(Drawn(turn, rollout, key, participant, Others(rollout, parts, key)));
        }

        return NotYours();
    }

    private static IReadOnlyList<string> Others(StoredRollout rollout, IEnumerable<Part> parts, CohortKey key) =>
        [.. parts.Where(part => part.Cohort != key.Cohort).Select(part => rollout.Definition.FindCohort(part.Cohort!.Value)!.Name)
            .Distinct()];

    /// <returns>The updated participant; null if the cohort does not know that id.</returns>
    private Task<Participant?> SetAsync(StoredRollout rollout, CohortKey key, PersonId id, TaskAction press,
        TaskProgress elsewhere, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return cohorts.ChangePeopleAsync(
            key,
            rollout.Definition,
            [id],
            async work =>
            {
                if (await work.FindParticipantAsync(id) is not { HasLeft: false } before)
                {
                    return null;
                }

                // A task that is not in the definition is not ticked; the card is redrawn
                // unchanged.
                if (rollout.Rollout.State == RolloutState.Closed || before.Tasks(rollout.Definition).All(task => task.Id != press.Task))
                {
                    return before;
                }

                var progress = (before.IsMember ? before.Progress.With(elsewhere) : before.Progress).Set(press.Task, press.IsDone, now);
                if (ReferenceEquals(progress, before.Progress))
                {
                    return before;
                }

                var after = before with { Progress = progress };
                work.Put(before, after);
                return after;
            },
            ct);
    }

    // Finds the caller's own participation under the id the cohort knows; the card's data never
    // decides whose it is.
    private async Task<(StoredRollout? Rollout, CohortKey Key, PersonId Id)> FindAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, key) = await FindRolloutAsync(turn, ct);
        foreach (var id in turn.Caller.Ids)
        {
            if (rollout is not null && await cohorts.FindParticipantAsync(key, id, ct) is { HasLeft: false })
            {
                return (rollout, key, id);
            }
        }

        return default;
    }

    private async Task<(StoredRollout? Rollout, CohortKey Key)> FindRolloutAsync(Turn turn, CancellationToken ct) =>
        ActionTarget.Parse(turn.Action) is { Cohort: { } cohortId } target
        && await rollouts.FindAsync(target.Rollout, ct) is { } rollout
        && rollout.TenantId == turn.Caller.TenantId
        && rollout.Rollout.IsLaunched
        && rollout.Definition.FindCohort(cohortId) is not null
            ? (rollout, new CohortKey(rollout.Id, cohortId))
            : default;

    private AdaptiveCard Drawn(Turn turn, StoredRollout rollout, CohortKey key, Participant participant, IReadOnlyList<string> also)
    {
        var showsTasks = TaskAction.IsOnManagersList(turn.Action) || !participant.IsMember;
        return participant.IsImplementationManager && showsTasks
            ? TasksCard.Draw(Checklist(rollout, key, participant, Pages.Of(turn.Action)))
            : ChecklistCard.Draw(Checklist(rollout, key, participant, Pages.Of(turn.Action)) with { Also = also })
                .RefreshedFor(turn.Caller.UserId);
    }

    private ChecklistModel Checklist(StoredRollout rollout, CohortKey key, Participant participant, int page) =>
        ChecklistModel.Of(rollout, rollout.Definition.FindCohort(key.Cohort)!, participant, clock.GetCurrentInstant(), page);

    private static Reply NotYours() => Reply.With(MessageCard.Refusal(
        MemberTexts.ThisChecklistIsNotYours,
        MemberTexts.ItBelongsToSomebodyElseOr));
}
