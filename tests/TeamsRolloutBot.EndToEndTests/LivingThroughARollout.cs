namespace TeamsRolloutBot.EndToEndTests;

/// <summary>What happens in a launched rollout, to its end.</summary>
internal static class LivingThroughARollout
{
    public static async Task GetReadyAsync(TeamsClient person, BotProcess bot)
    {
        await person.SayAsync("clock 2027-02-23");
        await person.SeesAsync("Your Procore Pay checklist");
        await person.SeesAsync("Your list for HQ Denver");
        await person.SeesAsync("What was due until now has been sent.");
        await AskForChecklistAsync(person, "my checklist");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "0 of 8 done");
        await person.PictureAsync("managers-list");
        await person.PressOnCardAsync("Your Procore Pay checklist", "Done");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "1 of 8 done");
        await person.CardPictureAsync("Your Procore Pay checklist", "checklist-ticked");

        // What was acknowledged is still there after a restart.
        await bot.RestartAsync();
        await person.GoToAsync(bot.ClientAddress);
        await person.SayAsync("my checklist");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "1 of 8 done");
        await person.PressOnCardAsync("Your Procore Pay checklist", "Undo");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "0 of 8 done");
        await person.PressOnCardAsync("Your Procore Pay checklist", "Done");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "1 of 8 done");
        await person.SayAsync("status");
        await person.SeesAsync("1 cohort: 1 ");
        await person.PictureAsync("status");
        await person.SayAsync("clock 2027-03-02");
        await person.SeesAsync("Welcome e-mails for HQ Denver");
        await person.CardPictureAsync("Welcome e-mails for HQ Denver", "email-handed-over");
        await person.SayAsync("clock 2027-03-06");
        await person.SeesAsync("Still open on your Procore Pay checklist");
        await person.CardPictureAsync("Still open on your Procore Pay checklist", "reminder");
        await person.SeesAsync("Is HQ Denver ready for training?");
        await person.CardPictureAsync("Is HQ Denver ready for training?", "readiness");
    }

    // Zoe has never spoken to the bot: nothing reaches her, and the bot says so.
    public static async Task ChangeAsync(TeamsClient person)
    {
        await person.SayAsync("add people");
        await person.SeesAsync("People who join late get what they missed");
        await person.FillAsync(
            "Name | e-mail",
            "David Chen, david@contoso.example.com, Accountant\nZoe Quinn, zoe@contoso.example.com\nNobody, not an address");
        await person.PressAsync("Add them");
        await person.SeesAsync("2 members are saved; 1 row needs another look.");
        await person.PictureAsync("add-people-with-a-bad-row");
        await person.SayAsync("add cohort");
        await person.SeesAsync("Add a cohort");
        await person.FillAsync("Office", "Boulder branch");
        await person.FillDateAsync("Go-live", "2027-04-12");
        await person.FillAsync("Or type an e-mail address", "ines@contoso.example.com");
        await person.FillAsync("Team members", "Noor Haddad, noor@contoso.example.com, Project Manager");
        await person.PictureAsync("add-cohort");
        await person.PressAsync("Add cohort");
        await person.SeesAsync("Boulder branch is part of the rollout");
        await person.PictureAsync("cohort-added");
        await person.SayAsync("move Boulder branch to 2027-04-19");
        await person.SeesAsync("Nothing has been moved yet".ToUpperInvariant());
        await person.PictureAsync("move");
        await person.PressAsync("Move it");
        await person.SeesAsync("Boulder branch goes live on Monday, April 19");

        // The late joiner is caught up at the next send time.
        await person.SayAsync("clock 2027-03-08T18:00");
        await person.SeesAsync("It is Mon, Mar 8, 2027");
        await person.SayAsync("deliveries");
        await person.SeesAsync("Not delivered");
        await person.PictureAsync("deliveries-with-a-failure");
        await person.PressAsync("Who");
        await person.SeesAsync("have the app");
        await person.PictureAsync("who-is-waited-for");
        await person.PressAsync("How to reach them");
        await person.SeesAsync("What helps");
        await person.PictureAsync("reach");
    }

    public static async Task PlanTrainingAsync(TeamsClient person)
    {
        await person.SayAsync("plan session HQ");
        await person.SeesAsync("Plan a training session");
        await person.FillDateAsync("Date", "2027-03-10");
        await person.PictureAsync("plan-session");
        await person.PressAsync("Plan it");
        await person.SeesAsync("Planned: Wed, Mar 10, 10:00.");
        await person.PictureAsync("session-planned");
        await person.PressAsync("Plan a session");
        await person.SeesAsync("Plan a training session");
        await person.FillDateAsync("Date", "2027-03-12");
        await person.PressAsync("Plan it");
        await person.SeesAsync("Planned: Fri, Mar 12, 10:00.");
        await person.PressInRowAsync("Wed, Mar 10, 10:00", "Change");
        await person.SeesAsync("Change the training session");
        await person.FillDateAsync("Date", "2027-03-11");
        await person.PressAsync("Save");
        await person.SeesAsync("Changed: Thu, Mar 11, 10:00.");
        await person.PressInRowAsync("Fri, Mar 12, 10:00", "Change");
        await person.SeesAsync("Change the training session");
        await person.PressAsync("Cancel this session");
        await person.SeesAsync("Cancel the session on Fri, Mar 12, 10:00?");
        await person.PictureAsync("cancel-session");
        await person.PressAsync("Cancel it");
        await person.SeesAsync("Removes the session from calendars");
        await person.PictureAsync("session-cancelled");
    }

    public static async Task HandOutAsync(TeamsClient person)
    {
        await person.SayAsync("export progress");
        await person.SeesAsync("Everybody’s progress");
        await person.PictureAsync("export-progress");
        await person.SayAsync("my data");
        await person.SeesAsync("What I keep about you");
        await person.PictureAsync("my-data");
        await person.SayAsync("forget maria@contoso.example.com");
        await person.SeesAsync("Erase everything about");
        await person.PictureAsync("forget");
        await person.PressAsync("Erase for good");
        await person.SeesAsync("Nothing says who it was anymore");
        await person.SayAsync("duplicate Mountain");
        await person.PictureAsync("duplicate-what");
        await person.PressAsync("Make the copy");
        await person.SeesAsync("Copy of Procore Pay");
        await person.PictureAsync("duplicate");
        await person.PressAsync("Save for later");
        await person.SeesAsync("SAVED FOR LATER");
        await person.SayAsync("help");
        await person.SeesAsync("What you can do now");
        await person.PictureAsync("help-of-an-owner");
        await person.PressInRowAsync("Change a running rollout", "More");
        await person.SeesAsync("Ends a rollout for good");
        await person.PictureAsync("help-topic");
    }

    public static async Task TrainAndUseAsync(TeamsClient person)
    {
        await person.SayAsync("pause");
        await person.SeesAsync("is paused");
        await person.SayAsync("resume");
        await person.SeesAsync("is running again");
        await person.SayAsync("clock 2027-03-09");
        await person.SeesAsync("Your Procore Pay training");
        await person.CardPictureAsync("Your Procore Pay training", "training");
        await person.SayAsync("clock 2027-03-11T20:00");
        await person.SeesAsync("Who was at the training?");
        await person.PressInRowAsync("Robin Hale", "Mark present");
        await person.SeesAsync("1 of 4 members were there");
        await person.CardPictureAsync("Who was at the training?", "attendance");
        await person.SayAsync("my checklist");
        await person.SeesAsync("2 Train");
        await person.PressInRowAsync("Covered: Plan management", "Done");
        await person.SeesAsync("1 of 11 done");
        await person.CardPictureAsync("Your list for HQ Denver", "topics-ticked");
        await person.SayAsync("clock 2027-03-16");
        await person.SeesAsync("You can start using Procore Pay");
        await person.CardPictureAsync("You can start using Procore Pay", "go-live");
        await person.SayAsync("clock 2027-03-22T18:00");
        await person.SeesAsync("How is Procore Pay going?");
        await person.CardPictureAsync("How is Procore Pay going?", "check-in");
        await person.ChooseAsync("Partly");
        await person.FillAsync("Any question?", "Where do I find the lien waivers?");
        await person.PressAsync("Send");
        await person.SeesAsync("Thank you");
        await person.CardPictureAsync("Thank you", "check-in-answered");

        // Robin leads the cohort and is the one who asks, so the question goes to the committee. As
        // the rollout's owner, Robin can answer it too.
        await person.SayAsync("questions");
        await person.SeesAsync("1 question is waiting for an answer");
        await person.PictureAsync("questions");
        await person.FillAsync("Your answer", "In the payments tool, under Compliance.");
        await person.PressAsync("Answer");
        await person.SeesAsync("QUESTION · ANSWERED");
        await person.SeesAsync("YOUR QUESTION");
        await person.CardPictureAsync("Robin Hale answered", "answer");
        await person.SayAsync("status");
        await person.PictureAsync("status-in-use");
        await person.SayAsync("people");
        await person.SeesAsync("4 members");
        await person.PictureAsync("people");
    }

    public static async Task CloseAsync(TeamsClient person)
    {
        await person.SayAsync("export definition Procore Pay, Mountain region");
        await person.SeesAsync("The file contains everything you defined");
        await person.PictureAsync("export");
        await person.SayAsync("close");
        await person.SeesAsync("for good?");
        await person.PressAsync("Close for good");
        await person.SeesAsync("is closed");
        await person.PictureAsync("closed");
    }

    /// <summary>
    /// Requests the checklists of somebody who has two, and waits for both; those that were sent as
    /// planned have the same text.
    /// </summary>
    public static async Task AskForChecklistAsync(TeamsClient person, string words)
    {
        var before = await person.CountCardsAsync();
        await person.SayAsync(words);
        await person.SeesAnotherCardAsync(before + 1);
    }
}
