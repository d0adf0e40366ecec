using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Edits a cohort of a running rollout (name, zone, manager), merges it into another or removes it.
/// </summary>
internal sealed class CohortDialog(
    CohortChoice choice, StartPolicy policy, Lifecycle lifecycle, ImplementationManagers managers, CohortRemoval removal, PeopleWork work,
    CohortRepository cohorts, CalendarFollowUp calendars, StepViews views, DirectorySearch search)
    : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.EditCohort), CommandTexts.EditCohortDoes, EditAsync) { Topic = HelpTopic.Change }
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ManageCard.EditCohortVerb, (turn, ct) => EditAsync(turn, string.Empty, ct)),
        new(CohortForm.SaveVerb, SaveAsync),
        new(CohortForm.MergeVerb, MergeAsync),
        new(CohortForm.RemoveVerb, RemoveAsync),
    ];

    private async Task<Reply> EditAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, cohort, reply) = await FindAsync(turn, name, ct);
        return mine is null ? reply!
            : cohort is null ? Reply.With(ManageCard.Draw(mine.Rollout))
            : Reply.With(CohortForm.Draw(await views.OfAsync(turn, mine.Rollout, ct), cohort));
    }

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct)
    {
        var (mine, before, reply) = await FindAsync(turn, string.Empty, ct);
        if (mine is null || before is null)
        {
            return reply ?? Gone();
        }

        // A new manager adds to the people the rollout contacts.
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotChanged, barred.Reason));
        }

        var input = StepInput.FromData(turn.Action!.Data);
        var view = await search.FindAsync(await views.OfAsync(turn, mine.Rollout, ct), input, [], ct);
        var (after, errors) = CohortForm.Read(view, input, before);
        if (after is null)
        {
            return Reply.With(CohortForm.Draw(view with { Typed = input, Errors = errors }, before));
        }

        var (rollout, refusal) = await lifecycle.EditAsync(
            mine.Rollout.Id,
            definition => definition.FindCohort(before.Id) is { } now
                ? (
                      definition.WithCohort(
                          now with { Name = after.Name, Zone = after.Zone, ImplementationManager = after.ImplementationManager }),
                      null)
                : (definition, new Refusal(ManagerTexts.ThatCohortIsNotPartOf)),
            AuditAction.CohortChanged,
            turn.Caller.Person.Id,
            ct,
            before.Id,
            after.Name == before.Name ? null : UndoDialog.Renamed(before.Name, after.Name));
        if (rollout is null || refusal is not null)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotChanged, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone));
        }

        rollout = await managers.SetAsync(
            rollout, before.Id, before.ImplementationManager, after.ImplementationManager, ct);
        await calendars.RequestAsync(rollout, before.Id, ct);
        return Reply.With(MessageCard.Done(
            ManagerTexts.IsSaved.With(after.Name),
            ManagerTexts.ItsImplementationManagerIsTimesAre.With(
                after.ImplementationManager?.Name ?? ManagerTexts.NobodyYetQuestionsGoToThe, after.Zone.Id),
            Actions.Execute(ManagerTexts.Manage, ManageCard.ShowVerb, new ActionTarget(rollout.Id).ToData())));
    }

    private async Task<Reply> MergeAsync(Turn turn, CancellationToken ct)
    {
        var (mine, from, reply) = await FindAsync(turn, string.Empty, ct, ActionTarget.Parse(turn.Action)?.Cohort);
        if (mine is null || from is null)
        {
            return reply ?? Gone();
        }

        var view = await views.OfAsync(turn, mine.Rollout, ct);
        var counts = await cohorts.ListCountsAsync(mine.Rollout, ct);
        if (!turn.Action.IsConfirmed()
            || CohortId.Parse(turn.Action?.GetString(CohortPicker.Field)) is not { } into
            || mine.Rollout.Definition.FindCohort(into) is not { } target
            || target.Id == from.Id)
        {
            return Reply.With(CohortForm.DrawMerge(view, from, counts[from.Id].Members));
        }

        if (counts[from.Id].Members + counts[target.Id].Members > Limits.MembersPerCohort)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotMerged,
                ManagerTexts.ACohortHoldsAtMostPeople.With(Limits.MembersPerCohort)));
        }

        var people = counts[from.Id].Members;
        var (isDone, refusal) = await work.MergeAsync(mine.Rollout, from.Id, target.Id, people, turn.Caller.Person.Id, ct);
        return Reply.With(
            refusal is not null ? MessageCard.Refusal(ManagerTexts.NotRemoved, refusal.Reason)
            : isDone ? Done(
                mine.Rollout, ManagerTexts.PeopleAreInNow.With(people, target.Name), ManagerTexts.IsRemoved.With(from.Name))
            : MessageCard.Information(
                ManagerTexts.MovingPeopleTo.With(people, target.Name), ManagerTexts.IWillTellYouWhenEverybody2.With(from.Name)));
    }

    private async Task<Reply> RemoveAsync(Turn turn, CancellationToken ct)
    {
        var (mine, cohort, reply) = await FindAsync(turn, string.Empty, ct);
        if (mine is null || cohort is null)
        {
            return reply ?? Gone();
        }

        if (!turn.Action.IsConfirmed())
        {
            var members = (await cohorts.GetCountsAsync(new CohortKey(mine.Rollout.Id, cohort.Id), ct)).Members;
            return Reply.With(CohortForm.DrawRemove(await views.OfAsync(turn, mine.Rollout, ct), cohort, members));
        }

        return Reply.With(await removal.RemoveAsync(mine.Rollout, cohort.Id, turn.Caller.Person.Id, ct) is { } refusal
            ? MessageCard.Refusal(ManagerTexts.NotRemoved, refusal.Reason)
            : Done(mine.Rollout, ManagerTexts.IsRemoved2.With(cohort.Name), ManagerTexts.NothingMoreIsSentToIts));
    }

    private static AdaptiveCard Done(StoredRollout rollout, string title, string text) => MessageCard.Done(
        title, text, Actions.Execute(ManagerTexts.Manage, ManageCard.ShowVerb, new ActionTarget(rollout.Id).ToData()));

    private async Task<(Access? Mine, Cohort? Cohort, Reply? Reply)> FindAsync(
        Turn turn, string name, CancellationToken ct, CohortId? instead = null)
    {
        var (mine, cohort, reply) = await choice.FindAsync(
            turn, name, ManageCard.EditCohortVerb, Access.IsOwnedAndOpen, (_, _) => true, ct);
        return (mine, instead is { } id ? mine?.Rollout.Definition.FindCohort(id) : cohort, reply);
    }

    private static Reply Gone() => Reply.With(MessageCard.Refusal(ManagerTexts.NotChanged, ManagerTexts.ThatCohortIsNotPartOf));
}
