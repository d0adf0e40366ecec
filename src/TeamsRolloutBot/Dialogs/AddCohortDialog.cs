using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Adds cohorts to a launched rollout.</summary>
internal sealed class AddCohortDialog(
    RolloutChoice choice, StartPolicy policy, Lifecycle lifecycle, ImplementationManagers managers, PeopleWork work, StepViews views,
    DirectorySearch search, ReturnedInput returned, JobTitles titles, PeopleForm peopleForm) : IDialog
{
    private const string AddCohortVerb = CardVerbs.CohortAdd;
    private static readonly CohortsStep Form = new();

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.AddCohort), CommandTexts.AddCohortDoes, (turn, name, ct) =>
            CohortFormAsync(turn, name, ct)) { Topic = HelpTopic.Change },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(AddCohortVerb, AddCohortAsync),
    ];

    private async Task<Reply> CohortFormAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotAdded, barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, name, AddCohortVerb, Access.IsOwnedAndOpen, ct);
        return mine is null ? reply! : Reply.With(CohortForm(await views.OfAsync(turn, mine.Rollout, ct)));
    }

    private async Task<Reply> AddCohortAsync(Turn turn, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotAdded, barred.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, string.Empty, AddCohortVerb, Access.IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return reply!;
        }

        var input = StepInput.FromData(turn.Action!.Data);
        var view = await views.OfAsync(turn, mine.Rollout, ct);
        // A client leaves out empty fields; the form always sends a time zone.
        if (!input.Has("cohortName") && !input.Has("cohortZone"))
        {
            return Reply.With(CohortForm(view));
        }

        if (HandedOut.Missing(turn.Action!) is { Count: > 0 } missing)
        {
            view = view with { Typed = input, HandedOut = missing, Errors = HandedOut.Refuse(missing, ManagerTexts.Status) };
            return Reply.With(await returned.DrawAsync(view, CohortForm, ct));
        }

        view = await search.FindAsync(view, input, Form.MemberLists, ct);
        var outcome = Form.Submit(view, input, CohortsStep.AddButton);
        if (outcome is not { Definition: { } definition, Cohort: { } id } || definition.FindCohort(id) is not { } cohort)
        {
            return Reply.With(await returned.DrawAsync(view with { Typed = input, Errors = outcome.Errors }, CohortForm, ct));
        }

        var (rollout, refusal) = await lifecycle.AddCohortAsync(mine.Rollout.Id, cohort, turn.Caller.Person.Id, ct);
        if (rollout is null || refusal is not null)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotAdded, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone));
        }

        rollout = await managers.SetAsync(rollout, id, null, cohort.ImplementationManager, ct);
        rollout = await AddOthersAsync(rollout, definition, outcome.Others, turn.Caller.Person.Id, ct);
        return await TakeInAsync(turn, view with { Draft = rollout }, cohort, outcome, ct);
    }

    /// <summary>Adds the new cohort's people and reports on its list.</summary>
    private async Task<Reply> TakeInAsync(Turn turn, StepView view, Cohort cohort, StepOutcome outcome, CancellationToken ct)
    {
        var rollout = view.Draft;
        var added = await work.AddAsync(
            rollout, [new CohortPeople(cohort.Id, outcome.NewMembers), .. outcome.Others], turn.Caller.Person.Id, ct);
        var asked = outcome.UnknownTitles.Count == 0 ? [] : JobTitleDialog.Ask(await titles.AskAsync(rollout, outcome.UnknownTitles, ct));
        var others = outcome.Others.Count == 0
            ? string.Empty
            : ManagerTexts.WithItMoreCohortsOfThe.With(outcome.Others.Count, outcome.Others.Sum(each => each.Members.Count));
        var done =
            ManagerTexts.ItGoesLiveOnWithMembers.With(Dates.Day(cohort.GoLive), outcome.NewMembers.Count, others)
            + (added is null ? ManagerTexts.TheyAreBeingAddedIWill : string.Empty);
        if (outcome.BadRows.Count > 0)
        {
            // The cohort exists now, so the remaining rows go to the form that adds people.
            view = view with
            {
                Typed = null,
                BadRows = outcome.BadRows,
                Notice = ManagerTexts.IsPartOfTheRollout.With(CardText.Escape(cohort.Name), done, DraftCards.BadRowsNotice(outcome))
            };
            return await peopleForm.DrawAsync(view, cohort, null, ct) with { More = asked };
        }

        return Reply.With(
            MessageCard.Done(
                ManagerTexts.IsPartOfTheRollout2.With(cohort.Name),
                $"{done} {outcome.Remarks}".TrimEnd(),
                Actions.Execute(ManagerTexts.Status, CardVerbs.StatusShow, new ActionTarget(rollout.Id).ToData())
            )
        ) with
        {
            More = asked,
        };
    }

    /// <summary>Adds the other cohorts a list names, if they do not exist yet.</summary>
    private async Task<StoredRollout> AddOthersAsync(
        StoredRollout rollout, RolloutDefinition definition, IReadOnlyList<CohortPeople> others, PersonId by, CancellationToken ct)
    {
        foreach (var (id, _) in others)
        {
            if (definition.FindCohort(id) is { } cohort && rollout.Definition.FindCohort(id) is null)
            {
                rollout = (await lifecycle.AddCohortAsync(rollout.Id, cohort, by, ct)).Rollout ?? rollout;
                rollout = await managers.SetAsync(rollout, id, null, cohort.ImplementationManager, ct);
            }
        }

        return rollout;
    }

    private static AdaptiveCard CohortForm(StepView view) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, ManagerTexts.AddACohort, view.Definition.Name,
            ManagerTexts.TheRolloutIsRunningTheCohorts),
        [
            .. view.Notice is { } notice
                ? [CardKit.Notice(AdaptiveContainerStyle.Emphasis, notice.Split(StepCard.Paragraph))]
                : Array.Empty<AdaptiveElement>(),
            .. CohortFields.Of(view with { Errors = [.. view.Errors.Take(12)] }, null),
        ],
        [
            Actions.Execute(
                ManagerTexts.AddCohort, AddCohortVerb,
                HandedOut.Remember(new ActionTarget(view.Draft.Id).ToData(), view), ActionStyle.Positive),
            Actions.WithoutInputs(ManagerTexts.Status, CardVerbs.StatusShow, new ActionTarget(view.Draft.Id).ToData()),
        ]);
}
