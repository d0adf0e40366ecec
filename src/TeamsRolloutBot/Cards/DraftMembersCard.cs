using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A page of a draft cohort's members.</summary>
internal sealed record DraftMembersModel(StoredRollout Draft, Cohort Cohort, int Members, IReadOnlyList<Participant> People)
{
    /// <summary>The search text; empty to show everybody.</summary>
    public string Search { get; init; } = string.Empty;

    /// <summary>Where the next page begins; null on the last page.</summary>
    public PersonId? Next { get; init; }

    /// <summary>What has just been done, as plain text.</summary>
    public string? Notice { get; init; }
}

/// <summary>
/// Lists the members of a draft cohort, to search them and remove them one by one.
/// </summary>
internal static class DraftMembersCard
{
    public const int PageSize = 12;
    public const string ListVerb = "define.members";
    public const string RemoveVerb = "define.removeMember";
    public const string Search = "search";

    public static AdaptiveCard Draw(DraftMembersModel model)
    {
        var data = new ActionTarget(model.Draft.Id, model.Cohort.Id).ToData();
        List<AdaptiveElement> body = [];
        if (model.Notice is { } notice)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Emphasis, Text.CardText.Escape(notice)));
        }

        body.Add(Inputs.Text(Search, ManagerTexts.FindSomebodyByNameOrE, value: model.Search, maxLength: Limits.PersonName));
        body.AddRange(model.People.Select(person => Row(model, person, data)));
        if (model.People.Count == 0)
        {
            body.Add(
                CardKit.Text(
                    model.Search.Length > 0
                        ? ManagerTexts.NobodyHereHasInTheirName.With(Wording.Shorten(model.Search, 60))
                        : ManagerTexts.NobodyIsInThisCohortYet));
        }

        List<AdaptiveAction> actions = [Actions.Execute(ManagerTexts.Find, ListVerb, data, ActionStyle.Positive)];
        if (model.Next is { } next)
        {
            actions.Add(Actions.Execute(Pages.Next, ListVerb, data.GoingOnAfter(next.Value)));
        }

        actions.Add(Actions.Execute(ManagerTexts.BackToTheCohort, CardVerbs.DefineCohort, data));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.Step8Of11Members, model.Cohort.Name,
                ManagerTexts.Members2.With(model.Members)), body, actions);
    }

    private static AdaptiveColumnSet Row(DraftMembersModel model, Participant person, JsonObject data)
    {
        var role = model.Draft.Definition.Playbook.FindRole(person.Role)?.Title ?? person.JobTitle;
        var detail = string.Join(" · ", new[]
        {
            person.IsImplementationManager ? ManagerTexts.ImplementationManager : null,
            role,
            person.Audience == Domain.Playbooks.Audience.External ? ManagerTexts.IsExternal : null,
            person.Person.Email,
            person.Zone?.Id,
        }.OfType<string>());
        return CardKit.ActionRow(
            null,
            [
                CardKit.Block(
                    Text.CardText.Escape(Wording.Shorten(person.Person.Name, 80)), weight: AdaptiveTextWeight.Bolder,
                    spacing: AdaptiveSpacing.None),
                CardKit.Subtle(Wording.Shorten(detail, 160)),
            ],
            Actions.Execute(ManagerTexts.Remove, RemoveVerb, new ActionTarget(model.Draft.Id, model.Cohort.Id, person.Person.Id).ToData(),
                about: person.Person.Name));
    }
}
