using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>A saved playbook in a list.</summary>
/// <param name="Playbook">The playbook.</param>
/// <param name="MayRemove">The reader may remove it.</param>
internal sealed record SavedRow(SavedPlaybook Playbook, bool MayRemove);

/// <summary>Lists the playbooks a rollout can start from, and saves new ones.</summary>
internal static class PlaybooksCard
{
    public const string ListVerb = "playbook.list";
    public const string FormVerb = "playbook.form";
    public const string SaveVerb = "playbook.save";
    public const string RemoveVerb = "playbook.remove";

    /// <summary>
    /// The input for a playbook's name; <c>Key</c> is the data field that says which playbook.
    /// </summary>
    public const string Name = "playbookName";
    public const string Key = "playbook";

    private const int PageSize = 10;

    public static AdaptiveCard Draw(IReadOnlyList<Playbook> shipped, IReadOnlyList<SavedRow> saved, int page)
    {
        var pages = Wording.Pages(saved.Count, PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        List<AdaptiveElement> body = [];
        if (page == 0)
        {
            body.AddRange(
                shipped.Select(playbook =>
                    CardKit.Row(playbook.Name, ManagerTexts.ForComesWithTheBotEdition.With(playbook.Product, playbook.Version))
                )
            );
        }

        body.AddRange(saved.Skip(page * PageSize).Take(PageSize).Select(Row));
        body.Add(
            CardKit.Small(ManagerTexts.ChooseOneInTheFirstStep)
        );
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Playbooks, ManagerTexts.WhatARolloutCanBeginWith),
            body,
            [.. Pages.Buttons(ListVerb, [], page, pages), Actions.Execute(ManagerTexts.NewRollout, CardVerbs.RolloutNew)]);
    }

    /// <summary>Asks for a name to save a rollout's training under.</summary>
    public static AdaptiveCard DrawForm(StoredRollout rollout, string name, string? problem) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.SaveAsPlaybook, rollout.Definition.Name,
            ManagerTexts.RolesTasksCoursesWebinarsResourcesAgenda),
        [
            CardKit.Small(
                ManagerTexts.PeopleCohortsDatesAndTheWelcome),
            .. problem is null ? [] : new[] { CardKit.Error(problem) },
            Inputs.Text(Name, ManagerTexts.NameOfThePlaybook, maxLength: Limits.PlaybookName, value: name),
        ],
        [Actions.Execute(ManagerTexts.Save, SaveVerb, new ActionTarget(rollout.Id).ToData(), ActionStyle.Positive)]);

    private static AdaptiveColumnSet Row(SavedRow row)
    {
        var data = new JsonObject { [Key] = row.Playbook.Key };
        List<AdaptiveElement> content =
        [
            CardKit.Block(Text.CardText.Escape(row.Playbook.Name), weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
            CardKit.Subtle(ManagerTexts.SavedOn.With(Dates.Day(row.Playbook.At.InUtc().Date))),
        ];
        return CardKit.ActionRow(
            null, content, row.MayRemove ? [Actions.Execute(ManagerTexts.Remove, RemoveVerb, data, about: row.Playbook.Name)] : []);
    }
}
