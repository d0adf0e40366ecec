using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Paging through questions of several cohorts.</summary>
public sealed class QuestionPagesTests
{
    [Fact]
    public async Task The_button_on_a_rollouts_card_shows_the_questions_of_that_rollout()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var older = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-01T18:00:00Z");
        await bot.PressAsync(Maria, "question.ask", Script.Data(older).With("question", "Where are the lien waivers?"));
        await bot.TravelAsync("2027-02-02T17:00:00Z");
        var newer = await Script.LaunchAsync(bot);

        Assert.Contains("Where are the lien waivers?", await ListAsync(older), StringComparison.Ordinal);
        Assert.DoesNotContain("Where are the lien waivers?", await ListAsync(newer), StringComparison.Ordinal);

        Task<string> ListAsync(StoredRollout rollout)
        {
            var data = Script.Data(rollout);
            data["page"] = 0;
            return bot.PressAsync(Robin, "question.list", data);
        }
    }

    [Fact]
    public async Task Who_types_questions_and_has_several_rollouts_is_asked_which_one_and_may_name_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var older = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-01T18:00:00Z");
        await bot.PressAsync(Maria, "question.ask", Script.Data(older).With("question", "Where are the lien waivers?"));
        await bot.PressAsync(Robin, "define.next", (await Script.NewAsync(bot)).With("name", "A draft"));
        Assert.Contains("Where are the lien waivers?", Assert.Single(await bot.SayAsync(Robin, "questions")), StringComparison.Ordinal);
        await bot.TravelAsync("2027-02-02T17:00:00Z");
        await Script.LaunchAsync(bot, "Coast region");

        var choice = Assert.Single(await bot.SayAsync(Robin, "open questions"));
        Assert.Contains("Which one do you mean?", choice, StringComparison.Ordinal);
        Assert.Contains("Coast region", choice, StringComparison.Ordinal);
        Assert.DoesNotContain("A draft", choice, StringComparison.Ordinal);

        var verb = choice.Split('\n').First(line => line.StartsWith("question.", StringComparison.Ordinal));
        Assert.Contains(
            "Where are the lien waivers?", await bot.PressAsync(Robin, verb, new() { ["rollout"] = older.Id.Value }),
            StringComparison.Ordinal);
        Assert.Contains(
            "Where are the lien waivers?", Assert.Single(await bot.SayAsync(Robin, "questions mountain")), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Where are the lien waivers?", Assert.Single(await bot.SayAsync(Robin, "questions Coast region")), StringComparison.Ordinal);
        Assert.Contains("No such rollout", Assert.Single(await bot.SayAsync(Robin, "questions of the valley")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_hold_every_question_once_the_open_ones_first_and_each_kind_from_the_newest()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var random = new Random(7);
        var keys = Enumerable.Range(1, 5).Select(n => new CohortKey(rollout.Id, new CohortId($"c{n}"))).ToList();
        var all = new List<Question>();
        for (var number = 0; number < 60; number++)
        {
            // Most are in one cohort; those of the others come in between.
            var key = keys[random.Next(3) == 0 ? random.Next(keys.Count) : 0];
            var question = new Question
            {
                Id = $"{number:D24}",
                Rollout = rollout.Id,
                Cohort = key.Cohort,
                Asker = rollout.Rollout.Owner,
                Text = $"Question {number}?",
                AskedAt = bot.Now + Duration.FromMinutes(random.Next(20)),
            };
            var isAnswered = number % 3 == 0;
            var answered = question with { Answer = "Yes.", AnsweredBy = rollout.Rollout.Owner, AnsweredAt = bot.Now };
            await bot.Get<CohortRepository>().ChangeAsync(key, rollout.Definition, work =>
            {
                work.Ask(question);
                if (isAnswered)
                {
                    work.Answer(answered);
                }

                return ValueTask.FromResult(true);
            });

            all.Add(isAnswered ? answered : question);
        }

        var expected = all.OrderByDescending(question => question.IsOpen).ThenByDescending(question => question.AskedAt)
            .ThenBy(question => question.Id, StringComparer.Ordinal).Select(question => question.Id).ToList();
        foreach (var take in new[] { 1, 6, 7, 60 })
        {
            var read = new List<string>();
            for (var skip = 0; skip < all.Count; skip += take)
            {
                read.AddRange(
                    (await bot.Get<QuestionPages>().ReadAsync(keys, [], all.Count(question => question.IsOpen), keys, skip, take, default))
                        .Select(question => question.Id));
            }

            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public async Task A_member_finds_the_answers_of_all_and_only_their_own_open_questions()
    {
        await using var bot = await BotUnderTest.StartAsync();
        await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-02-23T00:00:00Z");
        await bot.SayAsync(Maria, "ask Where are the lien waivers?");
        await bot.SayAsync(Robin, "ask Who approves budgets?");

        // A question that is just being delivered to Sam is a separate card.
        var marias = Assert.Single(await bot.SayAsync(Maria, "questions"), card => card.Contains("\nQUESTIONS", StringComparison.Ordinal));
        var sams = Assert.Single(await bot.SayAsync(Sam, "questions"), card => card.Contains("\nQUESTIONS", StringComparison.Ordinal));

        Assert.Contains("1 question is waiting for an answer", marias);
        Assert.Contains("Where are the lien waivers?", marias);
        Assert.DoesNotContain("Who approves budgets?", marias);
        Assert.Contains("2 questions are waiting for an answer", sams);
    }
}
