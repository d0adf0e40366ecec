using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The pieces every card is made of, so that all look alike: one header, one way to show a row, a notice, a bar. Whatever people typed goes
/// through <see cref="CardText.Escape"/> here.
/// </summary>
internal static class CardKit
{
    private static readonly Column DoneStep = Step("✓", ContainerStyle.Good);
    private static readonly Column OpenStep = Step(" ", ContainerStyle.Emphasis);

    /// <summary>The header of every card: where one is, what this is, and the one line that matters.</summary>
    /// <param name="style">The phase: accent = get ready, warning = train, good = use; attention: needs you.</param>
    /// <param name="where">Shown in capitals; own words only.</param>
    /// <param name="title">What the card is; may hold typed text.</param>
    /// <param name="line">The one line that matters; may hold typed text.</param>
    public static Container Header(ContainerStyle style, string where, string title, string? line = null)
    {
        List<AdaptiveElement> items =
        [
            new TextBlock(where.ToUpperInvariant()) { Size = TextSize.Small, Weight = TextWeight.Bolder, Spacing = Spacing.None },
            new TextBlock(CardText.Escape(title)) { Size = TextSize.Large, Weight = TextWeight.Bolder, Spacing = Spacing.None, Style = TextBlockStyle.Heading },
        ];
        if (line is not null)
        {
            items.Add(new TextBlock(CardText.Escape(line)) { Size = TextSize.Small, Spacing = Spacing.None });
        }

        return new Container(items) { Style = style, Bleed = true };
    }

    /// <summary>A paragraph of plain text, as typed.</summary>
    public static TextBlock Text(string text) => new(CardText.Escape(text));

    /// <summary>
    /// A text of several lines, each on a line of its own: a text block alone would run them together. An empty line becomes the room between two
    /// paragraphs, since clients leave out blocks without a text.
    /// </summary>
    public static Container Lines(string text, ContainerStyle? style = null)
    {
        var blocks = new List<AdaptiveElement>();
        var isNewParagraph = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim().Length == 0)
            {
                isNewParagraph = blocks.Count > 0;
                continue;
            }

            blocks.Add(new TextBlock(CardText.Escape(line)) { Spacing = blocks.Count == 0 ? null : isNewParagraph ? Spacing.Medium : Spacing.None });
            isNewParagraph = false;
        }

        return new Container(blocks) { Style = style };
    }

    /// <summary>A paragraph in own words that may use Markdown; typed parts are escaped by the caller.</summary>
    public static TextBlock Markdown(string text) => new(text);

    public static TextBlock Small(string text) => new(CardText.Escape(text)) { Size = TextSize.Small, Spacing = Spacing.Small };

    public static TextBlock Subtle(string text) =>
        new(CardText.Escape(text)) { Size = TextSize.Small, IsSubtle = true, Spacing = Spacing.None };

    public static TextBlock Title(string text) =>
        new(CardText.Escape(text)) { Weight = TextWeight.Bolder, Spacing = Spacing.Medium };

    /// <summary>What a draft is called while it may have no name yet.</summary>
    public static string DraftName(string name) => name.Length == 0 ? "New rollout" : name;

    /// <summary>Something that must be seen, on a coloured ground, in Markdown.</summary>
    public static Container Notice(ContainerStyle style, params IEnumerable<string> paragraphs) =>
        new([.. paragraphs.Select(text => new TextBlock(text) { Size = TextSize.Small })]) { Style = style, Spacing = Spacing.Medium };

    /// <summary>What is wrong with a field, right above it.</summary>
    public static TextBlock Error(string message) =>
        new("⚠ " + CardText.Escape(message)) { Color = TextColor.Attention, Size = TextSize.Small, Weight = TextWeight.Bolder };

    /// <summary>A row of two lines at the left and two at the right, with a line above it.</summary>
    public static ColumnSet Row(string title, string? detail, string? right = null, string? rightDetail = null, SafeLink? link = null)
    {
        var name = link is null ? CardText.Escape(title) : link.ToMarkdown(title);
        List<AdaptiveElement> left = [new TextBlock(name) { Weight = TextWeight.Bolder, Spacing = Spacing.None }];
        if (detail is not null)
        {
            left.Add(Subtle(detail));
        }

        List<Column> columns = [new(left) { Width = ColumnWidth.Stretch }];
        if (right is not null)
        {
            List<AdaptiveElement> end =
            [
                new TextBlock(CardText.Escape(right)) { Weight = TextWeight.Bolder, Spacing = Spacing.None, HorizontalAlignment = HorizontalAlignment.Right },
            ];
            if (rightDetail is not null)
            {
                end.Add(new TextBlock(CardText.Escape(rightDetail)) { Size = TextSize.Small, Spacing = Spacing.None, HorizontalAlignment = HorizontalAlignment.Right });
            }

            columns.Add(new(end) { Width = ColumnWidth.Auto });
        }

        return new ColumnSet(columns) { Separator = true };
    }

    /// <summary>A row with actions at its right.</summary>
    public static ColumnSet ActionRow(string? sign, IReadOnlyList<AdaptiveElement> content, params IReadOnlyList<AdaptiveAction> actions)
    {
        List<Column> columns = [];
        if (sign is not null)
        {
            columns.Add(new([new TextBlock(sign) { Size = TextSize.Medium, Spacing = Spacing.None }])
            {
                Width = ColumnWidth.Auto,
                VerticalContentAlignment = VerticalAlignment.Center,
            });
        }

        columns.Add(new(content) { Width = ColumnWidth.Stretch, VerticalContentAlignment = VerticalAlignment.Center });
        if (actions.Count > 0)
        {
            columns.Add(new([new ActionSet(actions)]) { Width = ColumnWidth.Auto, VerticalContentAlignment = VerticalAlignment.Center });
        }

        return new ColumnSet(columns) { Separator = true };
    }

    /// <summary>Progress as a bar of equal parts, with a sign in each so that colour is not the only one.</summary>
    public static ColumnSet Steps(IEnumerable<bool> done) => new([.. done.Select(isDone => isDone ? DoneStep : OpenStep)]) { Spacing = Spacing.Small };

    private static Column Step(string sign, ContainerStyle style) =>
        new([new TextBlock(sign) { Size = TextSize.Small, Spacing = Spacing.None, HorizontalAlignment = HorizontalAlignment.Center }])
        {
            Width = ColumnWidth.Stretch,
            Spacing = Spacing.Small,
            Style = style,
        };

    /// <summary>A card with a header, content and at most six actions.</summary>
    public static AdaptiveCard Card(Container header, IEnumerable<AdaptiveElement> body, IEnumerable<AdaptiveAction>? actions = null)
    {
        var list = actions?.ToList();
        return new AdaptiveCard
        {
            // Actions stand in an ActionSet: older clients do not show Action.Execute among the card's own actions.
            Body = list is { Count: > 0 } ? [header, .. body, new ActionSet(list) { Spacing = Spacing.Medium }] : [header, .. body],
        };
    }

    /// <summary>A text of at most that many characters; what is cut is shown as cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:N0} {many}";
}
