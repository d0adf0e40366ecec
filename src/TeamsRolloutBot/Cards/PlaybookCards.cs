using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// Content for everybody in a rollout: the company's procedures and the training agenda.
/// </summary>
internal static class PlaybookCards
{
    public const string PracticesVerb = "practices.show";
    private const int PageSize = 12;

    public static AdaptiveCard Practices(RolloutId rolloutId, RolloutDefinition definition, int page)
    {
        var practices = definition.BestPractices;
        var pages = Wording.Pages(practices.Count, PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        List<AdaptiveElement> body = [.. practices.Skip(page * PageSize).Take(PageSize).Select(practice => CardKit.Row(
            practice.Title, practice.Text is null
                ? null
                : Wording.Shorten(practice.Text, 300), link: SafeLink.TryCreate(practice.Url, out var link)
                ? link
                : null))];
        if (body.Count == 0)
        {
            body.Add(CardKit.Text(MemberTexts.NoBestPracticesAreWrittenDown));
        }

        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Good, MemberTexts.Use, MemberTexts.HowWeDoItHere, definition.Name),
            body,
            Pages.Buttons(PracticesVerb, new ActionTarget(rolloutId).ToData(), page, pages));
    }

    public static AdaptiveCard Agenda(RolloutDefinition definition) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Warning, MemberTexts.Train, MemberTexts.WhatTheTrainingGoesThrough, definition.Name),
        definition.Playbook.Agenda.Select(
            (topic, index) =>
                CardKit.Row($"{index + 1}. {Wording.Shorten(PlaybookContent.Of(topic.Title), 120)}",
                Wording.Shorten(PlaybookContent.Of(topic.Content), 300))),
        [Actions.Execute(MemberTexts.MyList, CardVerbs.ChecklistMine)]);
}
