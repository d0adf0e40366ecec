using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Infrastructure;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Everybody tries everything everywhere: each person of the matrix, in each place, each command
/// and each verb, with the ids of a real rollout. The rollout's content reaches only those it is
/// meant for, and only in their own chat.
/// </summary>
public sealed class AccessMatrixTests(MatrixBots bots) : IClassFixture<MatrixBots>
{
    // What no outsider may read, and nobody in a shared chat: the names of the rollout, its cohort
    // and its people, and their question.
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
        var own = MatrixRollout.Of(asker).Conversation;
        Assert.All(sent, message => Assert.True(
            message.Conversation == own
                || message.Conversation == MatrixRollout.SharedChat
                || (may && Reached(name).Contains(message.Conversation)), $"{name} wrote into {message.Conversation}"));
        Assert.All(
            sent.Where(message => message.Conversation == MatrixRollout.SharedChat).Select(message => message.Text)
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
            // A draft of one's own, which would take the next lines as input.
            await bots.DropAsync(asker, place);
        }

        // What people typed themselves, and who they are, is no secret to them.
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
            var before = bot.Teams.To(MatrixRollout.Of(who)).Count;
            var answer = await TryAsync(bot, rollout, who, Place.Personal, name, isVerb);
            var said = string.Join('\n', bot.Teams.To(MatrixRollout.Of(who)).Skip(before).Select(message => message.Text).Append(answer));
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

    // Commands about one's own drafts, playbooks and data get the same answer if there are none,
    // and the steps of a running rollout can no longer be filled in.
    private static bool IsOfOnesOwn(string name) =>
        name.StartsWith("define.", StringComparison.Ordinal)
            || name is "review" or "rollout.import" or "import definition" or "my data" or "continue" or "drafts" or "start afresh"
                or "playbooks" or "playbook.list" or "playbook.remove";

    // Members get what is sent to them; a question from the cohort's own manager goes to the
    // committee.
    private static IEnumerable<string> Reached(string name) => name switch
    {
        "ask" or "question.ask" => [Maria.Conversation, MatrixRollout.Of(Asker.Committee).Conversation],
        "checkin.answer" => [Maria.Conversation, MatrixRollout.Of(Asker.CohortManager).Conversation],
        _ => [Maria.Conversation],
    };

    // What people type themselves comes back to them.
    private static string Typed(string name) => name switch
    {
        "move" => "move Basalt office to 2027-04-12",
        "remove" or "export data" or "forget" or "privacy.forget" => $"{name} {Maria.Email}",
        "ask" => "ask Where is the safety plan?",
        _ => name,
    };

    private static async Task<string> TryAsync(BotUnderTest bot, MatrixRollout rollout, Asker asker, Place place, string name, bool isVerb)
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
        var person = MatrixRollout.Of(asker);
        activity = place == Place.Personal
            ? BotUnderTest.In(person.Conversation, ConversationTypes.Personal, person, activity)
            : BotUnderTest.In(
                  MatrixRollout.SharedChat, place == Place.GroupChat ? ConversationTypes.GroupChat : ConversationTypes.Channel, person,
                  activity);
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
}
