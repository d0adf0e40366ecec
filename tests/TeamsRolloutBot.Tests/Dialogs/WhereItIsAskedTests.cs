using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Where something is asked, where it is answered, and which chat is somebody's own.
/// </summary>
public sealed class WhereItIsAskedTests
{
    private const string Group = "19:group@thread.v2";
    private const string Checklist = "Your Procore Pay checklist";

    [Theory]
    [InlineData("my data")]
    [InlineData("my checklist")]
    [InlineData("people")]
    [InlineData("export progress")]
    [InlineData("history")]
    [InlineData("welcome e-mails")]
    [InlineData("forget maria@contoso.example.com")]
    public async Task In_a_group_chat_one_neutral_line_is_said_and_the_answer_goes_to_the_askers_own_chat(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        var before = bot.Teams.Sent.Count;

        await InGroupAsync(bot, Robin, typed);

        var sent = bot.Teams.Sent.Skip(before).ToList();
        Assert.Equal("I answered you in our private chat.", Assert.Single(sent, message => message.Conversation == Group).Text);
        Assert.Contains(sent, message => message.Conversation == Robin.Conversation);
        Assert.Equal(sent.Count, sent.Count(message => message.Conversation is Group || message.Conversation == Robin.Conversation));
    }

    [Fact]
    public async Task Who_has_no_chat_with_the_bot_is_told_to_open_one_and_nothing_is_done()
    {
        await using var bot = await BotUnderTest.StartAsync();

        await InGroupAsync(bot, Sam, "new rollout");

        Assert.Contains("Open a chat with me", Assert.Single(bot.Teams.Sent).Text, StringComparison.Ordinal);
        Assert.Null(await bot.Get<UserRepository>().FindDialogAsync(BotUnderTest.Tenant, IdOf(Sam), Group));
    }

    [Theory]
    [InlineData("help")]
    [InlineData("hello")]
    public async Task What_says_the_same_to_everybody_is_answered_where_it_was_asked(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        var before = bot.Teams.Sent.Count;

        await InGroupAsync(bot, Robin, typed);

        var answer = Assert.Single(bot.Teams.Sent.Skip(before));
        Assert.Equal(Group, answer.Conversation);
        Assert.Contains("I answer in our private chat", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Mountain region", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_in_a_group_chat_leaves_the_shared_message_as_it_is()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var before = bot.Teams.Sent.Count;

        var answer = await bot.HandleAsync(
            BotUnderTest.In(Group, ConversationTypes.GroupChat, Robin, Press("status.show", Script.Data(rollout))));

        Assert.DoesNotContain("Mountain region", ResponseText.Of(answer!), StringComparison.Ordinal);
        Assert.Contains("our private chat", ResponseText.Of(answer!), StringComparison.Ordinal);
        Assert.All(bot.Teams.Sent.Skip(before), message => Assert.Equal(Robin.Conversation, message.Conversation));
    }

    [Fact]
    public async Task A_typed_line_answers_a_step_only_in_the_conversation_in_which_the_step_is_open()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Robin, "new rollout");

        await InGroupAsync(bot, Robin, "thanks, that was quick!");
        await InGroupAsync(bot, Robin, "next");
        await InGroupAsync(bot, Robin, "cancel");

        var draft = await Script.DraftAsync(bot);
        Assert.Equal((string.Empty, 1), (draft.Definition.Name, draft.Step));
        Assert.DoesNotContain(
            bot.Teams.Sent, message => message.Conversation == Group && message.Text.Contains("STEP", StringComparison.Ordinal));

        // Nor does another chat of the same person, in a client that was set up again.
        await bot.HandleAsync(
            BotUnderTest.In("a:another", ConversationTypes.Personal, Robin, new JsonObject { ["type"] = "message", ["text"] = "thanks" }));
        Assert.Equal(string.Empty, (await Script.DraftAsync(bot)).Definition.Name);
        await bot.SayAsync(Robin, "Mountain region");
        Assert.Equal("Mountain region", (await Script.DraftAsync(bot)).Definition.Name);
    }

    [Theory]
    [InlineData("groupChat")]
    [InlineData("channel")]
    [InlineData("something newer")]
    [InlineData(null)]
    public async Task Only_what_the_client_calls_personal_is_somebodys_own_chat(string? conversationType)
    {
        await using var bot = await BotUnderTest.StartAsync(environment: "Production");
        await Script.LaunchAsync(bot);
        var activity = BotUnderTest.In(Group, conversationType, Maria, new JsonObject { ["type"] = "message", ["text"] = "hello" });
        activity["conversation"]!.AsObject().Remove("isGroup");

        await bot.HandleAsync(activity);
        await bot.TravelAsync("2027-02-22T17:00:00Z");

        Assert.Equal(
            Maria.Conversation, (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, IdOf(Maria)))!.ConversationId);
        Assert.DoesNotContain(
            bot.Teams.Sent, message => message.Conversation == Group && message.Text.Contains(Checklist, StringComparison.Ordinal));
        Assert.Contains(bot.Teams.To(Maria), message => message.Text.Contains(Checklist, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_local_client_may_leave_out_what_kind_of_chat_it_is_and_replaces_no_known_one()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var unclear = BotUnderTest.In("a:local", null, Maria, new JsonObject { ["type"] = "message", ["text"] = "hello" });
        unclear["conversation"]!.AsObject().Remove("isGroup");

        await bot.HandleAsync((JsonObject)unclear.DeepClone());
        Assert.Equal("a:local", (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, IdOf(Maria)))!.ConversationId);

        await bot.SayAsync(Maria, "hello");
        await bot.HandleAsync(unclear);
        Assert.Equal(
            Maria.Conversation, (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, IdOf(Maria)))!.ConversationId);
    }

    [Theory]
    [InlineData(Group, "channel", Reachability.Installed)]
    [InlineData(Group, "groupChat", Reachability.Installed)]
    [InlineData("a:another", "personal", Reachability.Installed)]
    [InlineData("a:chat-2", "personal", Reachability.Blocked)]
    public async Task Taken_out_of_a_conversation_the_bot_keeps_its_chat_with_the_person_unless_it_is_that_one(
        string conversation, string type, object expected)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await bot.SayAsync(Maria, "hello");

        await bot.HandleAsync(
            BotUnderTest.In(conversation, type, Maria, new JsonObject { ["type"] = "installationUpdate", ["action"] = "remove" }));

        var reference = (await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, IdOf(Maria)))!;
        Assert.Equal(expected, reference.Reachability);
        Assert.Equal(Maria.Conversation, reference.ConversationId);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_conversation_id_that_is_a_path_is_nobodys(string conversation)
    {
        await using var bot = await BotUnderTest.StartAsync();

        await bot.HandleAsync(
            BotUnderTest.In(conversation, ConversationTypes.Personal, Maria, new JsonObject { ["type"] = "message", ["text"] = "hello" }));

        Assert.Empty(bot.Teams.Sent);
        Assert.Null(await bot.Get<UserRepository>().FindReferenceAsync(BotUnderTest.Tenant, IdOf(Maria)));
    }

    [Fact]
    public async Task A_press_that_comes_twice_is_done_once_and_answered_the_same_both_times()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var press = BotUnderTest.In(Robin.Conversation, ConversationTypes.Personal, Robin, Press(
            "cohort.add",
            Script.Data(rollout).With("cohortName", "Boulder").With("goLive", "2027-05-03").With("cohortZone", "America/Denver")
                .With("leadTyped", Sam.Email).With("members", Maria.Email)));
        press["conversation"]!["isGroup"] = false;

        var answers = await Task.WhenAll(bot.HandleAsync((JsonObject)press.DeepClone()), bot.HandleAsync((JsonObject)press.DeepClone()));
        var later = await bot.HandleAsync(press);

        Assert.Contains("Boulder is part of the rollout", ResponseText.Of(later!), StringComparison.Ordinal);
        Assert.All(answers, answer => Assert.Equal(ResponseText.JsonOf(later!), ResponseText.JsonOf(answer!)));
        Assert.Equal(["HQ Denver", "Boulder"], (await Script.DraftAsync(bot)).Definition.Cohorts.Select(cohort => cohort.Name));
    }

    [Fact]
    public async Task The_first_step_pressed_twice_stays_answered_by_the_second_step()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var press = BotUnderTest.In(
            Robin.Conversation, ConversationTypes.Personal, Robin,
            Press("define.next", (await Script.NewAsync(bot)).With("name", "Retry").With("zone", "America/Denver")));

        var first = ResponseText.Of((await bot.HandleAsync((JsonObject)press.DeepClone()))!);
        var second = ResponseText.Of((await bot.HandleAsync(press))!);

        Assert.Contains("STEP 2 OF 11", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_double_click_is_answered_like_one_click()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = (await Script.NewAsync(bot)).With("name", "Retry").With("zone", "America/Denver");

        // Two presses, each a separate activity, and the second comes before the first is answered.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => bot.PressAsync(Robin, "define.next", (JsonObject)data.DeepClone())));

        Assert.All(answers, answer => Assert.Contains("STEP 2 OF 11", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_comes_again_at_an_instance_that_has_not_seen_it_is_answered_and_not_done_twice()
    {
        var first = await BotUnderTest.StartAsync();
        var start = BotUnderTest.In(
            Robin.Conversation, ConversationTypes.Personal, Robin, new JsonObject { ["type"] = "message", ["text"] = "new rollout" });
        await first.HandleAsync((JsonObject)start.DeepClone());
        var press = BotUnderTest.In(
            Robin.Conversation, ConversationTypes.Personal, Robin,
            Press("define.next", (await Script.StepAsync(first, 1)).With("name", "Retry").With("zone", "America/Denver")));
        var answer = ResponseText.Of((await first.HandleAsync((JsonObject)press.DeepClone()))!);

        await using var other = await first.RestartAsync();
        var again = ResponseText.Of((await other.HandleAsync(press))!);
        await other.HandleAsync(start);

        Assert.Contains("STEP 2 OF 11", answer, StringComparison.Ordinal);
        Assert.Equal(answer, again);
        Assert.Equal("Retry", Assert.Single(await Script.AllAsync(other)).Definition.Name);
    }

    [Fact]
    public async Task A_cohort_whose_button_a_phone_presses_twice_is_added_once_and_answered_the_same()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var data = Script.Cohort(await Script.UpToCohortsAsync(bot), Maria.Email);

        // Two presses, each a separate activity.
        var first = await bot.PressAsync(Robin, "define.next", data);
        var second = await bot.PressAsync(Robin, "define.next", data);

        Assert.Contains("is saved with 1 new member", first, StringComparison.Ordinal);
        Assert.Contains("Add another cohort", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was overwritten", second, StringComparison.Ordinal);
        Assert.Equal("HQ Denver", Assert.Single((await Script.DraftAsync(bot)).Definition.Cohorts).Name);
    }

    private static async Task InGroupAsync(BotUnderTest bot, TestPerson person, string text) =>
        await bot.HandleAsync(
            BotUnderTest.In(
                Group, ConversationTypes.GroupChat, person, new JsonObject { ["type"] = "message", ["text"] = $"<at>Bot</at> {text}" }));

    private static JsonObject Press(string verb, JsonObject data) => new()
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["replyToId"] = "1",
        ["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data.DeepClone() },
            ["trigger"] = "manual",
        },
    };

    private static PersonId IdOf(TestPerson person) => PersonId.FromObjectId(Guid.Parse(person.ObjectId));
}
