using AdaptiveCards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>The company's one-time setup before the first cohort.</summary>
internal static class SetupCard
{
    public const string ShowVerb = "setup.show";
    public const string SetVerb = "setup.set";
    public const string Item = "item";
    public const string IsDone = "done";

    private const int PageSize = 12;

    /// <param name="rollout">The rollout.</param>
    /// <param name="isOwner">The reader may tick items.</param>
    /// <param name="page">The page, from 0.</param>
    public static AdaptiveCard Draw(StoredRollout rollout, bool isOwner, int page)
    {
        var items = rollout.Definition.Playbook.Setup;
        var pages = Wording.Pages(items.Count, PageSize);
        page = Math.Clamp(page, 0, pages - 1);
        var data = new ActionTarget(rollout.Id).ToData();
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent,
                ManagerTexts.BeforeTheFirstCohort,
                SetupProgress.Of(rollout.Definition.Playbook, rollout.SetupDone).ToString(),
                ManagerTexts.LookedAfterBy.With(rollout.Definition.Name, rollout.Rollout.Owner.Name)
            ),
            items
                .Skip(page * PageSize)
                .Take(PageSize)
                .Select(item => Row(rollout.Id, item, rollout.SetupDone.Contains(item.Id), isOwner, page)),
            [.. Pages.Buttons(ShowVerb, data, page, pages)]
        );
    }

    private static AdaptiveColumnSet Row(RolloutId rollout, SetupItem item, bool isDone, bool isOwner, int page)
    {
        var text = PlaybookContent.Of(item.Title);
        var title = SafeLink.TryCreate(item.Url, out var link) && !isDone ? link.ToMarkdown(text) : CardText.Escape(text);
        List<AdaptiveElement> content =
        [
            CardKit.Block(
                title,
                weight: isDone ? AdaptiveTextWeight.Default : AdaptiveTextWeight.Bolder,
                spacing: AdaptiveSpacing.None,
                isSubtle: isDone
            ),
        ];
        if (item.Detail is { } detail && !isDone)
        {
            content.Add(CardKit.Subtle(PlaybookContent.Of(detail)));
        }

        return CardKit.ActionRow(
            isDone ? "✓" : "○",
            content,
            isOwner
                ? [
                      Actions.Execute(
                          isDone ? ManagerTexts.Undo : ManagerTexts.Done, SetVerb,
                          new ActionTarget(rollout).ToData().OnPage(page).With(Item, item.Id).With(IsDone, !isDone), about: text)
                  ]
                : []);
    }
}
