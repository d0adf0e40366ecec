using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>The sheet of a cohort to print: in which languages.</summary>
internal static class SheetCard
{
    public const string ShowVerb = "sheet.show";
    public const string FileVerb = "sheet.file";
    public const string Languages = "languages";

    /// <param name="rolloutId">For the buttons.</param>
    /// <param name="cohorts">The cohorts the reader may have a sheet of.</param>
    /// <param name="cohort">The one that is chosen.</param>
    /// <param name="chosen">The languages it is proposed in.</param>
    /// <param name="error">What is missing.</param>
    public static AdaptiveCard Draw(
        RolloutId rolloutId, IReadOnlyList<Cohort> cohorts, Cohort cohort, IEnumerable<Language> chosen, string? error = null)
    {
        var data = new ActionTarget(rolloutId, cohort.Id).ToData();
        List<AdaptiveElement> body = [CardKit.Text(ManagerTexts.SheetHolds)];
        if (cohorts.Count > 1)
        {
            body.Add(CohortPicker.Draw(cohorts, cohort.Id));
        }

        if (error is not null)
        {
            body.Add(CardKit.Error(error));
        }

        body.Add(Inputs.Choices(
            Languages,
            ManagerTexts.SheetLanguages,
            [.. Language.All.Select(language => Inputs.Choice(language.Name, language.Code))],
            value: string.Join(',', chosen),
            style: AdaptiveChoiceInputStyle.Expanded,
            isMultiSelect: true));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.ASheetToPrint, cohort.Name, ManagerTexts.ForPeopleWithoutTeams),
            body,
            [Actions.Execute(ManagerTexts.MakeTheSheet, FileVerb, data, ActionStyle.Positive)]);
    }
}
