using System.Text.Json.Nodes;
using Microsoft.Bot.Schema.Teams;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// A running rollout: Robin owns it, Uma is on its committee, Sam leads its cohort and Maria is a
/// member.
/// </summary>
public sealed class MatrixRollout
{
    internal const string SharedChat = "19:shared@thread.v2";

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

    private MatrixRollout(StoredRollout stored, string question, string session) =>
        (Stored, _question, _session) = (stored, question, session);

    internal StoredRollout Stored { get; }

    private string Subcontractor { get; init; } = string.Empty;

    internal CohortKey Key => new(Stored.Id, new CohortId("c1"));

    internal static string AdministratorsId => People[Asker.Administrator].ObjectId;

    internal static TestPerson Of(Asker asker) => People[asker];

    /// <summary>Tells Teams who is where.</summary>
    internal static void Introduce(BotUnderTest bot)
    {
        bot.Teams.Rosters[SharedChat] = [.. People.Select(pair => AccountOf(pair.Key))];
        foreach (var asker in People.Keys)
        {
            bot.Teams.Rosters[Of(asker).Conversation] = [AccountOf(asker)];
        }
    }

    internal static async Task<MatrixRollout> StartAsync(BotUnderTest bot)
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
        return new MatrixRollout(rollout, question.Id, Assert.Single(rollout.Definition.Cohorts[0].Sessions).Id)
        {
            Subcontractor = Assert.Single(await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id)).Id
        };
    }

    /// <summary>Everything that any verb takes, with existing ids.</summary>
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

    // As the roster of a shared chat lists each of them.
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
