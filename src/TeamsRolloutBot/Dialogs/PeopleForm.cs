using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The form that adds people to a launched rollout.</summary>
internal sealed class PeopleForm(ReturnedInput returned, AttachedLists attached)
{
    public const string AddVerb = CardVerbs.PeopleAdd;

    /// <param name="view">The typed text and any rows to correct.</param>
    /// <param name="cohort">The chosen cohort; null if none yet.</param>
    /// <param name="error">What is wrong with the input.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Reply> DrawAsync(StepView view, Cohort? cohort, string? error, CancellationToken ct)
    {
        view = view with { Attached = await attached.FindAsync(view.Draft.Id, ct) };
        return Reply.With(await returned.DrawAsync(view, shown => Draw(shown, cohort, error), ct));
    }

    private static AdaptiveCard Draw(StepView view, Cohort? cohort, string? error)
    {
        var rollout = view.Draft;
        List<AdaptiveElement> body = [];
        if (view.Notice is { } notice)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, notice.Split(StepCard.Paragraph)));
        }

        if (error is not null)
        {
            body.Add(CardKit.Error(error));
        }

        body.Add(Inputs.Choices(
            "cohort",
            ManagerTexts.Cohort,
            [
                .. rollout.Definition.Cohorts.Select(
                    c => Inputs.Choice(Wording.Shorten(c.Name, rollout.Definition.Cohorts.Count > 100 ? 24 : 60), c.Id.Value))
            ],
            style: AdaptiveChoiceInputStyle.Compact,
            value: cohort?.Id.Value ?? (rollout.Definition.Cohorts is [var only] ? only.Id.Value : null)));
        body.AddRange(CohortFields.Group(view));
        body.AddRange(CohortFields.Attached(view));
        body.Add(Inputs.Text(
            CohortFields.Members,
            ManagerTexts.NameEMailRoleAudienceTime,
            isMultiline: true,
            value: view.Value(CohortFields.Members, string.Empty),
            placeholder: ManagerTexts.OnlyTheEMailAddressIs));
        if (rollout.Definition.Cohorts.Count > 1)
        {
            body.Add(CardKit.Subtle(ManagerTexts.OrPasteATableWithA));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.AddPeople, rollout.Definition.Name,
                ManagerTexts.WhoJoinsLateIsCaughtUp),
            body,
            [
                Actions.Execute(ManagerTexts.AddThem, AddVerb, HandedOut.Remember(new ActionTarget(rollout.Id).ToData(), view),
                    ActionStyle.Positive),
                .. view.BadRows.Count > 0
                    ? [
                          Actions.WithoutInputs(CohortsStep.GoOnWithout, CardVerbs.PeopleList, new ActionTarget(rollout.Id).ToData())
                      ]
                    : Array.Empty<AdaptiveAction>(),
            ]);
    }
}
