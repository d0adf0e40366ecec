using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// Courses, webinars and resources nobody has checked yet: open each and tick those that are right.
/// </summary>
internal static class UncheckedCard
{
    public const string ShowVerb = "define.unchecked";
    public const string SaveVerb = "define.checked";

    /// <summary>The input for the ticked items.</summary>
    public const string Checked = "checked";

    private const int PageSize = 10;
    private const int Named = 3;

    /// <summary>The warning on the review.</summary>
    public static IEnumerable<AdaptiveElement> InReview(Playbook playbook, JsonObject data)
    {
        var open = UncheckedContent.Of(playbook);
        if (open.Count == 0)
        {
            yield break;
        }

        var names = string.Join(", ", open.Take(Named).Select(item => Wording.Shorten(PlaybookContent.Of(item.Title), 60)));
        var more = open.Count > Named ? ManagerTexts.AndMore3.With(open.Count - Named) : string.Empty;
        var text = CardKit.Block(
            ManagerTexts.NotCheckedYet.With(CardText.Escape(names + more)),
            size: AdaptiveTextSize.Small);
        yield return CardKit.WideRow([text], Actions.Execute(ManagerTexts.CheckThem, ShowVerb, data));
    }

    public static AdaptiveCard Draw(StoredRollout draft, int page)
    {
        var open = UncheckedContent.Of(draft.Definition.Playbook);
        var pages = Wording.Pages(open.Count, PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        var shown = open.Skip(page * PageSize).Take(PageSize).ToList();
        var data = new ActionTarget(draft.Id).ToData();
        List<AdaptiveElement> body =
        [
            CardKit.Text(
                shown.Count == 0
                    ? ManagerTexts.EverythingHasBeenChecked
                    : ManagerTexts.OpenEachOneTickThoseWhose
            ),
        ];
        body.AddRange(
            shown.Select(item =>
                CardKit.Row(
                    PlaybookContent.Of(item.Title),
                    item.Url.Length == 0 ? ManagerTexts.ItHasNoLink : null,
                    link: SafeLink.TryCreate(item.Url, out var link) ? link : null
                )
            )
        );
        if (shown.Count > 0)
        {
            body.Add(Inputs.Choices(
                Checked,
                ManagerTexts.TheseAreRight,
                [.. shown.Select(item => Inputs.Choice(PlaybookContent.Of(item.Title), item.Key))],
                isMultiSelect: true,
                style: AdaptiveChoiceInputStyle.Expanded));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                ManagerTexts.ReviewNothingHasBeenSent,
                ManagerTexts.CoursesWebinarsAndResources,
                ManagerTexts.AreNotCheckedYet.With(open.Count)
            ),
            body,
            [
                .. shown.Count > 0
                    ? [Actions.Execute(ManagerTexts.Save, SaveVerb, data.OnPage(page), ActionStyle.Positive)]
                    : Array.Empty<AdaptiveAction>(),
                .. Pages.Buttons(ShowVerb, data, page, pages),
                Actions.WithoutInputs(ManagerTexts.BackToTheReview, CardVerbs.DefineOpen,
                    new StepTarget(draft.Id, StepTarget.Review).ToData()),
            ]
        );
    }
}
