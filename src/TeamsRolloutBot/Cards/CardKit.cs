using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The building blocks of every card, so that all cards look alike. Typed text goes through
/// <see cref="CardText.Escape"/> here.
/// </summary>
internal static class CardKit
{
    // The newest version Teams supports for bots.
    private const string SchemaVersion = "1.5";

    // Longer text in the right column would squeeze the left one.
    private const int ShortRight = 16;

    /// <summary>The header of every card: context, title and the one line that matters.</summary>
    /// <param name="style">The phase: accent = get ready, warning = train, good = use; attention =
    /// needs you.</param>
    /// <param name="where">The context, shown in capitals; never typed text.</param>
    /// <param name="title">The card's title; may hold typed text.</param>
    /// <param name="line">The one line that matters; may hold typed text.</param>
    public static AdaptiveContainer Header(AdaptiveContainerStyle style, string where, string title, string? line = null)
    {
        List<AdaptiveElement> items =
        [
            Block(where.ToUpperInvariant(), size: AdaptiveTextSize.Small, weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
            Block(
                CardText.Escape(title),
                size: AdaptiveTextSize.Large,
                weight: AdaptiveTextWeight.Bolder,
                spacing: AdaptiveSpacing.None,
                style: AdaptiveTextBlockStyle.Heading),
        ];
        if (line is not null)
        {
            items.Add(Block(CardText.Escape(line), size: AdaptiveTextSize.Small, spacing: AdaptiveSpacing.None));
        }

        return new AdaptiveContainer { Items = items, Style = style, Bleed = true };
    }

    /// <summary>
    /// A text block. It wraps by default, unlike the platform's own default, which truncates.
    /// </summary>
    /// <param name="text">May use Markdown; the caller escapes typed parts.</param>
    public static AdaptiveTextBlock Block(
        string text,
        AdaptiveTextSize size = AdaptiveTextSize.Default,
        AdaptiveTextWeight weight = AdaptiveTextWeight.Default,
        AdaptiveTextColor color = AdaptiveTextColor.Default,
        AdaptiveSpacing spacing = AdaptiveSpacing.Default,
        AdaptiveTextBlockStyle style = AdaptiveTextBlockStyle.Paragraph,
        AdaptiveHorizontalAlignment horizontalAlignment = AdaptiveHorizontalAlignment.Left,
        bool isSubtle = false,
        bool wrap = true) => new(text)
        {
            Size = size,
            Weight = weight,
            Color = color,
            Spacing = spacing,
            Style = style,
            HorizontalAlignment = horizontalAlignment,
            IsSubtle = isSubtle,
            Wrap = wrap,
        };

    /// <summary>A paragraph of plain text, as typed.</summary>
    public static AdaptiveTextBlock Text(string text) => Block(CardText.Escape(text));

    /// <summary>
    /// Text of several lines, one block per line: a single text block would run them together. An
    /// empty line becomes paragraph spacing, because clients drop blocks without text.
    /// </summary>
    public static AdaptiveContainer Lines(string text, AdaptiveContainerStyle? style = null)
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

            var spacing = blocks.Count == 0 ? AdaptiveSpacing.Default : isNewParagraph ? AdaptiveSpacing.Medium : AdaptiveSpacing.None;
            blocks.Add(Block(CardText.Escape(line), spacing: spacing));
            isNewParagraph = false;
        }

        return new AdaptiveContainer { Items = blocks, Style = style };
    }

    /// <summary>
    /// A paragraph of our own text, with Markdown; the caller escapes typed parts.
    /// </summary>
    public static AdaptiveTextBlock Markdown(string text) => Block(text);

    public static AdaptiveTextBlock Small(string text) =>
        Block(CardText.Escape(text), size: AdaptiveTextSize.Small, spacing: AdaptiveSpacing.Small);

    public static AdaptiveTextBlock Subtle(string text, AdaptiveSpacing spacing = AdaptiveSpacing.None) =>
        Block(CardText.Escape(text), size: AdaptiveTextSize.Small, spacing: spacing, isSubtle: true);

    /// <summary>
    /// A section title; marked as a heading so that screen readers can navigate by it.
    /// </summary>
    public static AdaptiveTextBlock Title(string text) =>
        Block(
            CardText.Escape(text),
            // Without an explicit size, clients draw a heading as large as the card's title.
            size: AdaptiveTextSize.Medium,
            weight: AdaptiveTextWeight.Bolder,
            spacing: AdaptiveSpacing.Medium,
            style: AdaptiveTextBlockStyle.Heading);

    /// <summary>A prominent message on a coloured background, in Markdown.</summary>
    public static AdaptiveContainer Notice(AdaptiveContainerStyle style, params IEnumerable<string> paragraphs) => new()
    {
        Items = [.. paragraphs.Select(text => Block(text, size: AdaptiveTextSize.Small))],
        Style = style,
        Spacing = AdaptiveSpacing.Medium,
    };

    /// <summary>
    /// A validation error right above its field. A sign and bold text instead of colour: the
    /// client's red is too dim to read in its dark theme.
    /// </summary>
    public static AdaptiveTextBlock Error(string message) =>
        Block("⚠ " + CardText.Escape(message), AdaptiveTextSize.Small, AdaptiveTextWeight.Bolder);

    /// <summary>
    /// A row with two lines on the left and two on the right, and a separator above it.
    /// </summary>
    public static AdaptiveColumnSet Row(
        string title, string? detail, string? right = null, string? rightDetail = null, SafeLink? link = null)
    {
        var name = link is null ? CardText.Escape(title) : link.ToMarkdown(title);
        List<AdaptiveElement> left = [Block(name, weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None)];
        if (detail is not null)
        {
            left.Add(Subtle(detail));
        }

        List<AdaptiveColumn> columns = [Column(AdaptiveWidth.Stretch, left)];
        if (right is not null)
        {
            List<AdaptiveElement> end =
            [
                Block(
                    CardText.Escape(right),
                    weight: AdaptiveTextWeight.Bolder,
                    spacing: AdaptiveSpacing.None,
                    horizontalAlignment: AdaptiveHorizontalAlignment.Right),
            ];
            if (rightDetail is not null)
            {
                end.Add(Block(
                    CardText.Escape(rightDetail),
                    size: AdaptiveTextSize.Small,
                    spacing: AdaptiveSpacing.None,
                    horizontalAlignment: AdaptiveHorizontalAlignment.Right));
            }

            var isShort = right.Length <= ShortRight && (rightDetail?.Length ?? 0) <= ShortRight;
            columns[0].Width = isShort ? AdaptiveWidth.Stretch : Weight(3);
            columns.Add(Column(isShort ? AdaptiveWidth.Auto : Weight(2), end));
        }

        return new AdaptiveColumnSet { Columns = columns, Separator = true };
    }

    /// <summary>A row with actions on the right.</summary>
    public static AdaptiveColumnSet ActionRow(string? sign, List<AdaptiveElement> content, params List<AdaptiveAction> actions)
    {
        List<AdaptiveColumn> columns = [];
        if (sign is not null)
        {
            columns.Add(Column(
                AdaptiveWidth.Auto,
                [Block(sign, size: AdaptiveTextSize.Medium, spacing: AdaptiveSpacing.None)],
                AdaptiveVerticalContentAlignment.Center));
        }

        columns.Add(Column(AdaptiveWidth.Stretch, content, AdaptiveVerticalContentAlignment.Center));
        if (actions.Count > 0)
        {
            columns.Add(Column(AdaptiveWidth.Auto, [new AdaptiveActionSet { Actions = actions }], AdaptiveVerticalContentAlignment.Center));
        }

        return new AdaptiveColumnSet { Columns = columns, Separator = true };
    }

    /// <summary>
    /// A row with its buttons below it: beside it, long buttons would leave no room for the text on
    /// a phone.
    /// </summary>
    public static AdaptiveContainer WideRow(List<AdaptiveElement> content, params List<AdaptiveAction> actions) => new()
    {
        Items = actions.Count == 0 ? content : [.. content, new AdaptiveActionSet { Actions = actions, Spacing = AdaptiveSpacing.Small }],
        Separator = true,
    };

    private static AdaptiveWidth Weight(uint share) => new(AdaptiveWidthType.Weighted) { Unit = share };

    private static AdaptiveColumn Column(
        AdaptiveWidth width,
        List<AdaptiveElement> items,
        AdaptiveVerticalContentAlignment alignment = AdaptiveVerticalContentAlignment.Top) =>
        new() { Items = items, Width = width, VerticalContentAlignment = alignment };

    /// <summary>A card with a header, content and at most six actions.</summary>
    public static AdaptiveCard Card(
        AdaptiveContainer header, IEnumerable<AdaptiveElement> body, IEnumerable<AdaptiveAction>? actions = null)
    {
        var list = actions?.ToList();
        var content = body.ToList();
        if (content.Count > 0)
        {
            // The header's background already ends here; a separator would be one line too many.
            content[0].Separator = false;
        }

        var card = new AdaptiveCard(SchemaVersion)
        {
            Body = [header, .. content],
            Lang = Language.Current.Code,

            // The text above the title is ours, never typed text.
            FallbackText = CommonTexts.UpdateTeams.With(((AdaptiveTextBlock)header.Items[0]).Text),
        };
        if (list is { Count: > 0 })
        {
            // Older clients do not show Action.Execute among the card's own actions, so the actions
            // go into an ActionSet.
            card.Body.Add(new AdaptiveActionSet { Actions = list, Spacing = AdaptiveSpacing.Medium });
        }

        return card;
    }
}
