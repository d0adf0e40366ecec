using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A member whose tasks can be ticked off.</summary>
/// <param name="Handle">Identifies them on the card.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Done">How many of their tasks are done.</param>
/// <param name="Tasks">How many they have.</param>
internal sealed record CrewMember(string Handle, string Name, int Done, int Tasks);

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohorts">The cohorts the reader may tick tasks off for.</param>
/// <param name="Cohort">The cohort shown.</param>
/// <param name="Tasks">The tasks that can be ticked off.</param>
/// <param name="Members">All members of the cohort, in display order.</param>
/// <param name="Page">The page shown, from 0.</param>
internal sealed record CrewModel(
    RolloutId RolloutId, IReadOnlyList<Cohort> Cohorts, Cohort Cohort, IReadOnlyList<ChecklistTask> Tasks,
    IReadOnlyList<CrewMember> Members, int Page)
{
    /// <summary>The chosen task, or <see cref="CrewCard.AllTasks"/>.</summary>
    public string? Task { get; init; }

    /// <summary>The handles of the ticked members, on all pages.</summary>
    public IReadOnlyCollection<string> Ticked { get; init; } = [];

    /// <summary>What is missing before anything can be ticked off.</summary>
    public string? Error { get; init; }

    /// <summary>What has just been done.</summary>
    public string? Notice { get; init; }
}

/// <summary>
/// Checks off tasks for crew members without access to Teams: which task, and for which people.
/// </summary>
internal static class CrewCard
{
    public const string ShowVerb = "crew.show";
    public const string MarkVerb = "crew.mark";
    public const string People = "people";
    public const string Everybody = "everybody";

    /// <summary>The data field with the members ticked on other pages.</summary>
    public const string Kept = "kept";

    /// <summary>
    /// The field of the chosen task; <see cref="AllTasks"/> stands for all of phase 1.
    /// </summary>
    public const string Task = "task";

    /// <summary>The page to turn to; ticks on the current page are kept.</summary>
    public const string To = "to";
    public const string AllTasks = "all";

    public const int PageSize = 20;

    // Kept ticks travel with every button, twice.
    public const int MostKept = 60;

    private const int HandleLength = 10;
    private const int LongTitle = 80;
    private const int ShortTitle = 30;

    /// <summary>
    /// A short handle for a person: ids made of long addresses would fill the card.
    /// </summary>
    public static string HandleOf(PersonId person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Value)))[..HandleLength];

    public static AdaptiveCard Draw(CrewModel model)
    {
        var card = Draw(model, LongTitle, hasPicker: true);
        if (CardSize.Measure(card).Fits)
        {
            return card;
        }

        // A picker with hundreds of cohorts leaves no room for people. A cohort can be typed
        // instead.
        card = Draw(model, ShortTitle, hasPicker: true);
        return CardSize.Measure(card).Fits ? card : Draw(model, ShortTitle, hasPicker: false);
    }

    private static AdaptiveCard Draw(CrewModel model, int length, bool hasPicker)
    {
        var data = new ActionTarget(model.RolloutId, model.Cohort.Id).ToData();
        List<AdaptiveElement> body = [];
        if (model.Notice is { } notice)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Good, CardText.Escape(notice)));
        }

        if (hasPicker && model.Cohorts.Count > 1)
        {
            body.Add(CohortPicker.Draw(model.Cohorts, model.Cohort.Id));
            body.Add(new AdaptiveActionSet { Actions = [Actions.Execute(ManagerTexts.Show, ShowVerb, data)] });
        }

        if (model.Members.Count == 0)
        {
            body.Add(CardKit.Text(ManagerTexts.NobodyIsInThisCohortYet));
            return Card(model, body, [Back(model)]);
        }

        if (model.Error is { } error)
        {
            body.Add(CardKit.Error(error));
        }

        var shown = model.Members.Skip(model.Page * PageSize).Take(PageSize).ToList();
        var ticked = shown.Where(member => model.Ticked.Contains(member.Handle)).Select(member => member.Handle).ToList();
        var kept = model.Ticked.Except(ticked).ToList();
        data = data.OnPage(model.Page);
        data = kept.Count > 0 ? data.With(Kept, string.Join(',', kept)) : data;
        body.AddRange(Fields(model, length, shown, ticked));
        if (kept.Count > 0)
        {
            body.Add(CardKit.Small(ManagerTexts.TickedOnOtherPages.With(kept.Count)));
        }

        body.Add(Inputs.Toggle(
            Everybody, ManagerTexts.OrEverybody, ManagerTexts.EverybodyInTheCohort.With(model.Members.Count), "false"));
        return Card(
            model,
            body,
            [
                Actions.Execute(ManagerTexts.MarkAsDone, MarkVerb, data, ActionStyle.Positive),
                .. Turn(data, model.Page, Wording.Pages(model.Members.Count, PageSize)),
                Back(model),
            ]);
    }

    /// <summary>
    /// The fields for the task and for the members on this page who have done it.
    /// </summary>
    private static IEnumerable<AdaptiveElement> Fields(
        CrewModel model, int length, IReadOnlyList<CrewMember> shown, IReadOnlyList<string> ticked)
    {
        var pages = Wording.Pages(model.Members.Count, PageSize);
        yield return Inputs.Choices(
            Task,
            ManagerTexts.WhatHaveTheyDone,
            [
                .. model.Tasks.Select(task => Inputs.Choice(Wording.Shorten(PlaybookContent.TaskTitle(task.Title), length), task.Id)),
                Inputs.Choice(ManagerTexts.AllOfPhase1, AllTasks),
            ],
            value: model.Task,
            placeholder: ManagerTexts.ChooseATask);
        yield return Inputs.Choices(
            People,
            pages > 1 ? ManagerTexts.WhoHasDoneItPage.With(model.Page + 1, pages) : ManagerTexts.WhoHasDoneIt,
            [.. shown.Select(member => Inputs.Choice(
                ManagerTexts.CrewMemberDone.With(Wording.Shorten(member.Name, length), member.Done, member.Tasks), member.Handle))],
            value: string.Join(',', ticked),
            style: AdaptiveChoiceInputStyle.Expanded,
            isMultiSelect: true);
    }

    private static AdaptiveCard Card(CrewModel model, List<AdaptiveElement> body, List<AdaptiveAction> actions) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, ManagerTexts.People, ManagerTexts.DoneForMyCrewTitle.With(model.Cohort.Name),
            ManagerTexts.TickOffWhatYourPeopleHaveDone),
        body,
        actions);

    // Sends the inputs, so that ticks on this page are kept.
    private static IEnumerable<AdaptiveAction> Turn(JsonObject data, int page, int pages)
    {
        if (page + 1 < pages)
        {
            yield return Actions.Execute(Pages.NextOf(page, pages), ShowVerb, data.With(To, page + 1));
        }

        if (page > 0)
        {
            yield return Actions.Execute(Pages.PreviousOf(page, pages), ShowVerb, data.With(To, page - 1));
        }
    }

    private static AdaptiveExecuteAction Back(CrewModel model) => Actions.WithoutInputs(
        ManagerTexts.People,
        CardVerbs.PeopleList,
        new ActionTarget(model.RolloutId, model.Cohort.Id).ToData());
}
