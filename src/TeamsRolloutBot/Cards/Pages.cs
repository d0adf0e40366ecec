using System.Text.Json.Nodes;
using AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>The pages of a list, with their numbers.</summary>
internal static class Pages
{
    public const string Field = "page";

    /// <summary>The button to what follows in a list whose pages are not counted.</summary>
    public const string Next = "Next page";

    /// <summary>The button back to the beginning of a list.</summary>
    public const string First = "First page";

    /// <summary>The button to the end of a list.</summary>
    public const string Last = "Last page";

    /// <summary>The buttons to the pages before and after; page 0 is the first.</summary>
    public static IEnumerable<AdaptiveAction> Buttons(string verb, JsonObject data, int page, int pages)
    {
        if (page + 1 < pages)
        {
            yield return Button(NextOf(page, pages), page + 1);
        }

        if (page > 0)
        {
            yield return Button(PreviousOf(page, pages), page - 1);
        }

        AdaptiveExecuteAction Button(string title, int to) =>
            Actions.Execute(title, verb, data.With(Field, to), associatedInputs: AdaptiveAssociatedInputs.None);
    }

    /// <summary>The title of the button to the page before one; page 0 is the first.</summary>
    public static string PreviousOf(int page, int pages) => $"Previous page ({page:N0} of {pages:N0})";

    /// <summary>The title of the button to the page after one; page 0 is the first.</summary>
    public static string NextOf(int page, int pages) => $"{Next} ({page + 2:N0} of {Math.Max(pages, page + 2):N0})";
}
