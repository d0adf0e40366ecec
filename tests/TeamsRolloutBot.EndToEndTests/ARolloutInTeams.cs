using TeamsRolloutBot.Benchmarks.Harness;
using TeamsRolloutBot.Tests;
using Xunit.Abstractions;

namespace TeamsRolloutBot.EndToEndTests;

/// <summary>The main job, as a person does it: in a browser, at the local client, with cards and typed text, and with a restart in the middle.</summary>
public sealed class ARolloutInTeams(ITestOutputHelper output)
{
    private static readonly string Pictures = Repository.File("artifacts", "screenshots");

    [EndToEndFact]
    public async Task Is_defined_launched_lived_through_and_closed()
    {
        await using var bot = await BotProcess.StartAsync();
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, Pictures);
        try
        {
            await WelcomeAsync(person);
            await DefineAsync(person);
            await bot.RestartAsync();
            await person.GoToAsync(bot.ClientAddress);
            await FinishDefinitionAsync(person);
            await GetReadyAsync(person, bot);
            await PlanTrainingAsync(person);
            await ChangeAsync(person);
            await TrainAndUseAsync(person);
            await HandOutAsync(person);
            await CloseAsync(person);
            await person.SayAsync("history Procore Pay, Mountain region");
            await person.SeesAsync("Who did what, the newest first");
            await person.PictureAsync("history");
        }
        catch
        {
            await person.WindowPictureAsync("where-it-failed");
            output.WriteLine(bot.Output);
            throw;
        }

        Assert.DoesNotContain("fail:", bot.Output, StringComparison.Ordinal);
        var resident = ProcessMemory.ResidentMegabytes(bot.Id);
        output.WriteLine($"Resident after the run: {resident} MB");
        Assert.InRange(resident, 1, 150);
    }

    /// <summary>The same product on Azure Table Storage, up to a tick that is there after a restart.</summary>
    [EndToEndFact]
    public async Task Is_defined_launched_and_kept_on_azure_tables()
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var bot = await BotProcess.StartAsync(new Dictionary<string, string>
        {
            ["Storage__Kind"] = "AzureTables",
            ["Storage__ConnectionString"] = azurite.ConnectionString,
        });
        await using var person = await TeamsClient.OpenAsync(bot.ClientAddress, Path.Combine(Pictures, "azure-tables"));
        try
        {
            await DefineAsync(person);
            await bot.RestartAsync();
            await person.GoToAsync(bot.ClientAddress);
            await FinishDefinitionAsync(person);
            await GetReadyAsync(person, bot);
            await CloseAsync(person);
            await person.SayAsync("history Procore Pay, Mountain region");
            await person.SeesAsync("Who did what, the newest first");
            await person.PictureAsync("history");
        }
        catch
        {
            await person.WindowPictureAsync("where-it-failed");
            output.WriteLine(bot.Output);
            throw;
        }

        Assert.DoesNotContain("fail:", bot.Output, StringComparison.Ordinal);
        Assert.False(bot.HasDataFile, "On Azure Tables nothing is kept in a file.");
    }

    private static async Task WelcomeAsync(TeamsClient person)
    {
        await person.SeesAsync("Your rollout of Procore Pay, in this chat");
        await person.PictureAsync("welcome");
        await person.SayAsync("HELP");
        await person.SeesAsync("What you can do now");
        await person.PictureAsync("help");
        await person.SayAsync("what is the weather?");
        await person.SeesAsync("I did not understand that");
        await person.PictureAsync("not-understood");
    }

    private static async Task DefineAsync(TeamsClient person)
    {
        await person.SayAsync("new rollout");
        await person.SeesAsync("Step 1 of 11".ToUpperInvariant());
        await person.FillAsync("Name of the rollout", "Procore Pay, Mountain region");
        await person.FillAsync("Your time zone", "Mars");
        await person.PressAsync("Next");
        await person.SeesAsync("There is no time zone “Mars”");
        await person.PictureAsync("step-1-with-an-error");
        await person.FillAsync("Your time zone", "America/Denver");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 2 OF 11");
        await person.PictureAsync("step-2-committee");

        // Typing the answer works too.
        await person.SayAsync("ines@contoso.example.com");
        await person.SeesAsync("STEP 3 OF 11");
        await person.PictureAsync("step-3-training");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 4 OF 11");
        await person.FillAsync("One on each line", "Invoice approval | https://intranet.example.com/invoices | Approve by the 25th\nSite photos | One a day");
        await person.PictureAsync("step-4-best-practices");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 5 OF 11");
        await person.PictureAsync("step-5-projects");
        await person.PressAsync("Back");
        await person.SeesAsync("STEP 4 OF 11");
        await person.PressAsync("Skip");
        await person.SeesAsync("STEP 5 OF 11");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 6 OF 11");
        await person.PictureAsync("step-6-approach");
        await person.SayAsync("phased");
        await person.SeesAsync("STEP 7 OF 11");
        await person.PictureAsync("step-7-strategy");
        await person.PressAsync("Save for later");
        await person.SeesAsync("SAVED FOR LATER");
        await person.PictureAsync("saved-for-later");
    }

    private static async Task FinishDefinitionAsync(TeamsClient person)
    {
        await person.SayAsync("continue");
        await person.SeesAsync("STEP 7 OF 11");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 8 OF 11");
        await person.FillAsync("Office", "HQ Denver");
        await person.FillDateAsync("Go-live", "2027-03-15");
        await person.FillAsync("Or type an e-mail address", "robin@contoso.example.com");
        await person.FillAsync("Team members", """
            Robin Hale, robin@contoso.example.com, Project Manager
            Maria Lopez; maria@contoso.example.com; Accountant
            Nobody, not an address
            """);
        await person.PressAsync("Add cohort");
        await person.SeesAsync("1 row needs another look");
        await person.PictureAsync("step-8-cohorts");
        await person.FillAsync("More team members", string.Empty);
        await person.PressAsync("Save cohort");
        await person.SeesAsync("Add another cohort");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 9 OF 11");
        await person.PressAsync("Preview");
        await person.SeesAsync("Preview: Welcome");
        await person.PictureAsync("step-9-message");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 10 OF 11");
        await person.PictureAsync("step-10-timing");
        await person.PressAsync("Next");
        await person.SeesAsync("REVIEW · NOTHING HAS BEEN SENT");
        await person.PictureAsync("review");
        await person.PressAsync("Who gets what, when");
        await person.SeesAsync("Page 1 of");
        await person.PictureAsync("timeline-rows");
        await person.PressAsync("Back to the review");
        await person.SeesAsync("REVIEW · NOTHING HAS BEEN SENT");
        await person.PressAsync("Launch");
        await person.SeesAsync("is launched");
        await person.PictureAsync("launched");
    }

    private static async Task GetReadyAsync(TeamsClient person, BotProcess bot)
    {
        await person.SayAsync("clock 2027-02-23");
        await person.SeesAsync("Your Procore Pay checklist");
        await person.SeesAsync("Your list for HQ Denver");
        await person.SayAsync("my checklist");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "0 of 7 done");
        await person.PictureAsync("managers-list");
        await person.PressOnCardAsync("Your Procore Pay checklist", "Done");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "1 of 7 done");
        await person.CardPictureAsync("Your Procore Pay checklist", "checklist-ticked");

        // What was acknowledged is there after a restart.
        await bot.RestartAsync();
        await person.GoToAsync(bot.ClientAddress);
        await person.SayAsync("my checklist");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "1 of 7 done");
        await person.PressOnCardAsync("Your Procore Pay checklist", "Undo");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "0 of 7 done");
        await person.PressOnCardAsync("Your Procore Pay checklist", "Done");
        await person.SeesOnCardAsync("Your Procore Pay checklist", "1 of 7 done");
        await person.SayAsync("status");
        await person.SeesAsync("1 of 1 cohort on track");
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

    // Zoe has never met the bot: nothing reaches her, and that is said.
    private static async Task ChangeAsync(TeamsClient person)
    {
        await person.SayAsync("add people");
        await person.SeesAsync("Who joins late is caught up");
        await person.FillAsync("Name, e-mail", "David Chen, david@contoso.example.com, Accountant\nZoe Quinn, zoe@contoso.example.com\nNobody, not an address");
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
        await person.SayAsync("deliveries");
        await person.SeesAsync("Not delivered");
        await person.PictureAsync("deliveries-with-a-failure");
        await person.PressAsync("Send again to those it did not reach");
        await person.SeesAsync("again");
        await person.PictureAsync("sent-again");
    }

    private static async Task PlanTrainingAsync(TeamsClient person)
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
        await person.SeesAsync("Takes the session out of calendars");
        await person.PictureAsync("session-cancelled");
    }

    private static async Task HandOutAsync(TeamsClient person)
    {
        await person.SayAsync("export progress");
        await person.SeesAsync("Everybody’s progress");
        await person.PictureAsync("export-progress");
        await person.SayAsync("my data");
        await person.SeesAsync("Everything I keep of you");
        await person.PictureAsync("my-data");
        await person.SayAsync("forget maria@contoso.example.com");
        await person.SeesAsync("Erase everything about");
        await person.PictureAsync("forget");
        await person.PressAsync("Erase for good");
        await person.SeesAsync("Nothing says any more who it was");
        await person.SayAsync("duplicate Mountain");
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

    private static async Task TrainAndUseAsync(TeamsClient person)
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
        await person.PressInRowAsync("Robin Hale", "Was there");
        await person.SeesAsync("1 of 4 members were there");
        await person.CardPictureAsync("Who was at the training?", "attendance");
        await person.SayAsync("my checklist");
        await person.SeesAsync("2 Train");
        await person.PressInRowAsync("Covered: Plan management", "Done");
        await person.SeesAsync("1 of 11 done");
        await person.CardPictureAsync("Your list for HQ Denver", "topics-ticked");
        await person.SayAsync("clock 2027-03-16");
        await person.SeesAsync("You can begin with Procore Pay");
        await person.CardPictureAsync("You can begin with Procore Pay", "go-live");
        await person.SayAsync("clock 2027-03-22T18:00");
        await person.SeesAsync("How is Procore Pay going?");
        await person.CardPictureAsync("How is Procore Pay going?", "check-in");
        await person.ChooseAsync("Partly");
        await person.FillAsync("Any question?", "Where do I find the lien waivers?");
        await person.PressAsync("Send");
        await person.SeesAsync("Thank you");
        await person.CardPictureAsync("Thank you", "check-in-answered");

        // Robin leads the cohort and asks: the question goes to the committee, and Robin, who owns the rollout, can answer it too.
        await person.SayAsync("questions");
        await person.SeesAsync("1 question waits for an answer");
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

    private static async Task CloseAsync(TeamsClient person)
    {
        await person.SayAsync("export definition Procore Pay, Mountain region");
        await person.SeesAsync("The file holds everything you defined");
        await person.PictureAsync("export");
        await person.SayAsync("close");
        await person.SeesAsync("for good?");
        await person.PressAsync("Close for good");
        await person.SeesAsync("is closed");
        await person.PictureAsync("closed");
    }
}
