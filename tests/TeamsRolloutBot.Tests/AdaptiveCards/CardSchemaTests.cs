using System.Text.Json.Nodes;
using AdaptiveCards;
using AdaptiveCards.Teams;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Tests.Protocol;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Tests.AdaptiveCards;

public sealed class CardSchemaTests
{
    private static readonly AdaptiveFactSet Facts = new() { Facts = [new AdaptiveFact("Denver", "78 of 110")] };
    private static readonly AdaptiveFallbackElement Fallback = new(Facts);

    /// <summary>Every element, with all of its properties.</summary>
    private static readonly Dictionary<string, AdaptiveElement> Elements = new()
    {
        ["text"] = new AdaptiveTextBlock("Hello")
        {
            Id = "t",
            Size = AdaptiveTextSize.ExtraLarge,
            Weight = AdaptiveTextWeight.Bolder,
            Color = AdaptiveTextColor.Attention,
            FontType = AdaptiveFontType.Monospace,
            Style = AdaptiveTextBlockStyle.Heading,
            IsSubtle = true,
            MaxLines = 3,
            HorizontalAlignment = AdaptiveHorizontalAlignment.Center,
            Spacing = AdaptiveSpacing.ExtraLarge,
            Separator = true,
            IsVisible = false,
            Fallback = new(new AdaptiveTextBlock("instead")),
            Wrap = true,
        },
        ["rich text"] = new AdaptiveRichTextBlock
        {
            Inlines =
            [
                new AdaptiveTextRun("x")
                {
                    Size = AdaptiveTextSize.Small,
                    Weight = AdaptiveTextWeight.Lighter,
                    Color = AdaptiveTextColor.Good,
                    IsSubtle = true,
                    Italic = true,
                    Strikethrough = true,
                    SelectAction = new AdaptiveOpenUrlAction { Url = new Uri("https://example.com/") },
                },
            ],
            HorizontalAlignment = AdaptiveHorizontalAlignment.Right,
        },
        ["image"] = new AdaptiveImage(new Uri("https://example.com/a.png"))
        {
            AltText = "A plan",
            Size = AdaptiveImageSize.Medium,
            Style = AdaptiveImageStyle.Person,
            PixelWidth = 48,
            HorizontalAlignment = AdaptiveHorizontalAlignment.Right,
            SelectAction = new AdaptiveOpenUrlAction { Url = new Uri("https://example.com/") },
        },
        ["container"] = new AdaptiveContainer
        {
            Items = [new AdaptiveTextBlock("in")],
            Style = AdaptiveContainerStyle.Emphasis,
            Bleed = true,
            MinHeight = "80px",
            VerticalContentAlignment = AdaptiveVerticalContentAlignment.Bottom,
            SelectAction = new AdaptiveExecuteAction { Verb = "a.b" },
        },
        ["columns"] = new AdaptiveColumnSet
        {
            Columns =
            [
                new AdaptiveColumn { Items = [new AdaptiveTextBlock("a")], Width = AdaptiveWidth.Auto },
                new AdaptiveColumn
                {
                    Items = [new AdaptiveTextBlock("b")],
                    Width = AdaptiveWidth.Stretch,
                    Style = AdaptiveContainerStyle.Good,
                    Bleed = true,
                    Spacing = AdaptiveSpacing.None,
                },
                new AdaptiveColumn
                {
                    Width = new(AdaptiveWidthType.Weighted) { Unit = 25 },
                    Id = "c",
                    IsVisible = false,
                    Separator = true,
                    MinHeight = "9px",
                },
                new AdaptiveColumn
                {
                    Width = new(48),
                    VerticalContentAlignment = AdaptiveVerticalContentAlignment.Center,
                    SelectAction = new AdaptiveExecuteAction(),
                },
            ],
            Style = AdaptiveContainerStyle.Default,
            Bleed = true,
            HorizontalAlignment = AdaptiveHorizontalAlignment.Center,
        },
        ["facts"] = Facts,
        ["table"] = new AdaptiveTable
        {
            Columns = [new() { Width = 1 }, new() { Width = 2 }],
            Rows = [new() { Cells = [new() { Items = [new AdaptiveTextBlock("x")], Style = AdaptiveContainerStyle.Accent }] }],
            FirstRowAsHeaders = false,
            ShowGridLines = false,
            GridStyle = AdaptiveContainerStyle.Warning,
        },
        ["actions"] = new AdaptiveActionSet
        {
            Actions =
            [
                Actions.Execute(
                    "Tick",
                    "task.set",
                    new JsonObject { ["task"] = "t1", ["done"] = true, ["n"] = 3 },
                    ActionStyle.Positive,
                    AdaptiveAssociatedInputs.None),
                Actions.OpenUrl("Open (in browser)", SafeLink.Create("https://example.com/")),
                new AdaptiveToggleVisibilityAction
                {
                    TargetElements = [new("t")],
                    Title = "More",
                    Tooltip = "Shows more",
                    Mode = AdaptiveActionMode.Secondary,
                    IconUrl = "https://example.com/i.png",
                },
                new AdaptiveShowCardAction
                {
                    Card = new AdaptiveCard("1.5") { Body = [new AdaptiveTextBlock("inner")] },
                    Title = "Show",
                    Id = "s",
                    IsEnabled = false,
                },
            ],
        },
        ["text input"] = new AdaptiveTextInput
        {
            Id = "i",
            Label = "Name",
            IsRequired = true,
            ErrorMessage = "Say it.",
            Value = "v",
            Placeholder = "p",
            IsMultiline = true,
            MaxLength = 20,
            Regex = "^a",
            Style = AdaptiveTextInputStyle.Email,
        },
        ["number input"] = new AdaptiveNumberInput { Id = "i", Label = "How many", Value = 1.5, Min = 0, Max = 9, Placeholder = "p" },
        ["date input"] = new AdaptiveDateInput { Id = "i", Label = "When", Value = "2027-03-01", Min = "2027-01-01", Max = "2027-12-31" },
        ["time input"] = new AdaptiveTimeInput { Id = "i", Label = "When", Value = "09:00", Min = "08:00", Max = "18:00" },
        ["toggle input"] = new AdaptiveToggleInput
        {
            Id = "i",
            Label = "Agreed",
            Title = "Yes",
            Value = "on",
            ValueOn = "on",
            ValueOff = "off",
            Wrap = true
        },
        ["choice input"] = new AdaptiveChoiceSetInput
        {
            Id = "i",
            Label = "Which",
            Choices = [new AdaptiveChoice { Title = "A", Value = "a" }],
            Value = "a",
            Style = AdaptiveChoiceInputStyle.Expanded,
            IsMultiSelect = true,
            Placeholder = "p",
            Wrap = true,
        },
        ["donut"] = new DonutChart("Done", [new DonutSlice("Done", 0, "good")], Fallback) { ColorSet = "categorical" },
        ["gauge"] = new GaugeChart(
            "Ready", 0, [new GaugeSegment("Low", 50, "attention")], Fallback)
        { SubLabel = "of all", ValueFormat = "percentage" },
        ["bars"] = new HorizontalBarChart("Tasks", [new Bar("Denver", 0)], Fallback) { DisplayMode = "PartToWhole" },
        ["columns chart"] = new VerticalBarChart("Tasks", [new Bar("Denver", 3)], Fallback)
        {
            XAxisTitle = "Office",
            YAxisTitle = "Tasks",
            ShowBarValues = true
        },
        ["stacked bars"] = new StackedHorizontalBarChart("Tasks", [new StackedBar("Denver", [new BarPart("Done", 78, "good")])], Fallback),
    };

    public static TheoryData<string> Names => [.. Elements.Keys];

    [ContractTheory]
    [MemberData(nameof(Names))]
    public async Task Each_element_is_what_the_published_schema_says(string name) =>
        Assert.Empty(await CardSchema.ProblemsAsync(CardJson.Of(new AdaptiveCard("1.5") { Body = [Elements[name]] })));

    [Fact]
    public void Every_element_there_is_has_been_looked_at()
    {
        Type[] parts = [typeof(AdaptiveColumn), typeof(AdaptiveTableRow), typeof(AdaptiveTableCell)];
        var known = typeof(AdaptiveElement).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(AdaptiveElement)));

        Assert.Empty(known.Except(parts).Except(Elements.Values.Select(element => element.GetType())));
    }

    [ContractFact]
    public async Task A_whole_card_is_what_the_published_schema_says()
    {
        var card = new AdaptiveCard("1.5")
        {
            Body = [new AdaptiveTextBlock("Hello")],
            Actions = [Actions.Execute("Go", "a.b")],
            Refresh = Actions.Refresh("a.refresh", new JsonObject { ["id"] = "1" }),
            FallbackText = "Update Teams.",
            Speak = "Hello",
            Lang = "en",
            Teams = new TeamsCardProperties
            {
                Width = "Full",
                Entities = [new CardMention("<at>Jo</at>", new MentionedPerson("29:a", "Jo"))]
            },
        };

        Assert.Empty(await CardSchema.ProblemsAsync(CardJson.Of(card)));
    }

    [ContractFact]
    public async Task The_schemas_of_both_versions_refuse_what_neither_knows()
    {
        const string Card = """{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock"}]}""";

        Assert.NotEmpty(await CardSchema.ProblemsAsync(Card, "1.5"));
        Assert.NotEmpty(await CardSchema.ProblemsAsync(Card, "1.6"));
    }

    [ContractFact]
    public async Task The_people_picker_is_known_since_version_1_6()
    {
        var card = CardJson.Of(new AdaptiveCard("1.5")
        {
            Body =
            [
                new AdaptiveChoiceSetInput
                {
                    Id = "who", Label = "Who", DataQuery = TeamsDataQuery.People, Style = AdaptiveChoiceInputStyle.Filtered
                }
            ],
        });

        Assert.Empty(await CardSchema.ProblemsAsync(card, "1.6"));
        Assert.NotEmpty(await CardSchema.ProblemsAsync(card, "1.5"));
    }

    [ContractTheory]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":7}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","colour":"good"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","weight":"heavy"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Hologram"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Input.Text","label":"no id"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":{}}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","actions":[{"type":"Action.OpenUrl"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","surprise":1}""")]
    [InlineData("""{"type":"Container","items":[]}""")]
    public async Task The_validator_does_refuse_a_wrong_card(string card) => Assert.NotEmpty(await CardSchema.ProblemsAsync(card));
}
