using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Infrastructure;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Everybody tries everything everywhere: each person of the matrix, in each place, each command
/// and each verb with the ids of a real rollout. What is of the rollout reaches only those it is
/// for, and only in their own chat.
/// </summary>
public sealed class AccessMatrixTests(AccessMatrixTests.Bots bots) : IClassFixture<AccessMatrixTests.Bots>
{
    private const string Elsewhere = "19:shared@thread.v2";

    // What nobody outside may read, and nobody in a shared chat: the names of the rollout, its
    // cohort and its people, and their question.
    private static readonly string[] Private = ["Quarry plan", "Basalt office", "Acme Concrete", "Maria Lopez", Maria.Email, "lien waivers", "/download/"];

    public static TheoryData<Asker, Place, string, bool> Cells
    {
        get
        {
            var cells = new TheoryData<Asker, Place, string, bool>();
            foreach (var asker in Enum.GetValues<Asker>().Where(each => each is not (Asker.None or Asker.Anybody)))
            {
                foreach (var place in Enum.GetValues<Place>())
                {
                    foreach (var command in AccessMatrix.Commands.Keys)
                    {
                        cells.Add(asker, place, command, false);
                    }

                    foreach (var verb in AccessMatrix.Verbs.Keys)
                    {
                        cells.Add(asker, place, verb, true);
                    }
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_gives_nothing_away(Asker asker, Place place, string name, bool isVerb)
    {
        var (bot, rollout) = await bots.GetAsync(asker, place);
        var before = bot.Teams.Sent.Count;
        var counts = await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key);
        var state = (await bot.Get<RolloutRepository>().FindAsync(rollout.Stored.Id))!;

        var answer = await TryAsync(bot, rollout, asker, place, name, isVerb);

        var may = (isVerb ? AccessMatrix.Verbs : AccessMatrix.Commands)[name].HasFlag(asker);
        var sent = bot.Teams.Sent.Skip(before).ToList();
        var own = Launched.Of(asker).Conversation;
        Assert.All(sent, message => Assert.True(
            message.Conversation == own
                || message.Conversation == Elsewhere
                || (may && Reached(name).Contains(message.Conversation)), $"{name} wrote into {message.Conversation}"));
        Assert.All(
            sent.Where(message => message.Conversation == Elsewhere).Select(message => message.Text)
                .Append(place == Place.Personal ? string.Empty : answer),
            Nothing);
        var isUnchanged = (await bot.Get<RolloutRepository>().FindAsync(rollout.Stored.Id))?.Rollout.Revision == state.Rollout.Revision
            && await bot.Get<CohortRepository>().GetCountsAsync(rollout.Key) == counts;
        if (!may)
        {
            Assert.All(sent.Select(message => message.Text).Append(answer), Nothing);
            Assert.True(isUnchanged, $"{asker} changed something by {name}");
        }
        else if (!isUnchanged)
        {
            await bots.DropAsync(asker, place);
        }

        if (name is "new" or "new rollout" or "rollout.new" or "rollout.import")
        {
            // A draft of one's own, in which the next lines would be typed.
            await bots.DropAsync(asker, place);
        }

        // What somebody typed themselves, and who they are, is no secret to them.
        void Nothing(string text) => Assert.DoesNotContain(Private, secret =>
            text.Contains(secret, StringComparison.OrdinalIgnoreCase)
            && !Typed(name).Contains(secret, StringComparison.OrdinalIgnoreCase)
            && !(asker == Asker.Member && (secret == Maria.Name || secret == Maria.Email)));
    }

    public static TheoryData<Asker, string, bool> Permitted
    {
        get
        {
            var permitted = new TheoryData<Asker, string, bool>();
            foreach (var (name, askers, isVerb) in AccessMatrix.Commands.Select(command => (command.Key, command.Value, false))
                .Concat(AccessMatrix.Verbs.Select(verb => (verb.Key, verb.Value, true)))
                .Where(one => one.Value != Asker.Anybody && !IsOfOnesOwn(one.Key)))
            {
                var first = Enum.GetValues<Asker>().First(asker => asker != Asker.None && askers.HasFlag(asker));
                permitted.Add(askers.HasFlag(Asker.Member) ? Asker.Member : first, name, isVerb);
            }

            return permitted;
        }
    }

    [Theory]
    [MemberData(nameof(Permitted))]
    public async Task Whoever_may_is_answered_otherwise_than_a_colleague(Asker asker, string name, bool isVerb)
    {
        Assert.NotEqual(await AnswerAsync(Asker.Colleague), await AnswerAsync(asker));

        async Task<string> AnswerAsync(Asker who)
        {
            var (bot, rollout) = await bots.GetAsync(who, Place.Personal);
            var before = bot.Teams.To(Launched.Of(who)).Count;
            var answer = await TryAsync(bot, rollout, who, Place.Personal, name, isVerb);
            var said = string.Join('\n', bot.Teams.To(Launched.Of(who)).Skip(before).Select(message => message.Text).Append(answer));
            await bots.DropAsync(who, Place.Personal);
            return said;
        }
    }

    [Fact]
    public async Task The_matrix_has_every_command_and_every_verb_and_no_other()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var dialogs = bot.Services.GetServices<IDialog>().ToList();

        Assert.Equal(
            dialogs.SelectMany(dialog => dialog.Commands).Select(command => command.Title).Order(StringComparer.Ordinal),
            AccessMatrix.Commands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            dialogs.SelectMany(dialog => dialog.Verbs).Select(verb => verb.Name).Order(StringComparer.Ordinal),
            AccessMatrix.Verbs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_table_of_the_security_page_is_the_matrix()
    {
        await using var bot = await BotUnderTest.StartAsync();

        await Snapshot.AssertPartAsync(
            AccessMatrix.Markdown(bot.Services.GetServices<IDialog>()), "access matrix", ".github", "SECURITY.md");
    }

    // What is about one's own drafts, playbooks and data is answered alike where there are none;
    // and no step of a rollout that runs can be filled in any more.
    private static bool IsOfOnesOwn(string name) =>
        name.StartsWith("define.", StringComparison.Ordinal)
            || name is "review" or "rollout.import" or "import definition" or "my data" or "continue" or "drafts" or "start afresh"
                or "playbooks" or "playbook.list" or "playbook.remove";

    // Members get what is sent to them; a question of the cohort's own manager goes to the
    // committee.
    private static IEnumerable<string> Reached(string name) => name switch
    {
        "ask" or "question.ask" => [Maria.Conversation, Launched.Of(Asker.Committee).Conversation],
        "checkin.answer" => [Maria.Conversation, Launched.Of(Asker.CohortManager).Conversation],
        _ => [Maria.Conversation],
    };

    // What somebody types themselves comes back to them.
    private static string Typed(string name) => name switch
    {
        "move" => "move Basalt office to 2027-04-12",
        "remove" or "export data" or "forget" or "privacy.forget" => $"{name} {Maria.Email}",
        "ask" => "ask Where is the safety plan?",
        _ => name,
    };

    private static async Task<string> TryAsync(BotUnderTest bot, Launched rollout, Asker asker, Place place, string name, bool isVerb)
    {
        var activity = isVerb
            ? new JsonObject
            {
                ["type"] = "invoke",
                ["name"] = "adaptiveCard/action",
                ["replyToId"] = "1",
                ["value"] = new JsonObject
                {
                    ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = name, ["data"] = rollout.Data(name) },
                    ["trigger"] = "manual",
                },
            }
            : new JsonObject { ["type"] = "message", ["text"] = place == Place.Personal ? Typed(name) : $"<at>Bot</at> {Typed(name)}" };
        var person = Launched.Of(asker);
        activity = place == Place.Personal
            ? BotUnderTest.In(person.Conversation, ConversationTypes.Personal, person, activity)
            : BotUnderTest.In(
                  Elsewhere, place == Place.GroupChat ? ConversationTypes.GroupChat : ConversationTypes.Channel, person, activity);
        activity["conversation"]!["isGroup"] = place != Place.Personal;
        if (asker == Asker.OtherTenant)
        {
            activity["conversation"]!["tenantId"] = "0aa0aa00-0000-4000-8000-00000000000a";
        }

        if (asker == Asker.Anonymous)
        {
            activity["from"]!["aadObjectId"] = null;
        }

        return await bot.HandleAsync(activity) is { } response ? ResponseText.Of(response) : string.Empty;
    }

    /// <summary>
    /// A running rollout: Robin owns it, Uma is on its committee, Sam leads its cohort and Maria is
    /// its member.
    /// </summary>
    public sealed class Launched
    {
        private static readonly Dictionary<Asker, TestPerson> People = new()
        {
            [Asker.Owner] = Robin,
            [Asker.Committee] = Uma,
            [Asker.CohortManager] = Sam,
            [Asker.Member] = Maria,
            [Asker.Administrator] = new("Ada Admin", "ada@contoso.example.com", 31),
            [Asker.Colleague] = new("Cole Eague", "cole@contoso.example.com", 32),
            [Asker.Guest] = new("Gus Guest", "gus@partner.example.com", 33),
            [Asker.Federated] = new("Fay Federated", "fay@other.example.com", 34),
            [Asker.Anonymous] = new("Maria Lopez", Maria.Email, 35),
            [Asker.OtherTenant] = new("Otto Other", "otto@other.example.com", 36),
        };

        private readonly string _question;
        private readonly string _session;

        private Launched(StoredRollout stored, string question, string session) =>
            (Stored, _question, _session) = (stored, question, session);

        internal StoredRollout Stored { get; }

        private string Subcontractor { get; init; } = string.Empty;

        internal CohortKey Key => new(Stored.Id, new CohortId("c1"));

        internal static string AdministratorsId => People[Asker.Administrator].ObjectId;

        internal static TestPerson Of(Asker asker) => People[asker];

        /// <summary>Says to Teams who is where.</summary>
        internal static void Introduce(BotUnderTest bot)
        {
            bot.Teams.Rosters[Elsewhere] = [.. People.Select(pair => AccountOf(pair.Key))];
            foreach (var asker in People.Keys)
            {
                bot.Teams.Rosters[Of(asker).Conversation] = [AccountOf(asker)];
            }
        }

        internal static async Task<Launched> StartAsync(BotUnderTest bot)
        {
            Introduce(bot);
            await bot.PressAsync(
                Robin, "define.next", (await Script.NewAsync(bot)).With("name", "Quarry plan").With("zone", "America/Denver"));
            await bot.PressAsync(Robin, "define.next", (await Script.StepAsync(bot, 2)).With("committeeTyped", Uma.Email));
            await bot.PressAsync(
                Robin,
                "define.next",
                Script.Cohort(await Script.StepAsync(bot, 8), $"Maria Lopez, {Maria.Email}, Accountant").With("cohortName", "Basalt office")
            );
            await bot.PressAsync(Robin, "rollout.launch", await Script.StepAsync(bot, 11));
            foreach (var person in new[] { Maria, Sam, Uma })
            {
                await bot.SayAsync(person, "hello");
            }

            await bot.TravelAsync("2027-03-23T20:00:00Z");
            await bot.SayAsync(Maria, "ask Where are the lien waivers?");
            var rollout = await Script.DraftAsync(bot);
            await bot.PressAsync(Robin, "sub.add", Script.Data(rollout).With("subcontractors", "Acme Concrete, acme@sub.example.com"));
            await bot.PressAsync(
                Sam, "session.save", Script.Data(rollout).With("date", "2027-03-25").With("time", "10:00").With("minutes", "60"));
            rollout = await Script.DraftAsync(bot);
            var key = new CohortKey(rollout.Id, new CohortId("c1"));
            var question = Assert.Single(
                await bot.Get<CohortRepository>().ListNewestQuestionsAsync(key, isOpen: true, after: null, limit: 5));
            return new Launched(rollout, question.Id, Assert.Single(rollout.Definition.Cohorts[0].Sessions).Id)
            {
                Subcontractor = Assert.Single(await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id)).Id
            };
        }

        /// <summary>Everything any verb takes, with ids that are there.</summary>
        internal JsonObject Data(string name) => new()
        {
            ["rollout"] = Stored.Id.Value,
            ["cohort"] = "c1",
            ["task"] = "account",
            ["done"] = name == "answers.followUp" ? "Answered" : true,
            ["reason"] = PersonId.FromEmail(Maria.Email).Value,
            ["item"] = Stored.Definition.Playbook.Setup[0].Id,
            ["subcontractor"] = Subcontractor,
            ["status"] = "Accepted",
            ["everybody"] = true,
            ["languages"] = "en",
            ["number"] = 1,
            ["checkIn"] = 1,
            ["usage"] = "No",
            ["blocker"] = "no access",
            ["question"] = _question,
            ["answer"] = "In the binder",
            ["session"] = _session,
            ["playbookName"] = "Saved by somebody",
            ["person"] = name == "privacy.forget" ? Maria.Email : PersonId.FromEmail(Maria.Email).Value,
            ["ids"] = PersonId.FromEmail(Maria.Email).Value,
            ["attended"] = true,
            ["confirm"] = true,
            ["date"] = "2027-04-12",
            ["time"] = "10:00",
            ["minutes"] = "60",
            ["days"] = 7,
            ["page"] = 0,
            ["step"] = 2,
            ["revision"] = Stored.DefinitionRevision,
            ["button"] = "next",
            ["members"] = "new@contoso.example.com",
            ["cohortName"] = "Another",
            ["goLive"] = "2027-06-01",
            ["topic"] = "Follow",
        };

        // As the roster of a shared chat names each.
        private static TeamsChannelAccount AccountOf(Asker asker)
        {
            var account = asker switch
            {
                Asker.Guest => RememberingTeams.Account(Of(asker), role: "guest"),
                Asker.Federated => RememberingTeams.Account(Of(asker), tenant: "0aa0aa00-0000-4000-8000-00000000000b"),
                Asker.Anonymous => RememberingTeams.Account(Of(asker), role: "anonymous"),
                Asker.OtherTenant => RememberingTeams.Account(Of(asker), tenant: "0aa0aa00-0000-4000-8000-00000000000a"),
                _ => RememberingTeams.Account(Of(asker)),
            };
            account.AadObjectId = asker == Asker.Anonymous ? null : account.AadObjectId;
            return account;
        }
    }

    /// <summary>
    /// A bot for each person and place; another one where the last has changed something.
    /// </summary>
    public sealed class Bots : IAsyncLifetime
    {
        private static readonly Dictionary<string, string?> Settings = new() { ["Rollouts:Administrators:0"] = Launched.AdministratorsId };

        private readonly string _folder = Directory.CreateTempSubdirectory("access-matrix-").FullName;
        private readonly ConcurrentDictionary<(Asker, Place), (BotUnderTest Bot, Launched Rollout)> _bots = new();
        private Launched? _launched;
        private string _now = string.Empty;

        public async Task InitializeAsync()
        {
            await using var bot = await BotUnderTest.StartAsync(
                folder: Path.Combine(_folder, "launched"), environment: "Production", settings: Settings);
            _launched = await Launched.StartAsync(bot);
            _now = NodaTime.Text.InstantPattern.ExtendedIso.Format(bot.Now);
        }

        internal async Task<(BotUnderTest Bot, Launched Rollout)> GetAsync(Asker asker, Place place)
        {
            if (_bots.TryGetValue((asker, place), out var known))
            {
                return known;
            }

            // The rollout is launched once; each bot has a copy of what was stored then.
            var copy = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(_folder, "launched")))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            var bot = await BotUnderTest.StartAsync(_now, copy, environment: "Production", settings: Settings);
            Launched.Introduce(bot);
            return _bots[(asker, place)] = (bot, _launched!);
        }

        internal async Task DropAsync(Asker asker, Place place)
        {
            if (_bots.TryRemove((asker, place), out var changed))
            {
                await changed.Bot.DisposeAsync();
            }
        }

        public async Task DisposeAsync()
        {
            foreach (var (bot, _) in _bots.Values)
            {
                await bot.DisposeAsync();
            }

            Directory.Delete(_folder, recursive: true);
        }
    }
}
