using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Resources;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The manager writes the welcome e-mail once, and can translate it.</summary>
public sealed class MessageStepTests
{
    [Fact]
    public async Task The_standard_text_is_offered_in_each_language_and_previewed_in_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);

        var spanish = await PressAsync(bot, "in-es");

        var fields = CardInputs.Of(spanish);
        Assert.StartsWith("Hola, {name}:", fields["body-es"], StringComparison.Ordinal);
        Assert.Contains("Hola, Maria Lopez:", RememberingTeams.TextsOf(spanish), StringComparison.Ordinal);
        Assert.Equal("Text (Español)", (string?)CardInputs.Find(spanish, "body-es")["label"]);
        Assert.Null((await Script.DraftAsync(bot)).Definition.Message.Translations);
    }

    [Fact]
    public async Task What_is_written_in_another_language_is_kept_beside_the_first()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await PressAsync(bot, "in-es", ("subject", "Welcome"), ("body", "Hello {name}"));

        var card = RememberingTeams.TextsOf(
            await PressAsync(bot, "preview", ("subject-es", "Bienvenida"), ("body-es", "Hola {name}")));

        Assert.Contains("Hola Maria Lopez", card, StringComparison.Ordinal);
        Assert.Contains("English: your text · Español: translated · Français: gets your text", card, StringComparison.Ordinal);
        var message = (await Script.DraftAsync(bot)).Definition.Message;
        Assert.Equal(("Hello {name}", Language.English), (message.Body, message.Language));
        Assert.Equal("Hola {name}", message.In(Language.Spanish).Body);
        Assert.Equal("Hello {name}", message.In(Language.French).Body);
    }

    [Fact]
    public async Task A_translation_that_is_emptied_is_gone_and_one_that_is_half_empty_is_asked_for()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await PressAsync(bot, "in-es", ("subject", "Welcome"), ("body", "Hello {name}"));
        await PressAsync(bot, "preview", ("subject-es", "Bienvenida"), ("body-es", "Hola {name}"));

        Assert.Contains(
            "This can’t be empty.",
            RememberingTeams.TextsOf(await PressAsync(bot, "preview", ("subject-es", "Bienvenida"), ("body-es", ""))),
            StringComparison.Ordinal);
        await PressAsync(bot, "preview@es");

        Assert.Null((await Script.DraftAsync(bot)).Definition.Message.Translations);
    }

    [Fact]
    public async Task A_translation_that_was_typed_and_not_taken_in_is_there_when_the_step_is_opened_again()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        var opened = await PressAsync(bot, "in-es", ("subject", "Welcome"), ("body", "Hello {name}"));
        var (_, data) = CardInputs.Press(opened, "Save for later");

        await bot.PressAsync(Robin, "define.save", data.With("body-es", "Hola {name}"));

        var again = await bot.PressForJsonAsync(Robin, "define.open", await Script.StepAsync(bot, 9));
        Assert.Equal("Hola {name}", CardInputs.Of(again)["body-es"]);
    }

    [Fact]
    public async Task A_card_of_an_earlier_release_changes_the_written_text_alone()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await PressAsync(bot, "in-es", ("subject", "Welcome"), ("body", "Hello {name}"));
        await PressAsync(bot, "next", ("subject-es", "Bienvenida"), ("body-es", "Hola {name}"));

        await PressAsync(bot, "next", ("subject", "Welcome all"), ("body", "Hello, {name}"));

        var message = (await Script.DraftAsync(bot)).Definition.Message;
        Assert.Equal(("Hello, {name}", "Hola {name}"), (message.Body, message.In(Language.Spanish).Body));
    }

    [Fact]
    public async Task Somebody_who_writes_Spanish_sees_and_writes_theirs_first()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await bot.SayAsync(Robin, "español");

        await PressAsync(bot, "next", ("subject", "Bienvenida"), ("body", "Hola {name}"));

        var message = (await Script.DraftAsync(bot)).Definition.Message;
        Assert.Equal(("Hola {name}", Language.Spanish), (message.Body, message.Language));
    }

    [Fact]
    public async Task Each_person_gets_the_text_of_their_language()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.UpToCohortsAsync(bot);
        await PressAsync(bot, "in-es", ("subject", "Welcome"), ("body", "Hello {name}"));
        await PressAsync(bot, "next", ("subject-es", "Bienvenida"), ("body-es", "Hola {name}"));
        await bot.PressAsync(
            Robin, "define.next",
            Script.Cohort(
                await Script.StepAsync(bot, 8),
                $"Name,E-mail,Idioma\nMaria Lopez,{Maria.Email},español\nUma Meyer,{Uma.Email},français\nStan,{Sam.Email},"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
        var rollout = await Script.DraftAsync(bot);

        var texts = (await bot.Get<WelcomeTexts>().ReadAsync(rollout, rollout.Definition.Cohorts[0], default)).Texts;

        Assert.Contains(
            texts, text => text is { Subject: "Bienvenida" } && text.Body.StartsWith("Hola Maria Lopez", StringComparison.Ordinal));
        Assert.Contains(texts, text => text is { Subject: "Welcome" } && text.Body.StartsWith("Hello Uma Meyer", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Role.EndsWith("· Español", StringComparison.Ordinal));
    }

    private static async Task<string> PressAsync(BotUnderTest bot, string button, params (string Field, string Text)[] typed)
    {
        var data = (await Script.StepAsync(bot, 9)).With("button", button);
        foreach (var (field, text) in typed)
        {
            data[field] = text;
        }

        return await bot.PressForJsonAsync(Robin, "define.next", data);
    }
}
