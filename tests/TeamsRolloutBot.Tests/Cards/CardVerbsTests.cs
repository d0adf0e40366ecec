using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class CardVerbsTests
{
    [Fact]
    public async Task Each_verb_is_typed_once()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var verbs = bot.Services.GetServices<IDialog>().SelectMany(dialog => dialog.Verbs).Select(verb => verb.Name).Distinct();
        var code = string.Concat(
            Directory.EnumerateFiles(Repository.File("src", "TeamsRolloutBot"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Select(File.ReadAllText));

        Assert.DoesNotContain(verbs, verb => code.Split($"\"{verb}\"").Length > 2);
    }
}
