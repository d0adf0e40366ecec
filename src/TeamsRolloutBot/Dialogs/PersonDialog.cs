using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>One person in a cohort: showing, changing and moving them.</summary>
internal sealed class PersonDialog(
    RolloutChoice choice, CohortRepository cohorts, PersonReader reader, Membership membership, MemberMoves moves) : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs =>
    [
        new(PeopleCard.ShowVerb, ShowAsync),
        new(PersonCard.FormVerb, FormAsync),
        new(PersonCard.SaveVerb, SaveAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, CancellationToken ct)
    {
        var (mine, model, reply) = await FindAsync(turn, access => access.Rollout.Rollout.IsLaunched, ct);
        return model is null ? reply! : Reply.With(PersonCard.Draw(For(mine!, model)));
    }

    private async Task<Reply> FormAsync(Turn turn, CancellationToken ct)
    {
        var (_, model, reply) = await FindAsync(turn, Access.IsOwnedAndOpen, ct);
        return model is null ? reply! : Reply.With(PersonCard.DrawForm(model));
    }

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct)
    {
        var (mine, model, reply) = await FindAsync(turn, Access.IsOwnedAndOpen, ct);
        if (model is null)
        {
            return reply!;
        }

        var (rollout, by, participant) = (mine!.Rollout, turn.Caller.Person.Id, model.Participant);
        var role = turn.Action?.GetString(PersonCard.Role) is { Length: > 0 } chosen
            && rollout.Definition.Playbook.FindRole(chosen) is { } known
            ? known.Id
            : participant.Role;
        var target = CohortId.Parse(turn.Action?.GetString(CohortPicker.Field)) is { } id
            ? rollout.Definition.FindCohort(id)
            : model.Cohort;
        if (target is null)
        {
            return Reply.With(PersonCard.DrawForm(model, ManagerTexts.ThatCohortIsNotPartOf));
        }

        if (target.Id == model.Cohort.Id)
        {
            if (role == participant.Role)
            {
                return Reply.With(PersonCard.Draw(For(mine, model), ManagerTexts.NothingWasChanged2));
            }

            await membership.AddAsync(rollout, target.Id, [Membership.MemberOf(participant) with { Role = role }], by, ct);
            return await reader.ReadAsync(rollout, target, participant.Person.Id, ct) is { } changed
                ? Reply.With(
                      PersonCard.Draw(
                          For(mine, changed),
                          ManagerTexts.TheirRoleIsTheirChecklistFollows.With(rollout.Definition.Playbook.FindRole(role)?.Title)))
                : MemberFinder.Gone();
        }

        if ((await cohorts.GetCountsAsync(new CohortKey(rollout.Id, target.Id), ct)).Members >= Limits.MembersPerCohort)
        {
            return Reply.With(PersonCard.DrawForm(model, ManagerTexts.ACohortHoldsAtMostPeople.With(Limits.MembersPerCohort)));
        }

        await moves.MoveAsync(
            rollout, model.Cohort.Id, target.Id, Membership.MemberOf(participant) with { Role = role }, participant.Progress, by, ct);
        return await reader.ReadAsync(rollout, target, participant.Person.Id, ct) is { } moved
            ? Reply.With(PersonCard.Draw(For(mine, moved), ManagerTexts.TheyAreInNowWithWhat.With(target.Name)))
            : Reply.With(
                  MessageCard.Done(
                      ManagerTexts.IsInNow.With(Wording.Shorten(participant.Person.Name, 80), target.Name),
                          ManagerTexts.TheyKeepWhatTheyHaveTicked));
    }

    private async Task<(Access? Mine, PersonModel? Model, Reply? Reply)> FindAsync(Turn turn, Func<Access, bool> suits,
        CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, PeopleCard.ListVerb, suits, ct);
        if (mine is null)
        {
            return (null, null, reply);
        }

        return ActionTarget.Parse(turn.Action) is { Cohort: { } id, Person: { } person }
            && mine.MaySeeCohort(id)
            && mine.Rollout.Definition.FindCohort(id) is { } cohort
            && await reader.ReadAsync(mine.Rollout, cohort, person, ct) is { } model
            ? (mine, model, null)
            : (mine, null, MemberFinder.Gone());
    }

    private static PersonModel For(Access mine, PersonModel model) => model with
    {
        IsOwner = mine.IsOwner,
        MayNudge = mine.Rollout.Rollout.IsActive && mine.MayRun(model.Cohort.Id),
        IsClosed = mine.Rollout.Rollout.State == RolloutState.Closed,
    };
}
