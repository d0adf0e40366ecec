using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Hosting.Development.Gallery;
using TeamsRolloutBot.Tests.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class TaskRowsTests
{
    private static readonly LocalDate DueOn = new(2027, 3, 4);
    private static readonly ChecklistTask Task = new("account", "Set up your account", null, 10, Phase.GetReady);

    [Theory]
    [InlineData(3, null, "Due ")]
    [InlineData(4, null, "Due ")]
    [InlineData(5, null, "⚠ Overdue since ")]
    [InlineData(5, 5, "Done on ")]
    public void A_task_goes_from_open_over_overdue_to_done(int today, int? doneOn, string expected)
    {
        var model = CardGallery.AChecklist();
        var progress = doneOn is { } day
            ? TaskProgress.None.Set(Task.Id, true, model.Zone.AtStartOfDay(new LocalDate(2027, 3, day)).ToInstant() + Duration.FromHours(1))
            : TaskProgress.None;

        var row = TaskRows.Draw(
            model with
            {
                Participant = model.Participant with { Progress = progress },
                Today = new LocalDate(2027, 3, today)
            }, Task, DueOn, isManagers: false);

        Assert.Contains($"\"{expected}", CardJson.Of(row), StringComparison.Ordinal);
    }
}
