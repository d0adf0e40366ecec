using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using NodaTime.Testing;
using TeamsRolloutBot.Delivery.Sending;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Pacing;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// The welcome e-mails: sent if permitted, otherwise handed over. They are due 14 days before
/// go-live on March 15, 2027.
/// </summary>
public sealed class GraphMailTests
{
    private const string SendMail = "POST /users/{user-id}/sendMail";
    private const string BeforeMail = "2027-02-28T00:00:00Z";
    private const string MailDay = "2027-03-01T16:00:00Z";

    [Fact]
    public async Task Everybody_gets_an_e_mail_of_their_own_from_the_configured_mailbox()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant\nRobin Hale, {Robin.Email}, Project Manager");

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.Equal([Maria.Email, Robin.Email], stub.Tenant.Mails.Select(mail => To(mail.Message)).Order());
        Assert.All(stub.Tenant.Mails, mail => Assert.Equal(GraphUnderTest.Mailbox, mail.From));
        var maria = stub.Tenant.Mails.Single(mail => To(mail.Message) == Maria.Email).Message;
        Assert.Equal("html", (string?)maria["body"]!["contentType"]);
        Assert.Contains("Maria Lopez", Text(maria), StringComparison.Ordinal);
        Assert.Contains("Invoice Administrator", Text(maria), StringComparison.Ordinal);
        Assert.Contains("Monday, March 8", Text(maria), StringComparison.Ordinal);
        Assert.DoesNotContain("{", Text(maria), StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Teams.Sent, message => message.Text.Contains("Welcome e-mails for HQ Denver", StringComparison.Ordinal));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task Each_gets_it_in_their_language_with_their_tasks_below_it()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant\nRobin Hale, {Robin.Email}, Project Manager");
        await bot.SayAsync(Maria, "español");

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        var maria = (string)stub.Tenant.Mails.Single(mail => To(mail.Message) == Maria.Email).Message["body"]!["content"]!;
        Assert.StartsWith("<!DOCTYPE html><html lang=\"es\">", maria, StringComparison.Ordinal);
        Assert.Contains("Tu lista", maria, StringComparison.Ordinal);
        Assert.Contains("lunes, 15 de marzo", maria, StringComparison.Ordinal);
        var robin = (string)stub.Tenant.Mails.Single(mail => To(mail.Message) == Robin.Email).Message["body"]!["content"]!;
        Assert.StartsWith("<!DOCTYPE html><html lang=\"en\">", robin, StringComparison.Ordinal);
        Assert.Contains("Your checklist", robin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_managers_task_of_sending_it_is_ticked_by_itself()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (_, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant");

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        var sam = await bot.Get<CohortRepository>()
            .FindParticipantAsync(new CohortKey(rollout.Id, new CohortId("c1")), PersonId.Parse(Sam.ObjectId)!.Value);
        Assert.True(sam!.Progress.Done.ContainsKey(WelcomeMail.ManagersTask));
    }

    [Fact]
    public async Task An_e_mail_whose_task_can_not_be_ticked_is_sent_once_all_the_same()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        ObservedStore? store = null;
        await using var bot = await BotUnderTest.StartAsync(
            over: all => store = new ObservedStore(all), settings: GraphUnderTest.Settings(stub));
        GraphUnderTest.SignIn(bot.Services);
        var rollout = await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant");
        await bot.TravelAsync(BeforeMail);
        var isAway = true;
        store!.Before = call =>
        {
            if (!isAway || call.Table != Table.Cohorts || stub.Tenant.Mails.IsEmpty)
            {
                return null;
            }

            isAway = false;
            return new StorageException("away", isTransient: true);
        };

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.False(isAway);
        Assert.Single(stub.Tenant.Mails);
        var maria = bot.Get<CohortRepository>()
            .ListSentToAsync(new CohortKey(rollout.Id, new CohortId("c1")), PersonId.Parse(Maria.ObjectId)!.Value, default);
        var mail = await maria.SingleAsync(delivery => delivery.Key.Touchpoint is { Kind: Domain.Timeline.TouchpointKind.Email });
        Assert.Equal(DeliveryState.Sent, mail.State);
    }

    [Fact]
    public void What_is_filled_in_and_what_surrounds_it_is_text_and_not_HTML()
    {
        var html = WelcomeHtml.Write(
            new WelcomeText(
                "A <b> & \"c\"",
                "Hello <script>alert(1)</script> & {role},\n\n- one\n- https://e.example/?a=1&b=\"2\"\nafter\n\njavascript:alert(1)"));

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("Hello &lt;script&gt;alert(1)&lt;/script&gt; &amp; {role},", html, StringComparison.Ordinal);
        Assert.Contains(
            "<ul><li>one</li><li><a "
                + "href=\"https://e.example/?a=1&amp;b=\">https://e.example/?a=1&amp;b=</a>&quot;2&quot;</li></ul><p>after</p>",
            html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_looks_like_a_merge_field_or_has_line_breaks_stays_a_name()
    {
        Gen.String[0, 60].Sample(name =>
        {
            var html = WelcomeHtml.Write(new WelcomeText("s", $"Hello {name}."));
            var text = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", string.Empty));
            return !html[(html.IndexOf("<body", StringComparison.Ordinal) + 5)..].Contains("<script", StringComparison.OrdinalIgnoreCase)
                && text.Contains("Hello", StringComparison.Ordinal);
        });
    }

    [Fact]
    public void In_no_minute_are_more_slots_than_the_limit() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 200], Gen.Int[0, 90]).Sample((perMinute, count, pause) =>
        {
            var clock = new FakeClock(Instant.FromUtc(2027, 3, 1, 16, 0));
            var pace = new MailPace(perMinute, new OneInstance(), clock);
            var slots = new List<Instant>();
            for (var number = 0; number < count; number++)
            {
                slots.Add(pace.SlotOf(Key(number)));
                clock.AdvanceSeconds(number % 7 == 0 ? pause : 0);
            }

            return slots.All(slot => slots.Count(other => other >= slot && other <= slot + Duration.FromMinutes(1)) <= perMinute)
                && Enumerable.Range(0, count).All(number => pace.SlotOf(Key(number)) == slots[number]);
        });

    [Fact]
    public async Task A_long_list_waits_its_turn_and_nobody_is_forgotten()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        var people = Enumerable.Range(1000, 70)
            .Select(number => stub.Tenant.Add($"Person {number}", $"p{number}@contoso.example.com", number)).ToList();
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        await BotOnGraph.LaunchAsync(bot, string.Join('\n', people.Select(person => $"{person.Name}, {person.Email}")));

        await bot.TravelAsync("2027-03-01T16:00:59Z");
        Assert.InRange(stub.Tenant.Mails.Count, 25, 30);
        await bot.TravelAsync("2027-03-01T16:01:59Z");
        Assert.InRange(stub.Tenant.Mails.Count, 55, 60);
        await bot.TravelAsync("2027-03-01T16:30:00Z");

        Assert.Equal(people.Select(person => person.Email).Order(), stub.Tenant.Mails.Select(mail => To(mail.Message)).Order());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_Exchange_could_not_take_is_sent_later_once(int status)
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant");
        await bot.TravelAsync(BeforeMail);
        stub.Script(SendMail, GraphAnswer.Error(status, "Whatever", retryAfter: TimeSpan.FromSeconds(60)));

        await bot.TravelAsync(MailDay);
        Assert.Empty(stub.Tenant.Mails);
        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.Single(stub.Tenant.Mails);
    }

    [Fact]
    public async Task A_permission_withdrawn_half_way_hands_the_rest_over_and_costs_nobody_their_e_mail()
    {
        await using var graph = await BotOnGraph.StartAsync();
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant\nRobin Hale, {Robin.Email}");
        await bot.TravelAsync(BeforeMail);
        stub.ScriptWhere(
            request => request.Template == SendMail && stub.Tenant.Mails.Count == 1, GraphAnswer.Error(403, "ErrorAccessDenied"));

        await bot.TravelAsync("2027-03-01T18:00:00Z");

        Assert.Single(stub.Tenant.Mails);
        Assert.Single(
            bot.Teams.Sent,
            message =>
                message.Conversation == StubTenant.ChatOf(Sam.ObjectId)
                    && message.Text.Contains("Welcome e-mails for HQ Denver", StringComparison.Ordinal));
        Assert.Contains(
            "“mail” has stopped working", await bot.PressAsync(Robin, "status.show", Script.Data(rollout)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_the_texts_are_handed_over_as_a_card_and_a_file()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.Script(SendMail, GraphAnswer.Error(403, "ErrorAccessDenied"), times: 100);
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var rollout = await BotOnGraph.LaunchAsync(
            bot, $"Maria Lopez, {Maria.Email}, Accountant\n=cmd|'x'!A0, formula@partner.example.com");

        await bot.TravelAsync("2027-03-01T18:00:00Z");
        var card = await bot.PressAsync(Robin, "email.file", Script.Data(rollout));

        Assert.Contains("Done. See below.", card, StringComparison.Ordinal);
        var link = bot.Teams.To(Robin)[^1].Text.Split('\n').Single(line => line.Contains("/download/", StringComparison.Ordinal));
        var file = await bot.DownloadAsync(link);
        Assert.Contains("\"Email\",\"Name\",\"Role\",\"TrainingDate\"", file, StringComparison.Ordinal);
        Assert.Contains($"\"{Maria.Email}\",\"Maria Lopez\",\"Invoice Administrator\",", file, StringComparison.Ordinal);
        Assert.Contains("\"'=cmd|'x'!A0\"", file, StringComparison.Ordinal);
        Assert.DoesNotContain("\"=cmd", file, StringComparison.Ordinal);

        await bot.PressAsync(Stranger, "email.file", Script.Data(rollout));
        Assert.DoesNotContain(bot.Teams.To(Stranger), message => message.Text.Contains("/download/", StringComparison.Ordinal));
    }

    private static DeliveryKey Key(int number) =>
        new(new CohortKey(new RolloutId("r"), new CohortId("c1")), PersonId.FromEmail($"p{number}@e.example"), "phase1.email", "00000");

    private static string? To(JsonNode message) => (string?)message["toRecipients"]![0]!["emailAddress"]!["address"];

    private static string Text(JsonNode message) => WebUtility.HtmlDecode((string?)message["body"]!["content"])!.Split("<body", 2)[1];

}
