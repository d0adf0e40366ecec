using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>The pages of a list, with their numbers.</summary>
internal static class Pages
{
    private const string Field = "page";
    private const string AfterName = "after";

    /// <summary>The page that a button asks for; null where it names none.</summary>
    public static int? Asked(PressedAction? press) => press?.GetInt32(Field);

    /// <summary>The page that a button asks for, else the first.</summary>
    public static int Of(PressedAction? press) => Asked(press) ?? 0;

    /// <summary>A copy of a button's data that asks for a page.</summary>
    public static JsonObject OnPage(this JsonObject data, int page) => data.With(Field, page);

    /// <summary>
    /// After what a page begins, in a list whose pages are not counted; null for the first.
    /// </summary>
    public static string? After(PressedAction? press) => press?.GetString(AfterName);

    /// <summary>A copy of a button's data that asks for what follows.</summary>
    public static JsonObject GoingOnAfter(this JsonObject data, string last) => data.With(AfterName, last);

    /// <summary>The button to what follows in a list whose pages are not counted.</summary>
    public static string Next => MemberTexts.NextPage;

    /// <summary>The button back to the beginning of a list.</summary>
    public static string First => MemberTexts.FirstPage;

    /// <summary>The button to the end of a list.</summary>
    public static string Last => MemberTexts.LastPage;

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
            Actions.WithoutInputs(title, verb, data.OnPage(to));
    }

    /// <summary>The title of the button to the page before one; page 0 is the first.</summary>
    public static string PreviousOf(int page, int pages) => MemberTexts.PreviousPageOf.With(page, pages);

    /// <summary>The title of the button to the page after one; page 0 is the first.</summary>
    public static string NextOf(int page, int pages) => MemberTexts.Of.With(Next, page + 2, Math.Max(pages, page + 2));
}
