using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>
/// The manager's menu of a running rollout: each of its buttons and what it opens.
/// </summary>
public sealed class ManagingARollout(ITestOutputHelper output)
{
    private const string Menu = "Nothing is sent, moved or removed without being shown first.";

    // Each button, and what it opens.
    private static readonly (string Button, string Opens)[] Ways =
    [
        ("Move its date", "You see what changes before anything moves."),
        ("Change it", "Change HQ Denver"),
        ("Add people", "People who join late get what they missed"),
        ("Training sessions", "Plan a session"),
        ("Answers", "ANSWERS TO CHECK-INS"),
        ("Readiness", "Is HQ Denver ready for training?"),
        ("Add a cohort", "The rollout is running: the cohort’s people are contacted"),
        ("Nudge those behind", "Remind 2 people of their open tasks?"),
        ("Progress as Excel", "Everybody’s progress"),
        ("Reach", "I can message everybody"),
        ("Close", "for good?"),
        ("Company setup", "BEFORE THE FIRST COHORT"),
        ("Subcontractors", "SUBCONTRACTORS"),
        ("Status", "1 cohort: 1 "),
        ("History", "Who did what, newest first"),
        ("Other rollouts", "All of them, newest first"),
    ];

    [EndToEndFact]
    public Task Every_button_of_the_menu_opens_what_it_says_and_a_pause_is_ended_from_it() =>
        Walk.RunAsync([], "manage", output, async (person, bot) =>
        {
            await DefiningARollout.DefineAsync(person);
            await bot.RestartAsync();
            await person.GoToAsync(bot.ClientAddress);
            await DefiningARollout.FinishDefinitionAsync(person);
            await person.SayAsync("clock 2027-02-23");
            await person.SeesAsync("Your list for HQ Denver");
            foreach (var (button, opens) in Ways)
            {
                await OpenMenuAsync(person);
                await PressAsync(person, button, opens);
            }

            await OpenMenuAsync(person);
            await PressAsync(person, "Pause", "Pause Procore Pay, Mountain region?");
            await person.PressAsync("Pause");
            await person.SeesAsync("is paused");
            await OpenMenuAsync(person);
            await PressAsync(person, "Resume", "is running again");
        });

    // Earlier menus are still in the chat, so this waits for the new one.
    private static async Task OpenMenuAsync(TeamsClient person)
    {
        var cards = await person.CountCardsAsync();
        await person.SayAsync("manage");
        await person.SeesAnotherCardAsync(cards);
        await person.SeesOnNewestCardAsync(Menu);
    }

    // What it opens replaces the menu or appears below it.
    private static async Task PressAsync(TeamsClient person, string button, string opens)
    {
        await person.PressOnCardAsync(Menu, button);
        await person.SeesOnNewestCardAsync(opens);
        await person.PictureAsync(button.ToLowerInvariant().Replace(' ', '-').Replace(",", string.Empty, StringComparison.Ordinal));
    }
}
