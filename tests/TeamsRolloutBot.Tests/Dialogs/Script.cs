using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Shortcuts to a point in the conversation, each in one line.</summary>
internal static class Script
{
    public static JsonObject With(this JsonObject data, string name, string value)
    {
        var copy = (JsonObject)data.DeepClone();
        copy[name] = value;
        return copy;
    }

    public static JsonObject With(this JsonObject data, string name, bool value)
    {
        var copy = (JsonObject)data.DeepClone();
        copy[name] = value;
        return copy;
    }

    /// <summary>Starts a rollout, and returns the data of the buttons of step 1.</summary>
    public static async Task<JsonObject> NewAsync(BotUnderTest bot)
    {
        await bot.SayAsync(Robin, "new rollout");
        return await StepAsync(bot, 1);
    }

    /// <summary>The data of a step's buttons for the newest rollout in its current state.</summary>
    public static async Task<JsonObject> StepAsync(BotUnderTest bot, int number)
    {
        var draft = await DraftAsync(bot);
        return new JsonObject
        {
            ["rollout"] = draft.Id.Value,
            ["step"] = number,
            ["revision"] = draft.DefinitionRevision,
            ["button"] = "next"
        };
    }

    public static async Task<JsonObject> UpToCohortsAsync(BotUnderTest bot, string name = "Mountain region")
    {
        await bot.PressAsync(Robin, "define.next", (await NewAsync(bot)).With("name", name).With("zone", "America/Denver"));
        await bot.PressAsync(Robin, "define.next", (await StepAsync(bot, 2)).With("committeeTyped", "ines@contoso.example.com"));
        return await StepAsync(bot, 8);
    }

    public static JsonObject Cohort(JsonObject step, string members) => step
        .With("button", "add")
        .With("cohortName", "HQ Denver")
        .With("goLive", "2027-03-15")
        .With("cohortZone", "America/Denver")
        .With("leadTyped", Sam.Email)
        .With("members", members);

    /// <summary>
    /// Launches a rollout with Robin and Maria as members of one cohort led by Sam; go-live is
    /// March 15, 2027.
    /// </summary>
    public static async Task<StoredRollout> LaunchAsync(BotUnderTest bot, string name = "Mountain region")
    {
        await bot.PressAsync(
            Robin,
            "define.next",
            Cohort(await UpToCohortsAsync(bot, name), $"Robin Hale, {Robin.Email}, Project Manager\nMaria Lopez, {Maria.Email}, Accountant")
        );
        await bot.PressAsync(Robin, "rollout.launch", await StepAsync(bot, 11));

        // They have the app: each has said something once.
        await bot.SayAsync(Maria, "hello");
        await bot.SayAsync(Sam, "hello");
        return await DraftAsync(bot);
    }

    public static JsonObject Data(StoredRollout rollout) => new() { ["rollout"] = rollout.Id.Value, ["cohort"] = "c1" };

    /// <summary>Robin's newest rollout.</summary>
    public static async Task<StoredRollout> DraftAsync(BotUnderTest bot) => (await AllAsync(bot))[0];

    public static async Task<IReadOnlyList<StoredRollout>> AllAsync(BotUnderTest bot)
    {
        var owned = new List<StoredRollout>();
        var robin = PersonId.FromObjectId(Guid.Parse(Robin.ObjectId));
        await foreach (var part in bot.Get<UserRepository>().ListPartsAsync(BotUnderTest.Tenant, [robin]))
        {
            if (part.Involvement == Involvement.Owner && await bot.Get<RolloutRepository>().FindAsync(part.Rollout) is { } rollout)
            {
                owned.Add(rollout);
            }
        }

        return [.. owned.OrderByDescending(rollout => rollout.CreatedAt).ThenBy(rollout => rollout.Rollout.State)];
    }
}
