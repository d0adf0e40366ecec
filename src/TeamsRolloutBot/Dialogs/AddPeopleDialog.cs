using System.Text.Json.Nodes;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Adds people to a launched rollout: to the chosen cohort, or to the one named in a column of
/// their list.
/// </summary>
internal sealed class AddPeopleDialog(
    RolloutChoice choice, StartPolicy policy, PeopleWork work, CohortRepository cohorts, StepViews views,
    DirectorySearch search, JobTitles titles, AttachedLists attached, PeopleForm form) : IDialog
{
    private static readonly IReadOnlyCollection<string> MemberLists = new CohortsStep().MemberLists;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.AddPeople), CommandTexts.AddPeopleDoes, (turn, name, ct) =>
            OpenAsync(turn, name, ct)) { Topic = HelpTopic.Change },
    ];

    public IEnumerable<Verb> Verbs => [new(PeopleForm.AddVerb, AddAsync)];

    /// <summary>
    /// Treats a list sent as a file as people to add, if the sender owns an open rollout.
    /// </summary>
    public async Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct)
    {
        if (turn.FileName is not { } name || policy.Refuse(turn.Caller) is not null
            || await choice.FindAsync(turn, string.Empty, PeopleForm.AddVerb, Access.IsOwnedAndOpen, ct) is not { Access: { } mine })
        {
            return null;
        }

        var people = PeopleTable.Read(
            turn.Text, MemberList.WordsOf(mine.Rollout.Definition.Playbook)).Rows.Count(row => row.Address is not null);
        if (people == 0)
        {
            return null;
        }

        await attached.KeepAsync(mine.Rollout.Id, new AttachedList(name, people, turn.Text), ct);
        return await form.DrawAsync(await views.OfAsync(turn, mine.Rollout, ct), null, null, ct);
    }

    private async Task<Reply> OpenAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NobodyWasAdded, barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, name, PeopleForm.AddVerb, Access.IsOwnedAndOpen, ct);
        return mine is null ? reply! : await form.DrawAsync(await views.OfAsync(turn, mine.Rollout, ct), null, null, ct);
    }

    private async Task<Reply> AddAsync(Turn turn, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NobodyWasAdded, barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, string.Empty, PeopleForm.AddVerb, Access.IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return reply!;
        }

        var rollout = mine.Rollout;
        var input = StepInput.FromData(turn.Action!.Data);
        var view = (await views.OfAsync(turn, rollout, ct)) with { Typed = input, HandedOut = HandedOut.Missing(turn.Action!) };
        var chosen = ActionTarget.Parse(turn.Action)?.Cohort is { } id ? rollout.Definition.FindCohort(id) : null;
        if (chosen is null && input.Text(CohortFields.Members).Length == 0 && !input.Has(AttachedLists.Field)
            && input.Text(DirectoryFinds.GroupField).Length == 0)
        {
            var picked = CohortPicker.Read(turn.Action) is { } known
                ? rollout.Definition.FindCohort(known)
                : null;
            return await form.DrawAsync(view, picked, null, ct);
        }

        var whole = await attached.WithListAsync(rollout.Id, input, ct);
        view = await search.FindAsync(view, whole, MemberLists, ct);
        if (view.Directory.Errors.Count > 0)
        {
            return await form.DrawAsync(view with { Errors = view.Directory.Errors }, chosen, null, ct);
        }

        var joining = Joining.Read(rollout.Definition, whole.Raw(CohortFields.Members), chosen, view.Roster, view.Directory);
        return await ProblemAsync(rollout, joining, ct) is { } problem
            ? await form.DrawAsync(view, chosen, problem, ct)
            : await TakeInAsync(turn, view, chosen, joining, ct);
    }

    private async Task<string?> ProblemAsync(StoredRollout rollout, Joining joining, CancellationToken ct)
    {
        if (joining.IsCohortMissing)
        {
            return ManagerTexts.ChooseTheCohortTheyJoin;
        }

        if (joining.People.Count == 0 && joining.List.BadRows.Count == 0)
        {
            return ManagerTexts.TypeAtLeastOneEMail;
        }

        foreach (var (id, members) in joining.People)
        {
            var present = (await cohorts.GetCountsAsync(new CohortKey(rollout.Id, id), ct)).Members;
            if (present + members.Count > Limits.MembersPerCohort)
            {
                return ManagerTexts.WouldHoldMoreThanPeople.With(rollout.Definition.FindCohort(id)?.Name, Limits.MembersPerCohort);
            }
        }

        return null;
    }

    private async Task<Reply> TakeInAsync(Turn turn, StepView view, Cohort? chosen, Joining joining, CancellationToken ct)
    {
        var (rollout, list) = (view.Draft, joining.List);
        var added = await work.AddAsync(rollout, joining.People, turn.Caller.Person.Id, ct);
        await attached.RemoveAsync(rollout.Id, view.Typed!, ct);
        var asked = list.UnknownTitles.Count == 0 ? [] : JobTitleDialog.Ask(await titles.AskAsync(rollout, list.UnknownTitles, ct));
        if (list.BadRows.Count > 0)
        {
            var outcome = new StepOutcome
            {
                NewMembers = [.. joining.People.SelectMany(cohort => cohort.Members)],
                BadRows = list.BadRows,
                Remarks = list.Remarks,
            };
            view = view with { Typed = null, HandedOut = [], BadRows = list.BadRows, Notice = DraftCards.BadRowsNotice(outcome) };
            return await form.DrawAsync(view, chosen, null, ct) with { More = asked };
        }

        var where = joining.Where(rollout.Definition);
        if (added is not { } joined)
        {
            return Reply.With(MessageCard.Information(
                ManagerTexts.AddingPeopleTo.With(joining.Count, where),
                ManagerTexts.IWillTellYouWhenEverybody.With(list.Remarks).TrimEnd())) with
            { More = asked };
        }

        var there = joining.Count - joined;
        return Reply.With(MessageCard.Done(
            ManagerTexts.PeopleJoin.With(joined, where),
            (there > 0
                ? ManagerTexts.WereThereAlreadyTheirRoleAnd.With(there)
                : ManagerTexts.TheyAreCaughtUpAtTheir) + list.Remarks.TrimEnd(),
            Actions.Execute(ManagerTexts.People, CardVerbs.PeopleList, Data(rollout, joining)))) with
        { More = asked };
    }

    private static JsonObject Data(StoredRollout rollout, Joining joining) =>
        new ActionTarget(rollout.Id, joining.People is [var only] ? only.Cohort : null).ToData();
}
