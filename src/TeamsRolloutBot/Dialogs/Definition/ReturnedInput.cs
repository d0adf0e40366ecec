using System.Text;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Ensures that typed text is never lost: rejected input goes back into its field if the card can
/// hold it, else into a file. The card is drawn and measured to find out.
/// </summary>
internal sealed class ReturnedInput(FileHandOver files)
{
    private const int ReasonsShown = 10;

    /// <summary>
    /// Draws a card that returns input to the person: the view's unusable rows, else the typed
    /// text.
    /// </summary>
    public Task<AdaptiveCard> DrawAsync(StepView view, Func<StepView, AdaptiveCard> draw, CancellationToken ct) =>
        view.BadRows.Count > 0 ? WithRowsAsync(view, draw, ct) : WithTypedAsync(view, draw, ct);

    private async Task<AdaptiveCard> WithRowsAsync(StepView view, Func<StepView, AdaptiveCard> draw, CancellationToken ct)
    {
        var typed = view.Typed ?? StepInput.FromFields();
        var (text, rows) = AsList(view.BadRows);
        var inField = draw(view with
        {
            Typed = typed.With(CohortFields.Members, text),
            Notice = string.Join(
                StepCard.Paragraph, view.Notice,
                DefinitionTexts.CorrectWhatIsInTheField.With(CohortsStep.GoOnWithout),
                Reasons(rows, ReasonsShown)),
        });
        if (CardSize.Measure(inField).Fits)
        {
            return inField;
        }

        var handed = await files.GiveAsync(
            view.Caller, view.Offered, new GivenFile("rows-to-correct.csv", "text/csv", await BadRowsCsv.WriteAsync(view.BadRows)), ct);
        return draw(view with
        {
            Typed = typed.With(CohortFields.Members, string.Empty),
            Notice = string.Join(
                StepCard.Paragraph,
                view.Notice,
                DefinitionTexts.TheyAreTooManyForThis.With(handed.Named(DefinitionTexts.AllOfThemWithWhatIs), handed.How),
                DefinitionTexts.CorrectThemThereAndPasteThem.With(CohortsStep.GoOnWithout),
                Reasons(view.BadRows, ReasonsShown)),
        });
    }

    private async Task<AdaptiveCard> WithTypedAsync(StepView view, Func<StepView, AdaptiveCard> draw, CancellationToken ct)
    {
        foreach (var entry in view.HandedOut)
        {
            if (await files.FindAsync(entry.Token, ct) is { } known)
            {
                view = view with { Notice = $"{view.Notice} {Handed(known)}".TrimStart() };
            }
        }

        var card = draw(view);
        while (!CardSize.Measure(card).Fits && Longest(view.Typed) is var (field, text))
        {
            var handed = await files.GiveAsync(
                view.Caller, view.Offered, new GivenFile(
                    "what-you-typed.txt", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text)), ct);
            view = view with
            {
                Typed = view.Typed!.With(field, string.Empty),
                HandedOut = [.. view.HandedOut, new HandedOut(field, handed.Token)],
                Notice = $"{view.Notice} {Handed(handed)}".TrimStart(),
            };
            card = draw(view);
        }

        return card;
    }

    /// <summary>The rows as list text for the field.</summary>
    public static string TextOf(IReadOnlyList<BadRow> rows) => AsList(rows).Text;

    /// <summary>The reasons why rows are unusable, in Markdown.</summary>
    public static string ReasonsOf(IReadOnlyList<BadRow> rows) => Reasons(rows, ReasonsShown);

    /// <summary>
    /// The rows as a separate list under their original heading, renumbered accordingly.
    /// </summary>
    private static (string Text, IReadOnlyList<BadRow> Rows) AsList(IReadOnlyList<BadRow> rows)
    {
        List<string> written = rows[0].Heading is { } heading ? [heading] : [];
        var numbered = new List<BadRow>();
        var line = 1 + written.Sum(LinesOf);
        foreach (var row in rows)
        {
            written.Add(row.Text);
            numbered.Add(row with { Line = line });
            line += LinesOf(row.Text);
        }

        return (string.Join('\n', written), numbered);

        // A quoted field may span several lines.
        static int LinesOf(string text) => text.Count(c => c == '\n') + 1;
    }

    private static string Handed(HandedFile file) =>
        DefinitionTexts.WhatYouTypedIsTooLong.With(file.Named(DefinitionTexts.YourText), file.How);

    private static (string Field, string Text)? Longest(StepInput? typed) =>
        typed?.Fields.MaxBy(field => field.Value.Length) is { Key: not null, Value.Length: > 0 } longest
            ? (longest.Key, longest.Value)
            : null;

    private static string Reasons(IReadOnlyList<BadRow> rows, int shown)
    {
        var lines = rows.Take(shown).Select(row => DefinitionTexts.Line2.With(row.Line, CardText.Escape(Wording.Shorten(row.Reason, 200))));
        return string.Join('\n', rows.Count > shown ? lines.Append(DefinitionTexts.AndMore3.With(rows.Count - shown)) : lines);
    }
}
