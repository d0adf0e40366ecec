using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.StubGraph;
using TeamsRolloutBot.Tests.Dialogs;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.IntegrationTests.Graph;

/// <summary>
/// Lists that take too long to wait for are looked up in the directory in the background, after the
/// turn that received them and before launch.
/// </summary>
public sealed class LongListTests
{
    private const int Longest = Limits.MembersPerCohort;

    [Fact]
    public async Task Five_thousand_pasted_addresses_are_looked_up_by_twenties_and_the_review_names_those_the_directory_does_not_know()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        AddPeople(stub, Longest - 40);
        var guest = stub.Tenant.People[StubTenant.IdOf(10_007)];
        stub.Tenant.People[guest.Id] = guest with { IsGuest = true };

        var answer = await BotOnGraph.PasteAsync(bot, Addresses(Longest));
        Assert.Contains(
            "**HQ Denver** is saved with 5,000 new members. I am still looking up some of them in your directory. The review lists "
                + "anybody I can’t find there.",
            answer, StringComparison.Ordinal);
        Assert.DoesNotContain(stub.Requests, request => request.Body?.ToString().Contains("p0@contoso", StringComparison.Ordinal) == true);
        var before = stub.Count("POST /$batch");

        await bot.Get<AddressResolver>().RunAsync(default);

        Assert.Equal(Longest / 20, stub.Count("POST /$batch") - before);
        var members = await MembersAsync(bot);
        Assert.Equal((Longest, 40), (members.Count, members.Count(member => member.Person.Id.IsMail)));
        Assert.Equal("Person 7", members.Single(member => member.Person.Id.Value == guest.Id).Person.Name);
        Assert.Equal([guest.Id], members.Where(member => member.Audience == Audience.External).Select(member => member.Person.Id.Value));
        Assert.Equal(Longest, (await bot.Get<CohortRepository>().GetCountsAsync(await KeyAsync(bot))).Members);

        var review = await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11));
        Assert.Contains(
            "has people who are not in the directory: p4960@contoso.example.com, p4961@contoso.example.com, p4962@contoso.example.com "
                + "and more.",
            review, StringComparison.Ordinal);
        var first = await bot.PressAsync(Robin, "define.unknown", await Script.StepAsync(bot, 11));
        var second = await bot.PressAsync(
            Robin, "define.unknown", (await Script.StepAsync(bot, 11)).With("cohort", "c1").With("after", "p4989@contoso.example.com"));
        Assert.All(Enumerable.Range(4960, 30), n => Assert.Contains($"p{n}@contoso.example.com", first, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(4990, 10), n => Assert.Contains($"p{n}@contoso.example.com", second, StringComparison.Ordinal));
        Assert.Empty(stub.Violations);
    }

    [Fact]
    public async Task What_takes_longer_than_a_few_seconds_is_shown_in_one_message_that_is_kept_up_to_date()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        AddPeople(stub, 299);
        await using var bot = await BotOnGraph.StartBotAsync(
            stub,
            configure: services =>
                services.AddSingleton(
                    provider => new ResolutionProgress(provider.GetRequiredService<ProgressMessage>(), new HurriedTime()))
        );
        await BotOnGraph.PasteAsync(bot, Addresses(300));
        var sent = bot.Teams.Sent.Count;

        await bot.Get<AddressResolver>().RunAsync(default);

        var shown = bot.Teams.Sent.Skip(sent).Where(message => message.Conversation == Robin.Conversation).Select(message => message.Text)
            .ToList();
        Assert.Equal("HQ Denver: 60 of 300 people were looked up in the directory.", shown[0]);
        Assert.Equal(
            "HQ Denver: 300 people were looked up in the directory; 1 of them is not in it. The review names them.", shown[^1]);
        Assert.InRange(shown.Count, 3, 6);
    }

    [Fact]
    public async Task A_look_up_that_was_cut_short_goes_on_with_the_rest()
    {
        await using var graph = await BotOnGraph.StartAsync(directory => AddPeople(directory, 300));
        var (stub, bot) = graph;
        await BotOnGraph.PasteAsync(bot, Addresses(300));
        var left = 45;
        stub.ScriptWhere(
            request => request.Template == "GET /users" && Interlocked.Decrement(ref left) < 0,
            GraphAnswer.Error(429, "TooManyRequests", retryAfter: TimeSpan.FromMinutes(5)));
        await bot.Get<AddressResolver>().RunAsync(default);
        Assert.Equal(260, (await MembersAsync(bot)).Count(member => member.Person.Id.IsMail));
        Assert.Contains(
            "is being looked up in the directory: 40 of 300 people so far.",
            await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);

        stub.ClearScripts();
        await bot.Get<AddressResolver>().RunAsync(default);

        Assert.DoesNotContain(await MembersAsync(bot), member => member.Person.Id.IsMail);
        Assert.DoesNotContain(
            "directory", await bot.PressAsync(Robin, "define.open", await Script.StepAsync(bot, 11)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_are_not_changed_any_more_once_the_cohort_was_launched()
    {
        await using var graph = await BotOnGraph.StartAsync(directory => AddPeople(directory, 300));
        var (stub, bot) = graph;
        var rollout = await BotOnGraph.LaunchAsync(bot, Addresses(301));
        await bot.TravelAsync("2027-02-01T17:00:01Z");

        await bot.Get<AddressResolver>().RunAsync(default);

        Assert.Equal(301, (await MembersAsync(bot)).Count(member => member.Person.Id.IsMail));
        Assert.Equal(
            ["p300@contoso.example.com"],
            (await bot.Get<CohortRepository>().ReadResolutionAsync(new CohortKey(rollout.Id, new CohortId("c1")), null, 5)).Unknown);
    }

    [Fact]
    public async Task Who_is_in_the_cohort_by_object_id_already_is_one_member_with_the_role_of_the_list()
    {
        await using var graph = await BotOnGraph.StartAsync(directory => AddPeople(directory, 300));
        var (stub, bot) = graph;

        // Her mailbox address differs from the address that she signs in with: the list does not
        // use the one that the directory gives first.
        await BotOnGraph.PasteAsync(bot, Addresses(300));
        var draft = await Script.DraftAsync(bot);
        var person = new Person
        {
            Id = PersonId.Parse(StubTenant.IdOf(10_005))!.Value,
            Name = "Person 5",
            Email = "person.five@contoso.example.com"
        };
        await bot.Get<Membership>().AddAsync(draft, new CohortId("c1"), [new Member { Person = person }], draft.Rollout.Owner.Id, default);

        await bot.Get<AddressResolver>().RunAsync(default);

        Assert.Equal(300, (await MembersAsync(bot)).Count);
        Assert.Equal(300, (await bot.Get<CohortRepository>().GetCountsAsync(await KeyAsync(bot))).Members);
    }

    [Fact]
    public async Task A_guest_is_external_unless_the_list_says_otherwise()
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        AddPeople(stub, 300);
        foreach (var id in new[] { StubTenant.IdOf(10_001), StubTenant.IdOf(10_002) })
        {
            stub.Tenant.People[id] = stub.Tenant.People[id] with { IsGuest = true };
        }

        await using var bot = await BotOnGraph.StartBotAsync(stub);
        var list = Addresses(300).Replace("p2@contoso.example.com", "Person 2,p2@contoso.example.com,,internal", StringComparison.Ordinal);
        await BotOnGraph.PasteAsync(bot, list);

        await bot.Get<AddressResolver>().RunAsync(default);

        var members = await MembersAsync(bot);
        Assert.DoesNotContain(members, member => member.Person.Id.IsMail);
        Assert.Equal(
            [StubTenant.IdOf(10_001)],
            members.Where(member => member.Audience == Audience.External).Select(member => member.Person.Id.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Time_zones_are_read_for_whoever_was_added_by_whichever_id_and_kept_under_the_one_the_cohort_knows(bool addressFirst)
    {
        await using var stub = await GraphUnderTest.StartStubAsync();
        stub.Tenant.People[Maria.ObjectId] = stub.Tenant.People[Maria.ObjectId] with { Zone = "W. Europe Standard Time" };
        await using var bot = await BotOnGraph.StartBotAsync(stub);
        await BotOnGraph.PasteAsync(bot, string.Empty);
        var draft = await Script.DraftAsync(bot);
        var byObjectId = new Person { Id = PersonId.Parse(Maria.ObjectId)!.Value, Name = Maria.Name, Email = Maria.Email };
        var people = addressFirst ? new[] { Person.FromEmail(Maria.Email), byObjectId } : [byObjectId, Person.FromEmail(Maria.Email)];
        await bot.Get<Membership>().AddAsync(
            draft, new CohortId("c1"), [new Member { Person = people[0], Zone = NodaTime.DateTimeZoneProviders.Tzdb["America/Chicago"] }],
            draft.Rollout.Owner.Id, default);
        await bot.Get<CohortRepository>().ChangeAsync(await KeyAsync(bot), draft.Definition, async work =>
        {
            var member = (await work.FindParticipantAsync(people[0].Id))!;
            work.Put(member, member with { Zone = null });
            return true;
        });

        await bot.Get<Membership>()
            .AddAsync(draft, new CohortId("c1"), [new Member { Person = people[1] }], draft.Rollout.Owner.Id, default);
        await bot.Get<ZoneReader>().ReadAsync(default);

        var member = Assert.Single(await MembersAsync(bot));
        Assert.Equal((people[0].Id, "Europe/Berlin"), (member.Person.Id, member.Zone?.Id));
    }

    private static void AddPeople(GraphStub stub, int count)
    {
        for (var n = 0; n < count; n++)
        {
            stub.Tenant.Add($"Person {n}", $"p{n}@contoso.example.com", 10_000 + n);
        }
    }

    private static string Addresses(int count) => string.Join('\n', Enumerable.Range(0, count).Select(n => $"p{n}@contoso.example.com"));

    private static async Task<CohortKey> KeyAsync(BotUnderTest bot) => new((await Script.DraftAsync(bot)).Id, new CohortId("c1"));

    private static async Task<List<Participant>> MembersAsync(BotUnderTest bot) =>
        await bot.Get<CohortRepository>().ListParticipantsAsync(await KeyAsync(bot)).Where(participant => participant.IsMember)
            .ToListAsync();

    /// <summary>A second passes between any two readings of the clock.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks);
    }
}
