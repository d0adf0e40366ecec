using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Dialogs;
using TeamsRolloutBot.Tests.Storage;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>
/// Hundreds of people are added or moved in the background, after the turn that asked for it.
/// </summary>
public sealed class PeopleWorkTests
{
    private static readonly CohortId First = new("c1");
    private static readonly CohortId Second = new("c2");

    [Fact]
    public async Task A_hundred_join_while_the_manager_waits()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        Assert.Contains("100 people join HQ Denver", await AddAsync(bot, rollout, 100), StringComparison.Ordinal);
        Assert.Equal(102, await MembersAsync(bot, rollout, First));
    }

    [Fact]
    public async Task More_are_added_behind_the_turn_and_the_manager_is_told_when_everybody_is_in()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        Assert.Contains("Adding 250 people to HQ Denver…", await AddAsync(bot, rollout, 250), StringComparison.Ordinal);
        Assert.Equal(2, await MembersAsync(bot, rollout, First));
        await bot.Get<PeopleWork>().RunAsync(default);

        Assert.Equal(252, await MembersAsync(bot, rollout, First));
        Assert.Contains(
            "250 people were added to HQ Denver. New people get what they missed at their next send time.", bot.Teams.To(Robin)[^1].Text,
            StringComparison.Ordinal);
        Assert.Empty(await bot.Get<PeopleJobs>().ListAsync().ToListAsync());
    }

    [Fact]
    public async Task What_a_crash_leaves_is_done_after_the_restart_and_nobody_is_added_twice()
    {
        ObservedStore store = null!;
        var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
        var rollout = await Script.LaunchAsync(bot);
        await AddAsync(bot, rollout, 250);

        // The first hundred are in and recorded; of the second hundred, some are in.
        var commits = 0;
        store.Before = call => call.Table == Table.Cohorts && ++commits > 6 ? new StorageException("gone", isTransient: false) : null;
        await bot.Get<PeopleWork>().RunAsync(default);
        store.Before = _ => null;
        var left = Assert.Single(await bot.Get<PeopleJobs>().ListAsync().ToListAsync());
        Assert.Equal((100, 2), (left.Done, await bot.Get<PeopleJobs>().ListPartsAsync(left).CountAsync()));

        await using var again = await bot.RestartAsync();
        await again.Get<PeopleWork>().RunAsync(default);

        Assert.Equal(252, await MembersAsync(again, rollout, First));
        Assert.Empty(await again.Get<PeopleJobs>().ListAsync().ToListAsync());
    }

    [Fact]
    public async Task A_job_title_that_became_a_role_meanwhile_is_given_to_who_joins_after_that()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var list = string.Join('\n', Enumerable.Range(0, 101).Select(n => $"Person {n} | p{n}@contoso.example.com | Welder"));
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", list));
        var said = await bot.PressAsync(Robin, "roles.set", Script.Data(rollout).With($"jobTitle{ShippedPlaybooks.Default.JobTitles.Count}", "field-staff"));
        Assert.Contains("Welder is Field staff.", said, StringComparison.Ordinal);
        await bot.Get<PeopleWork>().RunAsync(default);

        var joined = await bot.Get<CohortRepository>().FindByEmailAsync(new CohortKey(rollout.Id, First), "p7@contoso.example.com");
        Assert.Equal("field-staff", joined!.Role);
    }

    [Fact]
    public async Task A_large_cohort_is_merged_behind_the_turn_with_its_ticks_and_is_gone_then()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var form = Script.Cohort(new() { ["rollout"] = rollout.Id.Value }, "Lena Late, lena@contoso.example.com");
        await bot.PressAsync(Robin, "cohort.add", form.With("cohortName", "Branch Boulder").With("goLive", "2027-04-05"));
        await AddAsync(bot, rollout, 110);
        await bot.Get<PeopleWork>().RunAsync(default);
        await bot.TravelAsync("2027-02-23T17:00:00Z");
        await bot.PressAsync(Maria, "task.set", Script.Data(rollout).With("task", "account").With("done", true));

        var merge = Script.Data(rollout).With("confirm", true).With("pick", "c2");
        Assert.Contains("Moving 112 people to Branch Boulder…", await bot.PressAsync(Robin, "cohort.merge", merge), StringComparison.Ordinal);
        Assert.Equal(112, await MembersAsync(bot, rollout, First));
        await bot.Get<PeopleWork>().RunAsync(default);

        Assert.Equal(113, await MembersAsync(bot, rollout, Second));
        Assert.Equal([Second], (await Script.DraftAsync(bot)).Definition.Cohorts.Select(cohort => cohort.Id));
        var maria = await bot.Get<CohortRepository>().FindByEmailAsync(new CohortKey(rollout.Id, Second), Maria.Email);
        Assert.True(maria!.Progress.Done.ContainsKey("account"));
        Assert.Contains(
            "112 people are now in Branch Boulder. HQ Denver is removed.", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_forgotten_while_they_wait_to_be_added_is_not_added_and_not_counted()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        var list = string.Join('\n', Enumerable.Range(0, 250).Select(n => $"Person {n}, p{n}@contoso.example.com"))
            + $"\n{Maria.Name}, {Maria.Email}";
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", list));

        Assert.Contains("Erased", await bot.PressAsync(Robin, "privacy.forget", Erase(Maria.Email)), StringComparison.Ordinal);
        var job = Assert.Single(await bot.Get<PeopleJobs>().ListAsync().ToListAsync());
        var parts = await bot.Get<PeopleJobs>().ListPartsAsync(job).ToListAsync();
        var waiting = parts.SelectMany(part => part.People.Members);
        Assert.DoesNotContain(waiting, member => member.Person.Email == Maria.Email || member.Person.Name == Maria.Name);
        await bot.Get<PeopleWork>().RunAsync(default);

        var key = new CohortKey(rollout.Id, First);
        Assert.Null(await bot.Get<CohortRepository>().FindByEmailAsync(key, Maria.Email));
        Assert.Equal(252, await MembersAsync(bot, rollout, First));
        Assert.Contains(
            "250 people were added to HQ Denver. New people get what they missed", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_forgotten_while_others_are_being_added_is_not_added_after_them()
    {
        ObservedStore store = null!;
        await using var bot = await BotUnderTest.StartAsync(over: inner => store = new ObservedStore(inner));
        var rollout = await Script.LaunchAsync(bot);
        var list = string.Join('\n', Enumerable.Range(0, 250).Select(n => $"Person {n}, p{n}@contoso.example.com"))
            + $"\n{Maria.Name}, {Maria.Email}";
        await bot.PressAsync(Robin, "people.add", Script.Data(rollout).With("members", list));

        // All parts have been read by the time the first people are in.
        var ids = new Dictionary<PersonId, PersonId> { [PersonId.FromEmail(Maria.Email)] = PersonId.Forgotten() };
        store.Meanwhile = call => call.Table == Table.Cohorts ? bot.Get<PeopleJobs>().ForgetAsync(rollout.Id, ids) : Task.CompletedTask;
        await bot.Get<PeopleWork>().RunAsync(default);

        Assert.Contains(
            "250 people were added to HQ Denver. New people get what they missed", bot.Teams.To(Robin)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_message_says_how_far_it_is()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(4) };
        await using var bot = await BotUnderTest.StartAsync(configure: services => services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<PeopleWork>(provider, time)));
        var rollout = await Script.LaunchAsync(bot);
        await AddAsync(bot, rollout, 250);

        await bot.Get<PeopleWork>().RunAsync(default);

        Assert.Equal(
            ["100 of 250 people were added.", "200 of 250 people were added.", "250 of 250 people were added."],
            bot.Teams.To(Robin).TakeLast(4).SkipLast(1).Select(message => message.Text.Trim()));
        Assert.Equal(3, bot.Teams.Updates);
    }

    private static Task<string> AddAsync(BotUnderTest bot, StoredRollout rollout, int count) => bot.PressAsync(
        Robin, "people.add",
        Script.Data(rollout)
            .With("members", string.Join('\n', Enumerable.Range(0, count).Select(n => $"Person {n}, p{n}@contoso.example.com"))));

    private static JsonObject Erase(string person) => new() { ["person"] = person, ["confirm"] = true };

    private static async Task<int> MembersAsync(BotUnderTest bot, StoredRollout rollout, CohortId cohort) =>
        (await bot.Get<CohortRepository>().GetCountsAsync(new CohortKey(rollout.Id, cohort))).Members;
}
