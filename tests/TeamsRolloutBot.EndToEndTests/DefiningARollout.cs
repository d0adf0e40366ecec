namespace TeamsRolloutBot.EndToEndTests;

/// <summary>What the manager does before a rollout is launched.</summary>
internal static class DefiningARollout
{
    public static async Task WelcomeAsync(TeamsClient person)
    {
        await person.SeesAsync("Your Procore Pay rollout, in this chat");
        await person.PictureAsync("welcome");
        await person.SayAsync("HELP");
        await person.SeesAsync("What you can do now");
        await person.PictureAsync("help");
        await person.SayAsync("what is the weather?");
        await person.SeesAsync("I did not understand that");
        await person.PictureAsync("not-understood");
    }

    public static async Task DefineAsync(TeamsClient person)
    {
        await person.SayAsync("new rollout");
        await person.SeesAsync("Step 1 of 11".ToUpperInvariant());
        await person.FillAsync("Name of the rollout", "Procore Pay, Mountain region");
        await person.FillAsync("Or type a city or a zone", "Mars");
        await person.PressAsync("Next");
        await person.SeesAsync("There is no time zone “Mars”");
        await person.PictureAsync("step-1-with-an-error");
        await person.FillAsync("Or type a city or a zone", "America/Denver");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 2 OF 11");
        await person.PictureAsync("step-2-committee");

        // Typing the answer works too.
        await person.SayAsync("ines@contoso.example.com");
        await person.SeesAsync("STEP 3 OF 11");
        await person.PictureAsync("step-3-training");
        await person.PressAsync("Next");
        await person.SeesAsync("STEP 4 OF 11");
        await person.FillAsync(
            "One per line", "Invoice approval | https://intranet.example.com/invoices | Approve by the 25th\nSite photos | One a day");
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

    public static async Task FinishDefinitionAsync(TeamsClient person)
    {
        await person.SayAsync("continue");

        // “You left off at step 7 of 11” appears on the card that it was saved with.
        await person.SeesAsync("Who starts together, and in which order?");
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
        await SaveCohortAsync();
        if (!await person.SeesFirstAsync("Add another cohort", "Nobody is added"))
        {
            // The client drew the card once more after the field was emptied.
            await SaveCohortAsync();
            await person.SeesAsync("Add another cohort");
        }

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

        async Task SaveCohortAsync()
        {
            await person.FillAsync("More team members", string.Empty);
            await person.PressAsync("Save cohort");
        }
    }
}
