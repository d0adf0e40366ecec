using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Who would get a nudge.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohort">The cohort to nudge; null for all.</param>
/// <param name="Definition">The rollout.</param>
/// <param name="Names">The first recipients' names.</param>
/// <param name="Count">How many people would get it.</param>
/// <param name="WithoutChecklist">How many more are not ready but have no checklist yet, and so get
/// no nudge.</param>
internal sealed record NudgeModel(
    RolloutId RolloutId, Cohort? Cohort, RolloutDefinition Definition, IReadOnlyList<string> Names, int Count, int WithoutChecklist)
{
    /// <summary>The only person to nudge; null for everybody who is behind.</summary>
    public Domain.PersonId? Person { get; init; }
}

/// <summary>Previews who would be nudged before anything is sent.</summary>
internal static class NudgeCard
{
    public const string NudgeVerb = CardVerbs.PeopleNudge;

    public static AdaptiveCard Draw(NudgeModel model)
    {
        var data = new ActionTarget(model.RolloutId, model.Cohort?.Id, model.Person).ToData();
        List<AdaptiveElement> body = [CardKit.Text(Who(model))];
        if (model.WithoutChecklist > 0)
        {
            body.Add(CardKit.Small(ManagerTexts.NoReminderTheChecklistHasNot.With(model.WithoutChecklist)));
        }

        body.Add(CardKit.Small(ManagerTexts.EachGetsTheirOwnOpenTasks));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning,
                ManagerTexts.NothingHasBeenSentYet,
                ManagerTexts.RemindPeopleOfTheirOpenTasks.With(model.Count),
                model.Cohort?.Name ?? model.Definition.Name),
            body,
            [
                Actions.Execute(ManagerTexts.SendTheReminder, NudgeVerb, data.Confirmed(), ActionStyle.Positive),
                Actions.Execute(
                    ManagerTexts.WhoIsBehind, PeopleCard.ListVerb,
                    data.With(PeopleCard.Behind, "true")),
            ]);
    }

    private static string Who(NudgeModel model)
    {
        var names = string.Join(", ", model.Names.Select(name => Wording.Shorten(name, 60)));
        return model.Count > model.Names.Count ? ManagerTexts.AndMore.With(names, model.Count - model.Names.Count) : $"{names}.";
    }
}
