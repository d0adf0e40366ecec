using System.Net;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>The welcome e-mail can be followed without Teams.</summary>
public sealed class WelcomeGuideTests
{
    [Fact]
    public async Task Below_the_managers_text_each_task_has_its_link_and_minutes()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, text) = await WriteAsync(bot, Language.English);

        var html = WebUtility.HtmlDecode(WelcomeHtml.Write(text));

        var below = html.Split("<h2 ")[1];
        Assert.All(Checklists.ForMember(rollout.Definition, null), task =>
        {
            Assert.Contains(task.Title, below, StringComparison.Ordinal);
            Assert.True(task.Url is null || below.Contains($"<a href=\"{task.Url}\">{task.Title}</a>", StringComparison.Ordinal));
        });
        Assert.Contains("set up your account</a> · about 10 min", below, StringComparison.Ordinal);
        Assert.Contains("You start on: <b>Monday, March 15</b>", below, StringComparison.Ordinal);
        Assert.Contains("Training: <b>In the week starting Monday, March 8</b>", below, StringComparison.Ordinal);
        Assert.Contains("<a href=\"mailto:sam%40contoso.example.com\">Sam Okafor</a>", below, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_in_the_readers_language_and_says_so()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var before = Language.Current;
        try
        {
            var (_, text) = await WriteAsync(bot, Language.Spanish);
            Language.Current = Language.Spanish;

            var html = WebUtility.HtmlDecode(WelcomeHtml.Write(text));

            Assert.StartsWith("<!DOCTYPE html><html lang=\"es\">", html, StringComparison.Ordinal);
            Assert.Contains(">Tu lista</h2>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("()", html, StringComparison.Ordinal);
            Assert.Contains("Empiezas el: <b>lunes, 15 de marzo</b>", html, StringComparison.Ordinal);
        }
        finally
        {
            Language.Current = before;
        }
    }

    [Fact]
    public void Titles_of_tasks_and_names_are_text_in_it()
    {
        var html = WelcomeHtml.Write(new WelcomeText("s", "Hello")
        {
            Guide = new WelcomeGuide(
                [
                    new ChecklistTask("a", "<script>alert(1)</script>", "https://e.example/?a=1&b=<x>", 5, Phase.GetReady),
                    new ChecklistTask("b", "No link", "javascript:alert(1)", null, Phase.GetReady)
                ],
                [("<i>", "<b>")],
                Person.FromEmail("sam@contoso.example.com", "<img src=x>")),
        });

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_for_mail_merge_has_the_same_text_in_the_language_of_each()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria, Uma]));
        await bot.TravelAsync("2027-02-21T17:01:00Z");
        await bot.SayAsync(Maria, "español");

        using var file = new MemoryStream();
        await bot.Get<MailMergeCsv>().WriteAsync(file, rollout, rollout.Definition.Cohorts[0], default);
        var rows = System.Text.Encoding.UTF8.GetString(file.ToArray());

        Assert.Contains("\"Text\",\"Language\"", rows, StringComparison.Ordinal);
        var (maria, uma) = (Part("Maria Lopez", "es"), Part("Uma Meyer", "en"));
        Assert.Contains("Tu lista:", maria, StringComparison.Ordinal);
        Assert.Contains("Empiezas el: lunes, 15 de marzo", maria, StringComparison.Ordinal);
        Assert.Contains("Your checklist:", uma, StringComparison.Ordinal);
        Assert.Contains("You start on: Monday, March 15", uma, StringComparison.Ordinal);

        string Part(string name, string language)
        {
            var begin = rows.IndexOf($"\"{name}\",", StringComparison.Ordinal);
            return rows[begin..rows.IndexOf($"\",\"{language}\"", begin, StringComparison.Ordinal)];
        }
    }

    private static async Task<(StoredRollout Rollout, WelcomeText Text)> WriteAsync(BotUnderTest bot, Language language)
    {
        var rollout = await DeliveryBench.LaunchAsync(bot, Sam, new(), ("2027-03-15", [Maria]));
        var member = (await bot.Get<CohortRepository>().FindParticipantAsync(rollout.Key(1), DeliveryBench.IdOf(Maria)))!;
        Language.Current = language;
        return (rollout, bot.Get<WelcomeTexts>().Of(rollout, rollout.Definition.Cohorts[0], member));
    }
}
