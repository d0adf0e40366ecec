using System.Text.Json.Nodes;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Everybody gets messages in their own language.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("es-MX", "Qué puedes hacer ahora")]
    [InlineData("fr-CA", "Ce que vous pouvez faire maintenant")]
    [InlineData("en-GB", "What you can do now")]
    [InlineData("de-DE", "What you can do now")]
    [InlineData("xx-not-a-locale", "What you can do now")]
    [InlineData(null, "What you can do now")]
    public async Task It_is_their_clients_until_they_choose(string? locale, string title)
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains(title, Assert.Single(await bot.SayAsync(Maria with { Locale = locale }, "help")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quitar", "«quitar maria@company.com»")]
    [InlineData("empezar de cero", "«empezar de cero maria@company.com»")]
    [InlineData("olvidar nobody@contoso.example.com", "no está en ninguna de tus implementaciones.")]
    public async Task What_to_type_is_said_in_the_readers_words(string typed, string said)
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.SayAsync(Robin, "español");

        Assert.Contains(said, Assert.Single(await bot.SayAsync(Robin, typed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_files_are_refused_in_the_readers_language()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.SayAsync(Robin, "español");
        for (var asked = 0; asked < FileRepository.MostOfPerson; asked++)
        {
            await bot.SayAsync(Robin, "export progress");
        }

        Assert.Contains(
            $"Has pedido {FileRepository.MostOfPerson} archivos", Assert.Single(await bot.SayAsync(Robin, "export progress")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("español")]
    [InlineData("Espanol")]
    [InlineData("Spanish")]
    [InlineData("language Spanish")]
    [InlineData("idioma español")]
    [InlineData("langue espagnol")]
    [InlineData("language es")]
    public async Task A_typed_language_is_taken_at_once(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains("A partir de ahora te escribo en español.", await bot.SayAsync(Maria with { Locale = "en-US" }, typed));
    }

    [Theory]
    [InlineData("language Klingon")]
    [InlineData("idioma klingon")]
    [InlineData("langue klingon")]
    [InlineData("language")]
    public async Task A_language_it_does_not_write_is_answered_with_those_it_does(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();

        var card = Assert.Single(await bot.SayAsync(Maria with { Locale = "en-US" }, typed));

        Assert.Contains("Which language", card, StringComparison.Ordinal);
        Assert.Contains("Français", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_language_is_remembered_over_a_restart_and_outweighs_the_client()
    {
        var bot = await BotUnderTest.StartAsync();
        await bot.PressAsync(Maria with { Locale = "en-US" }, "language.set", new JsonObject { ["language"] = "fr" });
        await using var again = await bot.RestartAsync();

        var help = Assert.Single(await again.SayAsync(Maria with { Locale = "en-US" }, "help"));

        Assert.Contains("Ce que vous pouvez faire maintenant", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_by_plan_comes_in_the_readers_language()
    {
        await using var bot = await DeliveryBench.StartAsync();
        await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Maria, Stranger]));
        await bot.SayAsync(Maria, "español");

        await bot.TravelAsync("2027-02-23T00:00:00Z");

        Assert.Contains(bot.Teams.To(Maria), card => card.Text.Contains("empiezas el lunes, 15 de marzo", StringComparison.Ordinal));
        Assert.Contains(bot.Teams.To(Stranger), card => card.Text.Contains("you start on Monday, March 15", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ayuda")]
    [InlineData("¿AYUDA?")]
    [InlineData("aide")]
    [InlineData("help")]
    [InlineData("que sais-tu faire")]
    [InlineData("que puedes hacer")]
    public async Task Every_languages_commands_are_understood_with_or_without_accents(string typed)
    {
        await using var bot = await BotUnderTest.StartAsync();

        Assert.Contains("What you can do now", Assert.Single(await bot.SayAsync(Maria, typed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_words_are_two_commands()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var commands = bot.Get<IEnumerable<IDialog>>().SelectMany(dialog => dialog.Commands).ToList();

        var twice = commands.SelectMany(command => command.Words.Select(words => (Words: words, command.Key)))
            .GroupBy(each => each.Words, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Select(each => each.Key).Distinct().Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(each => each.Key))}");

        Assert.Empty(twice);
        Assert.All(commands, command => Assert.True(Language.All.Count <= command.Words.Count() + 2));
    }

    [Theory]
    [InlineData("Spanish", "es")]
    [InlineData("ESPANOL", "es")]
    [InlineData("espagnol", "es")]
    [InlineData("fr-CA", "fr")]
    [InlineData("Français", "fr")]
    [InlineData("inglés", "en")]
    [InlineData("German", null)]
    [InlineData("", null)]
    public void A_language_is_known_by_its_name_in_any_of_them_or_by_its_code(string typed, string? code) =>
        Assert.Equal(code, Language.Find(typed)?.Code);

    [Fact]
    public async Task A_list_says_what_somebody_reads_and_their_own_choice_outweighs_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var step = await Script.UpToCohortsAsync(bot);
        await bot.SayAsync(Maria, "hello");
        await bot.SayAsync(Sam, "English");
        await bot.PressAsync(Robin, "define.next", Script.Cohort(
            step, $"name;e-mail;idioma\nMaria Lopez;{Maria.Email};Spanish\nSam Okafor;{Sam.Email};French"));
        await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));

        await bot.TravelAsync("2027-02-23T00:00:00Z");

        Assert.Contains(bot.Teams.To(Maria), card => card.Text.Contains("Tu lista de Procore Pay", StringComparison.Ordinal));
        Assert.Contains(bot.Teams.To(Sam), card => card.Text.Contains("Your Procore Pay checklist", StringComparison.Ordinal));
        Assert.Contains("Qué puedes hacer ahora", Assert.Single(await bot.SayAsync(Maria with { Locale = "en-US" }, "help")));
    }
}
