using System.Text.Json.Nodes;
using TeamsRolloutBot.State;
using static TeamsRolloutBot.Tests.Dialogs.TestPerson;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Subcontractors are added as lines and moved on with a press, and whoever looks after one is
/// reminded before its invitation expires.
/// </summary>
public sealed class SubcontractorsTests
{
    private const string Granite = "Granite Paving, billing@granite.example.com";

    [Fact]
    public async Task Lines_become_a_list_and_the_same_line_twice_is_one()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        await AddAsync(bot, rollout, $"{Granite}\nSlate Roofing, pay@slate.example.com, {Sam.Email}");
        var list = await AddAsync(bot, rollout, "granite paving, BILLING@granite.example.com");

        var all = await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id);
        Assert.Equal(
            [("Granite Paving", Robin.Email), ("Slate Roofing", Sam.Email)],
            all.Select(each => (each.Company, each.Owner.Email!))
        );
        Assert.Contains("2 to invite", list, StringComparison.Ordinal);
        Assert.Contains("Subcontractors: 2 to invite", Assert.Single(await bot.SayAsync(Robin, "status")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Granite Paving, not an address", "is not an e-mail address")]
    [InlineData("Granite Paving, billing@granite.example.com, Nobody Known", "is not the implementation manager, on the committee")]
    [InlineData("", "Enter one line per company.")]
    public async Task A_line_that_can_not_be_read_is_said_and_nothing_typed_is_lost(string typed, string problem)
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);

        var form = await bot.PressForJsonAsync(Robin, "sub.add", Script.Data(rollout).With("subcontractors", $"{typed}"));

        Assert.Contains(problem, form, StringComparison.Ordinal);
        Assert.Equal(typed, (string?)CardInputs.Find(form, "subcontractors")["value"] ?? string.Empty);
        Assert.Empty(await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id));
    }

    [Fact]
    public async Task A_press_moves_one_on_step_by_step_until_its_first_billing_and_the_counts_follow()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await AddAsync(bot, rollout, $"{Granite}\nSlate Roofing, pay@slate.example.com");
        var seen = new List<SubcontractorStatus>();

        var card = await bot.PressForJsonAsync(Robin, "sub.list", Script.Data(rollout));
        while (CardInputs.ActionsOf(card).FirstOrDefault(action => ((string)action["title"]!).StartsWith('→')) is { } next)
        {
            card = await bot.PressForJsonAsync(Robin, "sub.set", next["data"]!.DeepClone().AsObject());
            seen.Add((await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id))[0].Status);
            if (seen.Count == 6)
            {
                break;
            }
        }

        Assert.Equal(Enum.GetValues<SubcontractorStatus>().Skip(1), seen);
        Assert.Equal(
            new Dictionary<SubcontractorStatus, int> { [SubcontractorStatus.ToInvite] = 1, [SubcontractorStatus.FirstBilling] = 1 },
            await bot.Get<SubcontractorRepository>().CountsAsync(rollout.Id));
    }

    [Fact]
    public async Task Whoever_looks_after_one_is_reminded_once_before_the_invitation_ends_and_not_where_it_was_accepted()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await bot.TravelAsync("2027-03-01T17:00:00Z");
        await AddAsync(bot, rollout, $"{Granite}, {Sam.Email}\nSlate Roofing, pay@slate.example.com, {Sam.Email}");
        var all = await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id);
        foreach (var each in all)
        {
            await MoveAsync(bot, Sam, rollout, each, "Invited");
            await MoveAsync(bot, Sam, rollout, each, "Invited");
        }

        await MoveAsync(bot, Sam, rollout, all[1], "Accepted");
        await bot.TravelAsync("2027-03-11T23:00:00Z");
        Assert.DoesNotContain(bot.Teams.To(Sam), IsReminder);
        await bot.TravelAsync("2027-03-13T00:00:00Z");

        var reminder = Assert.Single(bot.Teams.To(Sam), IsReminder);
        Assert.Contains("Granite Paving has not accepted yet", reminder.Text, StringComparison.Ordinal);
        Assert.Contains(
            "expires on Mon, Mar 15",
            reminder.Text.Replace("Monday", "Mon", StringComparison.Ordinal).Replace("March", "Mar", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_does_not_look_after_one_neither_sees_nor_moves_it()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await AddAsync(bot, rollout, Granite);
        var granite = (await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id))[0];

        var list = Assert.Single(await bot.SayAsync(Sam, "subcontractors"));
        await MoveAsync(bot, Sam, rollout, granite, "Approved");
        await MoveAsync(bot, Maria, rollout, granite, "Approved");

        Assert.DoesNotContain("Granite", list, StringComparison.Ordinal);
        Assert.Equal(SubcontractorStatus.ToInvite, (await bot.Get<SubcontractorRepository>().FindAsync(rollout.Id, granite.Id))!.Status);
    }

    [Fact]
    public async Task Without_mail_the_finished_text_is_there_to_copy()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await AddAsync(bot, rollout, Granite);
        var granite = (await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id))[0];

        var card = await bot.PressForJsonAsync(Robin, "sub.mail", Data(rollout, granite));

        var text = (string)CardInputs.Find(card, "text")["value"]!;
        Assert.Equal("billing@granite.example.com", (string?)CardInputs.Find(card, "to")["value"]);
        Assert.Contains(
            "Granite Paving gets an invitation to it by e-mail. Please accept it within 14 days",
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith("Robin Hale", text, StringComparison.Ordinal);
        Assert.DoesNotContain(CardInputs.ActionsOf(card), action => (string?)action["title"] == "Send");
    }

    [Fact]
    public async Task A_contact_who_is_forgotten_leaves_no_address_behind()
    {
        await using var bot = await BotUnderTest.StartAsync();
        var rollout = await Script.LaunchAsync(bot);
        await AddAsync(bot, rollout, Granite);

        await bot.Get<SubcontractorRepository>().ForgetAsync(
            rollout.Id,
            new Dictionary<TeamsRolloutBot.Domain.PersonId, TeamsRolloutBot.Domain.PersonId>
            {
                [TeamsRolloutBot.Domain.PersonId.FromEmail("billing@granite.example.com")] = TeamsRolloutBot.Domain.PersonId.Forgotten(),
            });

        var left = Assert.Single(await bot.Get<SubcontractorRepository>().ListAsync(rollout.Id));
        Assert.Equal(("Granite Paving", string.Empty), (left.Company, left.Email));
    }

    private static bool IsReminder(TeamsMessage message) => message.Text.Contains("has not accepted yet", StringComparison.Ordinal);

    private static Task<string> AddAsync(BotUnderTest bot, StoredRollout rollout, string lines) =>
        bot.PressAsync(Robin, "sub.add", Script.Data(rollout).With("subcontractors", lines));

    private static Task<string> MoveAsync(
        BotUnderTest bot,
        TestPerson by,
        StoredRollout rollout,
        Subcontractor subcontractor,
        string status
    ) => bot.PressAsync(by, "sub.set", Data(rollout, subcontractor).With("status", status));

    private static JsonObject Data(StoredRollout rollout, Subcontractor subcontractor) =>
        Script.Data(rollout).With("subcontractor", subcontractor.Id);
}
