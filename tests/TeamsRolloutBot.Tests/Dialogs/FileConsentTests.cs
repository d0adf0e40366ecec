using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Upgrade;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Files outside Development: Teams asks the person whether to save one, and the bot saves it to
/// their own OneDrive.
/// </summary>
public sealed class FileConsentTests : IDisposable
{
    private const string OneDrive = "https://contoso-my.sharepoint.com/personal/robin/_api/v2.0/drive/items/uploadSession?guid=1";

    private readonly UploadTarget _target = new();

    public void Dispose() => _target.Dispose();

    [Fact]
    public async Task An_accepted_file_is_uploaded_whole_told_and_no_longer_kept()
    {
        await using var bot = await StartAsync();
        var (offer, token) = await OfferedAsync(bot, Robin, "my data");

        await AnswerAsync(bot, Robin, "accept", token, OneDrive);

        var (address, range, body, hasToken) = Assert.Single(_target.Uploads);
        Assert.Equal(OneDrive, address);
        Assert.Equal(offer["content"]!["sizeInBytes"]!.GetValue<long>(), body.Length);
        Assert.Equal($"bytes 0-{body.Length - 1}/{body.Length}", range);
        Assert.False(hasToken);
        Assert.Contains(Robin.Email, System.Text.Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        var told = bot.Teams.Attachments.Last();
        Assert.Equal("application/vnd.microsoft.teams.card.file.info", told["contentType"]!.GetValue<string>());
        Assert.Equal(
            ("json", "saved-1"), (told["content"]!["fileType"]!.GetValue<string>(), told["content"]!["uniqueId"]!.GetValue<string>()));
        Assert.DoesNotContain("my-data.json", await StateFile.TextAsync(bot.Get<TableStore>()), StringComparison.Ordinal);

        // Teams repeats an invoke: nothing is done a second time.
        await AnswerAsync(bot, Robin, "accept", token, OneDrive);
        Assert.Single(_target.Uploads);
    }

    [Fact]
    public async Task A_declined_file_is_not_kept()
    {
        await using var bot = await StartAsync();
        var (_, token) = await OfferedAsync(bot, Robin, "my data");

        await AnswerAsync(bot, Robin, "decline", token, null);

        Assert.Empty(_target.Uploads);
        Assert.DoesNotContain("my-data.json", await StateFile.TextAsync(bot.Get<TableStore>()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/upload")]
    [InlineData("http://contoso-my.sharepoint.com/upload")]
    [InlineData("https://contoso-my.sharepoint.com:8443/upload")]
    [InlineData("https://contoso-my.sharepoint.com@evil.example/upload")]
    [InlineData("https://sharepoint.com.evil.example/upload")]
    [InlineData("https://evilsharepoint.com/upload")]
    [InlineData("https://169.254.169.254/upload")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_file_goes_to_the_platforms_hosts_alone(string? address)
    {
        await using var bot = await StartAsync();
        var (_, token) = await OfferedAsync(bot, Robin, "my data");

        await AnswerAsync(bot, Robin, "accept", token, address);

        Assert.Empty(_target.Uploads);
        Assert.Contains("could not be saved", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_file_is_nobodys_also_in_another_tenant()
    {
        await using var bot = await StartAsync();
        var (_, token) = await OfferedAsync(bot, Robin, "my data");

        await AnswerAsync(bot, Sam, "accept", token, OneDrive);
        await AnswerAsync(bot, Sam, "decline", token, OneDrive);
        await AnswerAsync(bot, Robin, "accept", token, OneDrive, tenant: "0aa0aa00-0000-4000-8000-00000000000a");

        Assert.Empty(_target.Uploads);
        await AnswerAsync(bot, Robin, "accept", token, OneDrive);
        Assert.Single(_target.Uploads);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.Found)]
    public async Task An_upload_that_fails_is_said_and_offered_once_more(HttpStatusCode status)
    {
        await using var bot = await StartAsync();
        var (_, token) = await OfferedAsync(bot, Robin, "my data");
        _target.Status = status;

        await AnswerAsync(bot, Robin, "accept", token, OneDrive);
        var again = bot.Teams.Attachments.Last();
        _target.Status = HttpStatusCode.Created;
        await AnswerAsync(bot, Robin, "accept", again["content"]!["acceptContext"]!["file"]!.GetValue<string>(), OneDrive);

        Assert.Equal(2, _target.Uploads.Count);
        Assert.Equal("application/vnd.microsoft.teams.card.file.info", bot.Teams.Attachments.Last()["contentType"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_can_not_be_read_just_now_is_said_and_offered_once_more()
    {
        await using var bot = await StartAsync();
        var (_, token) = await OfferedAsync(bot, Robin, "my data");
        var id = Downloads.IdOf(token);
        var store = bot.Get<TableStore>();
        var part = (await store.GetAsync(Table.Files, id, "part|0000"))!;
        await store.CommitAsync(Table.Files, id, [RowWrite.Delete("part|0000")]);

        await AnswerAsync(bot, Robin, "accept", token, OneDrive);
        Assert.Contains("could not be saved", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
        await store.CommitAsync(Table.Files, id, [RowWrite.Insert("part|0000", part.Values)]);
        await AnswerAsync(bot, Robin, "accept", TokenOf(bot.Teams.Attachments.Last()), OneDrive);

        Assert.Single(_target.Uploads);
    }

    [Fact]
    public async Task A_file_that_has_ended_is_said_so()
    {
        await using var bot = await StartAsync();
        var (_, token) = await OfferedAsync(bot, Robin, "my data");
        await bot.TravelAsync("2027-02-01T17:16:00Z");

        await AnswerAsync(bot, Robin, "accept", token, OneDrive);

        Assert.Empty(_target.Uploads);
        Assert.Contains("This file has expired", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export progress", "progress")]
    [InlineData("export definition", "definition")]
    [InlineData("welcome e-mails", null)]
    [InlineData("export data maria@contoso.example.com", "personal data")]
    public async Task A_file_with_other_peoples_data_is_once_in_the_history_when_it_is_made_and_once_when_it_is_saved(
        string typed, string? recordedAs)
    {
        await using var bot = await StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        if (recordedAs is null)
        {
            (typed, recordedAs) = ("email.file", "welcome e-mails");
            await bot.PressAsync(Robin, typed, Script.Data(rollout));
        }
        else
        {
            await bot.SayAsync(Robin, typed);
        }

        await AnswerAsync(bot, Robin, "accept", TokenOf(bot.Teams.Attachments.Last()), OneDrive);

        var entries = (await bot.Get<AuditRepository>().ListAsync(rollout.Id).ToListAsync()).Where(entry => entry.Detail == recordedAs)
            .ToList();
        Assert.Equal([AuditAction.Downloaded, AuditAction.Exported], entries.Select(entry => entry.Action));
    }

    [Fact]
    public async Task What_an_administrator_has_of_somebody_is_in_the_log_of_the_tenant()
    {
        await using var bot = await StartAsync(new() { ["Rollouts:Administrators:0"] = Sam.ObjectId });
        await Script.LaunchAsync(bot);

        await bot.SayAsync(Sam, $"export data {Maria.Email}");

        Assert.Contains("exported Maria Lopez", Assert.Single(await bot.SayAsync(Sam, "tenant log")), StringComparison.Ordinal);
        Assert.Contains("You can’t see that", Assert.Single(await bot.SayAsync(Robin, "tenant log")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Public", "Automatic", false)]
    [InlineData("Gcc", "Automatic", false)]
    [InlineData("GccHigh", "Automatic", true)]
    [InlineData("DoD", "Automatic", true)]
    [InlineData("China", "Automatic", true)]
    [InlineData("Public", "Link", true)]
    public async Task Where_Teams_gives_bots_no_files_or_a_setting_says_so_there_is_a_link(string cloud, string way, bool isLink)
    {
        await using var bot = await StartAsync(new() { ["Bot:Cloud"] = cloud, ["Files:Way"] = way });
        var before = bot.Teams.Attachments.Count;

        var answer = Assert.Single(await bot.SayAsync(Robin, "my data"), message => message.Length > 0);

        Assert.Equal(isLink, answer.Contains("/download/", StringComparison.Ordinal));
        Assert.Equal(isLink ? 0 : 1, bot.Teams.Attachments.Count - before);
    }

    private async Task<BotUnderTest> StartAsync(Dictionary<string, string?>? settings = null) => await BotUnderTest.StartAsync(
        environment: "Production",
        settings: settings,
        configure: services =>
        {
            // The bot reads its cloud from here, as it does in a host.
            services.AddOptions<TeamsRolloutBot.Protocol.Authentication.BotOptions>().BindConfiguration("Bot");
            services.Configure<HttpClientFactoryOptions>(
                FileConsents.ClientName, options =>
                    options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = new BorrowedHandler(_target)));
        });

    private static async Task<(JsonNode Offer, string Token)> OfferedAsync(BotUnderTest bot, TestPerson person, string text)
    {
        await bot.SayAsync(person, text);
        var offer = bot.Teams.Attachments.Last();
        Assert.Equal("application/vnd.microsoft.teams.card.file.consent", offer["contentType"]!.GetValue<string>());
        return (offer, TokenOf(offer));
    }

    private static string TokenOf(JsonNode offer) => offer["content"]!["acceptContext"]!["file"]!.GetValue<string>();

    private static async Task AnswerAsync(
        BotUnderTest bot, TestPerson person, string action, string token, string? uploadUrl, string? tenant = null)
    {
        var activity = BotUnderTest.In(person.Conversation, ConversationTypes.Personal, person, new JsonObject
        {
            ["type"] = "invoke",
            ["name"] = "fileConsent/invoke",
            ["replyToId"] = "1",
            ["value"] = new JsonObject
            {
                ["type"] = "fileUpload",
                ["action"] = action,
                ["context"] = new JsonObject { ["file"] = token },
                ["uploadInfo"] = new JsonObject
                {
                    ["uploadUrl"] = uploadUrl,
                    ["contentUrl"] = "https://contoso-my.sharepoint.com/personal/robin/Documents/file",
                    ["name"] = "file",
                    ["uniqueId"] = "saved-1",
                    ["fileType"] = "json",
                },
            },
        });
        activity["conversation"]!["isGroup"] = false;
        if (tenant is not null)
        {
            activity["conversation"]!["tenantId"] = tenant;
        }

        await bot.HandleAsync(activity);
    }

    /// <summary>Accepts uploads and remembers them.</summary>
    private sealed class UploadTarget : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.Created;

        public List<(string Address, string Range, byte[] Body, bool HasToken)> Uploads { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Uploads.Add((
                request.RequestUri!.AbsoluteUri,
                request.Content!.Headers.ContentRange!.ToString(),
                await request.Content.ReadAsByteArrayAsync(cancellationToken),
                request.Headers.Authorization is not null));
            return new HttpResponseMessage(Status);
        }
    }
}
