using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>Chooses the languages of a cohort's printed sheet.</summary>
internal static class SheetCard
{
    public const string ShowVerb = "sheet.show";
    public const string FileVerb = "sheet.file";
    public const string Languages = "languages";

    /// <param name="rolloutId">For the buttons.</param>
    /// <param name="cohorts">The cohorts the reader may print a sheet for.</param>
    /// <param name="cohort">The selected cohort.</param>
    /// <param name="chosen">The preselected languages.</param>
    /// <param name="error">The validation error, if any.</param>
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
