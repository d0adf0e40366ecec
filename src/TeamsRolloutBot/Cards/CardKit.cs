using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The pieces every card is made of, so that all look alike: one header, one way to show a row, a
/// notice, a bar. Whatever people typed goes through <see cref="CardText.Escape"/> here.
/// </summary>
internal static class CardKit
{
    // Teams supports no newer one for bots.
    private const string SchemaVersion = "1.5";

    // A right column of longer texts would squeeze the left one.
    private const int ShortRight = 16;

    /// <summary>
    /// The header of every card: where one is, what this is, and the one line that matters.
    /// </summary>
    /// <param name="style">The phase: accent = get ready, warning = train, good = use; attention:
    /// needs you.</param>
    /// <param name="where">Shown in capitals; own words only.</param>
    /// <param name="title">What the card is; may hold typed text.</param>
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
    /// A text block. It wraps unless it is told not to: the platform's own default cuts text at the
    /// end of the line.
    /// </summary>
    /// <param name="text">May use Markdown; typed parts are escaped by the caller.</param>
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
    /// A text of several lines, each on a line of its own: a text block alone would run them
    /// together. An empty line becomes the room between two paragraphs, since clients leave out
    /// blocks without a text.
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
    /// A paragraph in own words that may use Markdown; typed parts are escaped by the caller.
    /// </summary>
    public static AdaptiveTextBlock Markdown(string text) => Block(text);

    public static AdaptiveTextBlock Small(string text) =>
        Block(CardText.Escape(text), size: AdaptiveTextSize.Small, spacing: AdaptiveSpacing.Small);

    public static AdaptiveTextBlock Subtle(string text, AdaptiveSpacing spacing = AdaptiveSpacing.None) =>
        Block(CardText.Escape(text), size: AdaptiveTextSize.Small, spacing: spacing, isSubtle: true);

    /// <summary>
    /// The title of a section; a heading, so that screen readers can go from one to the next.
    /// </summary>
    public static AdaptiveTextBlock Title(string text) =>
        Block(
            CardText.Escape(text),
            // Unless its size is said, clients draw a heading as large as the title of the card.
            size: AdaptiveTextSize.Medium,
            weight: AdaptiveTextWeight.Bolder,
            spacing: AdaptiveSpacing.Medium,
            style: AdaptiveTextBlockStyle.Heading);

    /// <summary>Something that must be seen, on a coloured ground, in Markdown.</summary>
    public static AdaptiveContainer Notice(AdaptiveContainerStyle style, params IEnumerable<string> paragraphs) => new()
    {
        Items = [.. paragraphs.Select(text => Block(text, size: AdaptiveTextSize.Small))],
        Style = style,
        Spacing = AdaptiveSpacing.Medium,
    };

    /// <summary>
    /// What is wrong with a field, right above it. A sign and bold text, no colour: the client's
    /// red is too dim to read in its dark theme.
    /// </summary>
    public static AdaptiveTextBlock Error(string message) =>
        Block("⚠ " + CardText.Escape(message), AdaptiveTextSize.Small, AdaptiveTextWeight.Bolder);

    /// <summary>
    /// A row of two lines at the left and two at the right, with a line above it.
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

    /// <summary>A row with actions at its right.</summary>
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
    /// A row whose buttons stand below it: long ones beside it would leave no room for the text
    /// on a phone.
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
            // The header's ground ends where the content begins: a line below it is one too many.
            content[0].Separator = false;
        }

        var card = new AdaptiveCard(SchemaVersion)
        {
            Body = [header, .. content],
            Lang = Language.Current.Code,

            // Of the words above the title, which nobody typed.
            FallbackText = CommonTexts.UpdateTeams.With(((AdaptiveTextBlock)header.Items[0]).Text),
        };
        if (list is { Count: > 0 })
        {
            // Actions stand in an ActionSet: older clients do not show Action.Execute among the
            // card's own actions.
            card.Body.Add(new AdaptiveActionSet { Actions = list, Spacing = AdaptiveSpacing.Medium });
        }

        return card;
    }
}
