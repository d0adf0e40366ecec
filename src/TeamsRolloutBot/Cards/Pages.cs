using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>Paging of lists, with and without page numbers.</summary>
internal static class Pages
{
    private const string Field = "page";
    private const string AfterName = "after";

    /// <summary>The requested page; null if the button names none.</summary>
    public static int? Asked(PressedAction? press) => press?.GetInt32(Field);

    /// <summary>The requested page, else the first.</summary>
    public static int Of(PressedAction? press) => Asked(press) ?? 0;

    /// <summary>Copies a button's data to request a page.</summary>
    public static JsonObject OnPage(this JsonObject data, int page) => data.With(Field, page);

    /// <summary>
    /// The item after which a page begins, for lists without page numbers; null for the first page.
    /// </summary>
    public static string? After(PressedAction? press) => press?.GetString(AfterName);

    /// <summary>Copies a button's data to request the page after an item.</summary>
    public static JsonObject GoingOnAfter(this JsonObject data, string last) => data.With(AfterName, last);

    /// <summary>The “next page” button of a list without page numbers.</summary>
    public static string Next => MemberTexts.NextPage;

    /// <summary>The button to the first page.</summary>
    public static string First => MemberTexts.FirstPage;

    /// <summary>The button to the last page.</summary>
    public static string Last => MemberTexts.LastPage;

    /// <summary>The buttons to the next and previous pages; pages count from 0.</summary>
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
            Actions.WithoutInputs(title, verb, data.OnPage(to));
    }

    /// <summary>The title of the button to the previous page; pages count from 0.</summary>
    public static string PreviousOf(int page, int pages) => MemberTexts.PreviousPageOf.With(page, pages);

    /// <summary>The title of the button to the next page; pages count from 0.</summary>
    public static string NextOf(int page, int pages) => MemberTexts.Of.With(Next, page + 2, Math.Max(pages, page + 2));
}
