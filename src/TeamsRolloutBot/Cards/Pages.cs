using System.Text.Json.Nodes;
using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>The pages of a list, with their numbers.</summary>
internal static class Pages
{
    public const string Field = "page";

    /// <summary>How many pages a list has; one at least.</summary>
    public static int Count(int items, int size) => Math.Max(1, (items + size - 1) / size);

    /// <summary>The buttons to the pages before and after; page 0 is the first.</summary>
    public static IEnumerable<AdaptiveAction> Buttons(string verb, JsonObject data, int page, int pages)
    {
        if (page + 1 < pages)
        {
            yield return Button($"Next page ({page + 2} of {pages})", page + 1);
        }

        if (page > 0)
        {
            yield return Button($"Previous page ({page} of {pages})", page - 1);
        }

        AdaptiveExecuteAction Button(string title, int to) =>
            Actions.Execute(title, verb, data.With(Field, to), associatedInputs: AdaptiveAssociatedInputs.None);
    }
}
