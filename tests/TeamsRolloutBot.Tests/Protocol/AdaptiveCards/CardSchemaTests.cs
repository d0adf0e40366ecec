using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Protocol.AdaptiveCards;

public sealed class CardSchemaTests
{
    private static readonly FactSet Facts = new([new Fact("Denver", "78 of 110")]);

    /// <summary>Every element, with every property it has.</summary>
    private static readonly Dictionary<string, AdaptiveElement> Elements = new()
    {
        ["text"] = new TextBlock("Hello")
        {
            Id = "t",
            Size = TextSize.ExtraLarge,
            Weight = TextWeight.Bolder,
            Color = TextColor.Attention,
            FontType = FontType.Monospace,
            Style = TextBlockStyle.Heading,
            IsSubtle = false,
            MaxLines = 3,
            HorizontalAlignment = HorizontalAlignment.Center,
            Spacing = Spacing.ExtraLarge,
            Separator = true,
            Height = BlockHeight.Stretch,
            IsVisible = false,
            Fallback = new TextBlock("instead"),
        },
        ["rich text"] = new RichTextBlock([new TextRun("x")
        {
            Size = TextSize.Small,
            Weight = TextWeight.Lighter,
            Color = TextColor.Good,
            IsSubtle = true,
            Italic = true,
            Strikethrough = true,
            SelectAction = new OpenUrlAction("https://example.com/"),
        }])
        {
            HorizontalAlignment = HorizontalAlignment.Right,
        },
        ["image"] = new Image("https://example.com/a.png", "A plan")
        {
            Size = ImageSize.Medium,
            Style = ImageStyle.Person,
            Width = "48px",
            HorizontalAlignment = HorizontalAlignment.Left,
            SelectAction = new OpenUrlAction("https://example.com/"),
        },
        ["container"] = new Container([new TextBlock("in")])
        {
            Style = ContainerStyle.Emphasis,
            Bleed = true,
            MinHeight = "80px",
            VerticalContentAlignment = VerticalAlignment.Bottom,
            SelectAction = new ExecuteAction { Verb = "a.b" },
        },
        ["columns"] = new ColumnSet(
        [
            new Column([new TextBlock("a")]) { Width = ColumnWidth.Auto },
            new Column([new TextBlock("b")]) { Width = ColumnWidth.Stretch, Style = ContainerStyle.Good, Bleed = true, Spacing = Spacing.None },
            new Column([]) { Width = ColumnWidth.Weight(2.5), Id = "c", IsVisible = true, Separator = true, MinHeight = "9px" },
            new Column([]) { Width = ColumnWidth.Pixels(48), VerticalContentAlignment = VerticalAlignment.Center, SelectAction = new ExecuteAction() },
        ])
        {
            Style = ContainerStyle.Default,
            Bleed = true,
            HorizontalAlignment = HorizontalAlignment.Center,
        },
        ["facts"] = Facts,
        ["table"] = new Table([new TableColumn(1), new TableColumn(2)], [new TableRow([new TableCell([new TextBlock("x")]) { Style = ContainerStyle.Accent }])])
        {
            FirstRowAsHeader = false,
            ShowGridLines = false,
            GridStyle = ContainerStyle.Warning,
        },
        ["actions"] = new ActionSet(
        [
            Actions.Execute("Tick", "task.set", new ActionData { ["task"] = "t1", ["done"] = true, ["n"] = 3 }, ActionStyle.Positive, AssociatedInputs.None),
            Actions.OpenUrl("Open (in browser)", SafeLink.Create("https://example.com/")),
            new ToggleVisibilityAction(["t"]) { Title = "More", Tooltip = "Shows more", Mode = ActionMode.Secondary, IconUrl = "https://example.com/i.png" },
            new ShowCardAction(new AdaptiveCard { Body = [new TextBlock("inner")] }) { Title = "Show", Id = "s", IsEnabled = false },
        ]),
        ["text input"] = new TextInput("i", "Name")
        {
            IsRequired = true,
            ErrorMessage = "Say it.",
            Value = "v",
            Placeholder = "p",
            IsMultiline = true,
            MaxLength = 20,
            Regex = "^a",
            Style = TextInputStyle.Email,
        },
        ["number input"] = new NumberInput("i", "How many") { Value = 1.5, Min = 0, Max = 9, Placeholder = "p" },
        ["date input"] = new DateInput("i", "When") { Value = "2027-03-01", Min = "2027-01-01", Max = "2027-12-31" },
        ["time input"] = new TimeInput("i", "When") { Value = "09:00", Min = "08:00", Max = "18:00" },
        ["toggle input"] = new ToggleInput("i", "Agreed", "Yes") { Value = "on", ValueOn = "on", ValueOff = "off" },
        ["choice input"] = new ChoiceSetInput("i", "Which", [new Choice("A", "a")])
        {
            Value = "a",
            Style = ChoiceInputStyle.Expanded,
            IsMultiSelect = true,
            Placeholder = "p",
        },
        ["written"] = WrittenElement.Of(new TextBlock("Written before")),
        ["donut"] = new DonutChart("Done", [new DonutSlice("Done", 0, "good")], Facts) { ColorSet = "categorical" },
        ["gauge"] = new GaugeChart("Ready", 0, [new GaugeSegment("Low", 50, "attention")], Facts) { SubLabel = "of all", ValueFormat = "percentage" },
        ["bars"] = new HorizontalBarChart("Tasks", [new Bar("Denver", 0)], Facts) { DisplayMode = "PartToWhole" },
        ["columns chart"] = new VerticalBarChart("Tasks", [new Bar("Denver", 3)], Facts) { XAxisTitle = "Office", YAxisTitle = "Tasks", ShowBarValues = true },
        ["stacked bars"] = new StackedHorizontalBarChart("Tasks", [new StackedBar("Denver", [new BarPart("Done", 78, "good")])], Facts),
    };

    public static TheoryData<string> Names => [.. Elements.Keys];

    [ContractTheory]
    [MemberData(nameof(Names))]
    public async Task Each_element_is_what_the_published_schema_says(string name) =>
        Assert.Empty(await CardSchema.ProblemsAsync(CardJson.Of(new AdaptiveCard { Body = [Elements[name]] })));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_element_written_before_goes_out_like_the_element_itself(string name) =>
        Assert.Equal(CardJson.Of(Elements[name]), CardJson.Of(WrittenElement.Of(Elements[name])));

    [Fact]
    public void Every_element_there_is_has_been_looked_at()
    {
        var known = typeof(AdaptiveElement).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(AdaptiveElement)));

        Assert.Empty(known.Except(Elements.Values.Select(element => element.GetType())));
    }

    [ContractFact]
    public async Task A_whole_card_is_what_the_published_schema_says()
    {
        var card = new AdaptiveCard
        {
            Body = [new TextBlock("Hello")],
            Actions = [Actions.Execute("Go", "a.b")],
            Refresh = Actions.Refresh("a.refresh", new ActionData { ["id"] = "1" }, ["29:a"]),
            FallbackText = "Update Teams.",
            Speak = "Hello",
            Lang = "en",
            Teams = new TeamsCardProperties { Width = "Full", Entities = [new CardMention("<at>Jo</at>", new MentionedPerson("29:a", "Jo"))] },
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
        var card = CardJson.Of(new AdaptiveCard { Body = [new ChoiceSetInput("who", "Who", []) { ChoicesData = DataQuery.People, Style = ChoiceInputStyle.Filtered }] });

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
