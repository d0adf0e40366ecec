using System.Text.Json.Nodes;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.State.Maintenance;
using TeamsRolloutBot.Storage;
using TeamsRolloutBot.Tests.Delivery;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Sessions;

/// <summary>
/// The list of who attended a training session, paged through while it is being ticked.
/// </summary>
public sealed class AttendanceReaderTests
{
    private static readonly CohortId C1 = new("c1");

    [Fact]
    public async Task Who_is_ticked_stays_where_they_are_and_going_on_shows_everybody_once()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (_, data) = await SessionAsync(bot, members: 34);
        var seen = new List<string>();
        JsonObject? page = data;
        while (page is not null)
        {
            var card = await ReadAsync(bot, "session.people", page);
            seen.AddRange(card.Names);

            // The first and the last on each page are ticked; the page keeps its people and its
            // order.
            foreach (var position in new[] { 0, card.Names.Count - 1 }.Where(position => !card.WereThere[position]))
            {
                var ticked = await ReadAsync(bot, "session.attended", card.Ticks[position]);
                Assert.Equal(card.Names, ticked.Names);
                Assert.True(ticked.WereThere[position]);
                Assert.Equal(card.Next?.ToJsonString(), ticked.Next?.ToJsonString());
                card = ticked;
            }

            page = card.Next;
            if (seen.Count > 36)
            {
                break;
            }
        }

        // Those who were ticked are by now also at the end, as people who attended.
        Assert.Equal(35, seen.Take(35).Distinct().Count());
        Assert.Equal(seen.Take(35).Order(StringComparer.OrdinalIgnoreCase), seen.Take(35));
        Assert.Contains("**7 of 35 members were there**", (await ReadAsync(bot, "session.people", data)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_missing_come_first_each_part_by_name_without_case_and_accents()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, data) = await SessionAsync(bot, members: 0);
        await AddAsync(bot, rollout, "zoe Quinn", "Émile Roy", "Emil Berg", "Łukasz Nowak", "Ada");
        await bot.Get<SessionRepository>()
            .MarkAsync(rollout.Key(1), (string)data["session"]!, [IdOf("Ada"), IdOf("Émile Roy")], attended: true, bot.Now);

        Assert.Equal(
            ["Emil Berg", "Łukasz Nowak", "Sam Okafor", "zoe Quinn", "Ada", "Émile Roy"],
            (await ReadAsync(bot, "session.people", data)).Names);
    }

    [Fact]
    public async Task The_list_follows_who_joins_leaves_goes_by_another_name_and_is_forgotten()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, data) = await SessionAsync(bot, members: 0);
        await AddAsync(bot, rollout, "Ana Lopez", "Ben Cole");
        Assert.Equal(["Ana Lopez", "Ben Cole", "Sam Okafor"], (await ReadAsync(bot, "session.people", data)).Names);

        await bot.Get<SessionRepository>()
            .MarkAsync(rollout.Key(1), (string)data["session"]!, [IdOf("Ana Lopez"), IdOf("Ben Cole")], attended: true, bot.Now);
        await AddAsync(bot, rollout, "Cy Young");
        await bot.Get<Membership>().RemoveAsync(rollout, C1, IdOf("Ben Cole"), rollout.Rollout.Owner.Id, default);
        await bot.Get<Membership>().AddAsync(
            rollout, C1, [new Member { Person = PersonOf("Ana Lopez") with { Name = "Zoe Lopez" } }], rollout.Rollout.Owner.Id, default);
        var changed = await ReadAsync(bot, "session.people", data);
        Assert.Equal(["Cy Young", "Sam Okafor", "Zoe Lopez"], changed.Names);
        Assert.Contains("**1 of 3 members were there**", changed.Text, StringComparison.Ordinal);

        // Somebody who comes back has attended.
        await AddAsync(bot, rollout, "Ben Cole");
        Assert.Equal(["Cy Young", "Sam Okafor", "Ben Cole", "Zoe Lopez"], (await ReadAsync(bot, "session.people", data)).Names);

        await bot.PressAsync(Robin, "privacy.forget", new() { ["person"] = "ben.cole@contoso.example.com", ["confirm"] = true });
        Assert.Equal(["A forgotten person", "Cy Young", "Sam Okafor", "Zoe Lopez"], (await ReadAsync(bot, "session.people", data)).Names);
        Assert.DoesNotContain("ben cole", await Upgrade.StateFile.TextAsync(bot.Get<TableStore>()), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(
            await new CohortRepair(bot.Get<ITableStore>(), bot.Get<CohortRepository>())
                .RunAsync(rollout.Key(1), rollout.Definition, onlyLook: true, default));
    }

    [Fact]
    public async Task Marks_of_before_there_were_lists_are_in_the_list_and_a_list_that_was_cut_short_is_made_to_its_end()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, data) = await SessionAsync(bot, members: 250);
        var session = (string)data["session"]!;

        // As written by earlier releases.
        await bot.Get<ITableStore>().CommitAsync(
            Table.Cohorts, rollout.Key(1).Partition,
            [RowWrite.Upsert($"sa|{session}|{IdOf("Person 007").Value}", new RowValues { { "at", 0L }, { "v", 1L } })]);
        await bot.Get<ITableStore>().CommitAsync(
            Table.Cohorts, rollout.Key(1).Partition,
            [RowWrite.Insert("attendance", new RowValues { { "lists", $"{session}=0,0" }, { "v", 1L } })]);

        Assert.Contains("**1 of 251 members were there**", (await ReadAsync(bot, "session.people", data)).Text, StringComparison.Ordinal);
        Assert.Equal(251, (await bot.Get<SessionRepository>().ListPageAsync(rollout.Key(1), session, null, 1000)).Count);
    }

    [Fact]
    public async Task What_differs_in_a_list_is_found_by_the_repair_and_made_again()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, data) = await SessionAsync(bot, members: 3);
        await ReadAsync(bot, "session.people", data);
        var repair = new CohortRepair(bot.Get<ITableStore>(), bot.Get<CohortRepository>());
        var first = (await bot.Get<SessionRepository>().ListPageAsync(rollout.Key(1), (string)data["session"]!, null, 1))[0];
        await bot.Get<ITableStore>()
            .CommitAsync(Table.Cohorts, rollout.Key(1).Partition, [RowWrite.Delete($"si|{data["session"]}|{first.Place}")]);

        Assert.Equal(["attendance lists: 1 rows"], await repair.RunAsync(rollout.Key(1), rollout.Definition, onlyLook: false, default));

        Assert.Equal(4, (await ReadAsync(bot, "session.people", data)).Names.Count);
        Assert.Empty(await repair.RunAsync(rollout.Key(1), rollout.Definition, onlyLook: true, default));
    }

    [Fact]
    public async Task A_session_that_is_cancelled_keeps_no_list()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, data) = await SessionAsync(bot, members: 3);
        await ReadAsync(bot, "session.people", data);

        await bot.Get<TrainingSessions>().CancelAsync(rollout, C1, (string)data["session"]!, rollout.Rollout.Owner.Id, default);

        Assert.DoesNotContain("\"row\":\"si|", await Upgrade.StateFile.TextAsync(bot.Get<TableStore>()), StringComparison.Ordinal);
        Assert.Equal(0, await bot.Get<SessionRepository>().CountListsAsync(rollout.Key(1)));
    }

    [Fact]
    public async Task Many_join_a_cohort_with_many_lists()
    {
        await using var bot = await DeliveryBench.StartAsync();
        var (rollout, data) = await SessionAsync(bot, members: 1);
        for (var day = 1; day < Limits.SessionsPerCohort; day++)
        {
            var (stored, session, _) = await bot.Get<TrainingSessions>()
                .PutAsync(rollout, C1, new TrainingSession(new LocalDateTime(2027, 3, day, 11, 0), 60), rollout.Rollout.Owner.Id, default);
            rollout = stored!;
            await bot.Get<SessionRepository>().PrepareListAsync(rollout.Key(1), session!.Id);
        }

        await ReadAsync(bot, "session.people", data);
        await AddAsync(bot, rollout, [.. Enumerable.Range(100, 20).Select(n => $"Late {n}")]);

        Assert.Equal(22, (await bot.Get<SessionRepository>().ListPageAsync(rollout.Key(1), (string)data["session"]!, null, 100)).Count);
        Assert.Empty(
            await new CohortRepair(bot.Get<ITableStore>(), bot.Get<CohortRepository>())
                .RunAsync(rollout.Key(1), rollout.Definition, onlyLook: true, default));
    }

    private static PersonId IdOf(string name) => PersonOf(name).Id;

    private static Person PersonOf(string name) => Person.FromEmail($"{FoldedName.Of(name).Replace(' ', '.')}@contoso.example.com", name);

    private static Task<int> AddAsync(BotUnderTest bot, StoredRollout rollout, params string[] names) =>
        bot.Get<Membership>()
            .AddAsync(rollout, C1, [.. names.Select(name => new Member { Person = PersonOf(name) })], rollout.Rollout.Owner.Id, default);

    // Sam leads the cohort and is a member of it; the others are called Person 001 and so on.
    private static async Task<(StoredRollout Rollout, JsonObject Data)> SessionAsync(BotUnderTest bot, int members)
    {
        await bot.SayAsync(Robin, "hello");
        var launched = await DeliveryBench.LaunchAsync(bot, ("2027-03-15", [Sam]));
        await AddAsync(bot, launched, [.. Enumerable.Range(1, members).Select(n => $"Person {n:D3}")]);
        var (rollout, session, _) = await bot.Get<TrainingSessions>()
            .PutAsync(launched, C1, new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 60), launched.Rollout.Owner.Id, default);
        return (rollout!, Script.Data(rollout!).With("session", session!.Id));
    }

    private static async Task<Page> ReadAsync(BotUnderTest bot, string verb, JsonObject data)
    {
        var json = await bot.PressForJsonAsync(Robin, verb, data);
        var actions = Executes(JsonNode.Parse(json)).ToList();
        var ticks = actions.Where(action => (string?)action["verb"] == "session.attended").ToList();
        var lines = RememberingTeams.TextsOf(json).Split('\n');
        var marks = lines
            .Index()
            .Where(line => line.Item is "✓" or "○")
            .Select(line =>
                (
                    Name: lines[(line.Index + 1)..].First(text => text.Contains(' ', StringComparison.Ordinal) || text == "Ada"),
                    WasThere: line.Item == "✓"
                )
            )
            .ToList();
        var next = actions.FirstOrDefault(action => (string?)action["title"] == "Next page")?["data"]!.AsObject();
        return new Page(
            string.Join('\n', lines), [.. marks.Select(mark => mark.Name)], [.. marks.Select(mark => mark.WasThere)],
            [
                .. ticks.Select(tick => tick["data"]!.AsObject())
            ], next);
    }

    private static IEnumerable<JsonObject> Executes(JsonNode? node) => node switch
    {
        JsonObject action when (string?)action["type"] == "Action.Execute" => [action],
        JsonObject element => element.SelectMany(property => Executes(property.Value)),
        JsonArray list => list.SelectMany(Executes),
        _ => [],
    };

    private sealed record Page(
        string Text, IReadOnlyList<string> Names, IReadOnlyList<bool> WereThere, IReadOnlyList<JsonObject> Ticks, JsonObject? Next);
}
