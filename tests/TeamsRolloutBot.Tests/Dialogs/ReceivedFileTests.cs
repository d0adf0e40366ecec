using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Documents;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Files and pictures that people send: what is usable is used, what is not is explained, and only
/// the platform's hosts are contacted.
/// </summary>
public sealed class ReceivedFileTests : IDisposable
{
    private const string Address = "https://contoso-my.sharepoint.com/personal/robin/_layouts/15/download.aspx?UniqueId=1&tempauth=x";
    private const string People =
        "Name,Email,Role\nMaria Lopez,maria@contoso.example.com,Accountant\nBob Hale,bob@contoso.example.com,Superintendent\n";

    private readonly FileHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_list_that_is_sent_while_cohorts_are_defined_joins_the_cohort_that_is_saved()
    {
        await using var bot = await StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        _host.Content = Encoding.UTF8.GetBytes(People);

        var shown = await SendAsync(bot, "here is the list", File("members.csv"));
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(await Script.StepAsync(bot, 8), "Ann, ann@contoso.example.com").With("attachedList", "true"));

        Assert.Contains("Add the people in members.csv (2 people)", shown, StringComparison.Ordinal);
        Assert.Equal(3, await MembersAsync(bot));
        Assert.False(_host.HadToken);
        Assert.DoesNotContain(
            "members.csv", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 8)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_was_never_taken_in_is_named_in_the_review()
    {
        await using var bot = await StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        _host.Content = Encoding.UTF8.GetBytes(People);
        await SendAsync(bot, string.Empty, File("members.csv"));

        var review = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 11));

        Assert.Contains("(2 people) was sent in the chat but not added.", review, StringComparison.Ordinal);
        var (verb, data) = CardInputs.Press(review, "Open");
        Assert.Contains("Add the people in members.csv", await bot.PressAsync(Robin, verb, data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_read_with_its_dates()
    {
        await using var bot = await StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 5));
        _host.Content = await WorkbookFile.WriteAsync(
            [
                ["Project", "Number", "Start date", "Under way"], ["Lakeside Tower", "P-14", new DateTime(2027, 4, 1), "no"],
                ["Port Mall", 15, null, "no"]
            ]);

        var answer = await SendAsync(bot, string.Empty, File("projects.xlsx"));

        Assert.DoesNotContain("I can’t read", answer, StringComparison.Ordinal);
        var listed = (await Script.DraftAsync(bot)).Definition.Projects.Listed;
        Assert.Equal(
            [("Lakeside Tower", "P-14", new LocalDate(2027, 4, 1)), ("Port Mall", "15", (LocalDate?)null)],
            listed.Select(project => (project.Name, project.Number, project.Start)));
    }

    [Fact]
    public async Task A_definition_is_imported_whatever_step_is_open()
    {
        await using var bot = await StartAsync();
        await Script.NewAsync(bot);
        _host.Content = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(
            """{"name":"Lake region","manager":{"name":"Robin","email":"robin@contoso.example.com"},"timeZone":"America/Denver","cohorts":[{"name":"Port","goLive":"2027-04-05"}]}""")];

        var answer = await SendAsync(bot, string.Empty, File("lake.json"));

        Assert.Contains("Lake region", answer, StringComparison.Ordinal);
        Assert.Contains(await Script.AllAsync(bot), rollout => rollout.Definition.Name == "Lake region");
    }

    [Fact]
    public async Task A_list_is_people_to_add_where_a_rollout_runs()
    {
        await using var bot = await StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        _host.Content = Encoding.UTF8.GetBytes("Name,Email\nAnn Roe,ann@contoso.example.com");

        var shown = await SendAsync(bot, string.Empty, File("late.csv"));
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("attachedList", "true"));

        Assert.Contains("Add the people in late.csv (1 person)", shown, StringComparison.Ordinal);
        Assert.Equal(3, await MembersAsync(bot));
    }

    [Theory]
    [InlineData("http://contoso-my.sharepoint.com/members.csv")]
    [InlineData("https://contoso-my.sharepoint.com:8443/members.csv")]
    [InlineData("https://contoso-my.sharepoint.com@evil.example/members.csv")]
    [InlineData("https://sharepoint.com.evil.example/members.csv")]
    [InlineData("https://evilsharepoint.com/members.csv")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://localhost/members.csv")]
    [InlineData("http://127.0.0.1:3978/health/details")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("https://…")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Nothing_but_the_platforms_hosts_is_asked_for_a_file(string? address)
    {
        await using var bot = await StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));

        var answer = await SendAsync(bot, "here is the list", File("members.csv", address));

        Assert.Contains("I can’t open “members.csv”.", answer, StringComparison.Ordinal);
        Assert.Equal(0, _host.Requests);
    }

    [Theory]
    [InlineData("http://localhost:56150/files/members.csv", true)]
    [InlineData("http://localhost:3978/health/details", false)]
    [InlineData("http://contoso.example.com/members.csv", false)]
    public async Task In_Development_the_Playground_is_the_platform(string address, bool isAsked)
    {
        await using var bot = await StartAsync("Development");
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        _host.Content = Encoding.UTF8.GetBytes(People);

        await SendAsync(bot, string.Empty, File("members.csv", address), serviceUrl: "http://localhost:56150/_connector");

        Assert.Equal(isAsked ? 1 : 0, _host.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_file_that_is_not_given_is_said(HttpStatusCode status)
    {
        await using var bot = await StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        _host.Status = status;

        Assert.Contains(
            "“members.csv” could not be downloaded.", await SendAsync(bot, string.Empty, File("members.csv")), StringComparison.Ordinal);
        Assert.Equal(1, _host.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_too_large_is_not_taken_whether_it_says_so_or_not(bool saysItsLength)
    {
        await using var bot = await StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        _host.Content = new byte[ReceivedFiles.MostBytes + 1];
        _host.SaysItsLength = saysItsLength;

        Assert.Contains(
            "“members.csv” is larger than 5 MB.", await SendAsync(bot, string.Empty, File("members.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_is_said()
    {
        await using var bot = await StartAsync();
        await bot.PressAsync(Robin, "define.open", await Script.UpToCohortsAsync(bot));
        _host.Content = [0x25, 0x50, 0x44, 0x46, 0x00, 0x01];

        Assert.Contains(
            "I can’t read “plan.pdf”: I read lists as CSV, TSV or Excel (.xlsx), and definitions as JSON.",
            await SendAsync(bot, string.Empty, File("plan.pdf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_file_is_no_answer_to_a_step_that_takes_none(int step)
    {
        await using var bot = await StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, step));
        var before = (await Script.DraftAsync(bot)).DefinitionRevision;
        _host.Content = Encoding.UTF8.GetBytes(People);

        var answer = await SendAsync(bot, string.Empty, File("members.csv"));

        Assert.Contains(
            $"Step {step} doesn’t take files. You can attach lists in step 2, step 4, step 5, step 8.", answer, StringComparison.Ordinal);
        Assert.Equal(before, (await Script.DraftAsync(bot)).DefinitionRevision);
    }

    [Fact]
    public async Task A_question_with_a_picture_says_that_there_is_one()
    {
        await using var bot = await StartAsync("Development");
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");

        var answer = await SendAsync(bot, "ask Why is this red?", Picture(), person: Maria);

        Assert.Contains(
            "I passed on only your words, and said that there is a picture. You may be asked for it.", answer, StringComparison.Ordinal);
        var question = Assert.Single(
            await bot.Get<CohortRepository>().ListQuestionsAsync(new CohortKey(rollout.Id, new CohortId("c1"))).ToListAsync());
        Assert.Equal("Why is this red?\n(They also sent a picture: ask them for it.)", question.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("help")]
    public async Task A_picture_is_never_dropped_silently(string text)
    {
        await using var bot = await StartAsync();

        Assert.Contains("I can’t look at pictures.", await SendAsync(bot, text, Picture()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formatted_text_that_comes_again_as_an_attachment_is_no_file()
    {
        await using var bot = await StartAsync();

        var answer = await SendAsync(bot, "help", new JsonObject { ["contentType"] = "text/html", ["content"] = "<p>help</p>" });

        Assert.DoesNotContain("pictures", answer, StringComparison.Ordinal);
    }

    private Task<BotUnderTest> StartAsync(string environment = "Production") => BotUnderTest.StartAsync(
        environment: environment,
        configure: services => services.Configure<HttpClientFactoryOptions>(
            FileConsents.ClientName, options =>
                options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = new BorrowedHandler(_host))));

    private static JsonObject File(string name, string? address = Address) => new()
    {
        ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
        ["name"] = name,
        ["contentUrl"] = "https://contoso-my.sharepoint.com/personal/robin/Documents/x",
        ["content"] = new JsonObject { ["downloadUrl"] = address, ["uniqueId"] = "u", ["fileType"] = "csv" },
    };

    private static JsonObject Picture() =>
        new() { ["contentType"] = "image/*", ["contentUrl"] = "https://smba.trafficmanager.net/amer/v3/attachments/0-x/views/original" };

    /// <summary>Sends a message with an attachment, and returns the texts of the answers.</summary>
    private static async Task<string> SendAsync(
        BotUnderTest bot, string text, JsonObject attachment, TestPerson? person = null, string? serviceUrl = null)
    {
        var sender = person ?? Robin;
        var before = bot.Teams.Sent.Count;
        var activity = BotUnderTest.In(
            sender.Conversation, ConversationTypes.Personal, sender,
            new JsonObject { ["type"] = "message", ["text"] = text, ["attachments"] = new JsonArray(attachment) });
        activity["conversation"]!["isGroup"] = false;
        activity["serviceUrl"] = serviceUrl ?? activity["serviceUrl"]!.GetValue<string>();
        await bot.HandleAsync(activity);
        return string.Join(
            '\n',
            bot.Teams.Sent.Skip(before).Where(message => message.Conversation == sender.Conversation).Select(message => message.Text));
    }

    private static async Task<int> MembersAsync(BotUnderTest bot)
    {
        var rollout = await Script.DraftAsync(bot);
        return (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, new CohortId("c1")))).Members;
    }

    /// <summary>Serves a file.</summary>
    private sealed class FileHost : HttpMessageHandler
    {
        public byte[] Content { get; set; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public bool SaysItsLength { get; set; } = true;

        public int Requests { get; private set; }

        public bool HadToken { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            HadToken |= request.Headers.Authorization is not null;
            HttpContent content = new StreamContent(new MemoryStream(Content));
            content.Headers.ContentLength = SaysItsLength ? Content.Length : null;
            return Task.FromResult(
                new HttpResponseMessage(Status) { Content = content, Headers = { Location = new Uri("http://169.254.169.254/") } });
        }
    }
}
