using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// The e-mail to a subcontractor: sent from the configured mailbox to a permitted domain, once Send
/// is pressed on the preview.
/// </summary>
public sealed class SubcontractorMailTests
{
    private const string SendMail = "POST /users/{user-id}/sendMail";

    [Fact]
    public async Task It_goes_out_from_the_mailbox_when_Send_is_pressed_and_not_before()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, "granite.example.com");
        var data = await AddAsync(bot, Robin);

        var preview = await bot.PressForJsonAsync(Robin, "sub.mail", data);
        Assert.Contains("goes out from the company", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.", preview, StringComparison.Ordinal);
        Assert.Empty(stub.Tenant.Mails);
        var said = await PressSendAsync(bot, preview);

        Assert.Contains("The e-mail to billing@granite.example.com is sent.", said, StringComparison.Ordinal);
        var (from, message) = Assert.Single(stub.Tenant.Mails);
        Assert.Equal(GraphUnderTest.Mailbox, from);
        var to = Assert.Single(message["toRecipients"]!.AsArray())!["emailAddress"]!;
        Assert.Equal(("billing@granite.example.com", "Granite & Sons"), ((string?)to["address"], (string?)to["name"]));
        Assert.Equal("html", (string?)message["body"]!["contentType"]);
        var text = (string)message["body"]!["content"]!;
        Assert.Contains("Granite &amp; Sons gets an invitation", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text.Split("<body", 2)[1], StringComparison.Ordinal);
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task A_domain_that_is_not_allowed_gets_nothing_not_even_by_the_data_of_a_Send()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, "elsewhere.example.com");
        var data = await AddAsync(bot, Robin);

        var preview = await bot.PressForJsonAsync(Robin, "sub.mail", data);
        Assert.DoesNotContain(CardInputs.ActionsOf(preview), action => (string?)action["title"] == "Send");
        var said = await bot.PressAsync(Robin, "sub.mail", data.With("confirm", true));

        Assert.Contains("the bot can’t write to this domain", said, StringComparison.Ordinal);
        Assert.Empty(stub.Tenant.Mails);
    }

    [Fact]
    public async Task Who_does_not_look_after_it_can_not_send_it()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, "granite.example.com");
        var data = await AddAsync(bot, Robin);

        var said = await bot.PressAsync(Sam, "sub.mail", data.With("confirm", true));

        Assert.DoesNotContain("is sent", said, StringComparison.Ordinal);
        Assert.Empty(stub.Tenant.Mails);
        await bot.PressAsync(Robin, "sub.mail", data.With("confirm", true));
        Assert.Single(stub.Tenant.Mails);
    }

    [Theory]
    [InlineData(429, "Try again later.")]
    [InlineData(400, "is the address right?")]
    [InlineData(403, "the bot can’t send mail here.")]
    public async Task What_Exchange_does_not_take_is_said_and_can_be_copied(int status, string reason)
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, "granite.example.com");
        var data = await AddAsync(bot, Robin);
        stub.Script(SendMail, GraphAnswer.Error(status, "Whatever"), times: 20);

        var card = await bot.PressForJsonAsync(Robin, "sub.mail", data.With("confirm", true));

        Assert.Contains(reason, card, StringComparison.Ordinal);
        Assert.Contains("gets an invitation", (string)CardInputs.Find(card, "text")["value"]!, StringComparison.Ordinal);
        Assert.Empty(stub.Tenant.Mails);
    }

    [Fact]
    public async Task A_permission_that_was_withdrawn_is_said_in_status()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await StartAsync(stub, "granite.example.com");
        var data = await AddAsync(bot, Robin);
        await bot.PressAsync(Robin, "sub.mail", data.With("confirm", true));
        stub.Script(SendMail, GraphAnswer.Error(403, "ErrorAccessDenied"), times: 20);

        await bot.PressAsync(Robin, "sub.mail", data.With("confirm", true));

        Assert.Contains("“mail” has stopped working", Assert.Single(await bot.SayAsync(Robin, "status")), StringComparison.Ordinal);
    }

    private static async Task<BotUnderTest> StartAsync(GraphStub stub, string allowedDomain)
    {
        var bot = await BotUnderTest.StartAsync(
            settings: new Dictionary<string, string?>(GraphUnderTest.Settings(stub)) { ["Mail:AllowedDomains:0"] = allowedDomain });
        GraphUnderTest.SignIn(bot.Services);
        return bot;
    }

    private static async Task<JsonObject> AddAsync(BotUnderTest bot, TestPerson by)
    {
        var rollout = await BotOnGraph.LaunchAsync(bot, $"Maria Lopez, {Maria.Email}, Accountant");
        await bot.PressAsync(
            by, "sub.add", Script.Data(rollout).With("subcontractors", "Granite & Sons, billing@granite.example.com"));
        var added = Assert.Single(await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id));
        return Script.Data(rollout).With("subcontractor", added.Id);
    }

    private static async Task<string> PressSendAsync(BotUnderTest bot, string card)
    {
        var send = CardInputs.ActionsOf(card).Single(action => (string?)action["title"] == "Send");
        return await bot.PressAsync(Robin, "sub.mail", send["data"]!.DeepClone().AsObject());
    }
}
