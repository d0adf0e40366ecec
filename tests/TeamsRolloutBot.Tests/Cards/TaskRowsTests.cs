using CsCheck;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Protocol.AdaptiveCards;
using TeamsRolloutBot.Tests.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Tests.Cards;

public sealed class TaskRowsTests
{
    private static readonly LocalDate Today = new(2027, 3, 3);
    private static readonly ChecklistTask[] Tasks =
    [
        new("account", "Set up your account", null, 10, Phase.GetReady),
        new("cert.1", "Certification: Project Manager", "https://learn.example.com/pm", null, Phase.GetReady, "With a test at the end"),
    ];

    private static readonly Gen<Moment> Moments =
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Bool, Gen.Int[-3, 3].Nullable(), Gen.Int[-3, 3].Nullable(), Gen.Int[0, 2])
            .Select(values => new Moment(
                values.Item1, values.Item2, values.Item3, values.Item4, values.Item5, values.Item6, values.Item7, values.Item8));

    /// <summary>Rows are kept written: whoever they were written for, they say what a row of one's own would say.</summary>
    [Fact]
    public void A_row_that_was_written_for_somebody_else_says_the_same_as_one_of_ones_own() =>
        Moments.Sample(moment => Assert.Equal(Json(moment, Tasks[moment.Task] with { }), Json(moment, Tasks[moment.Task])));

    [Fact]
    public void A_task_goes_from_open_over_overdue_to_done_and_back()
    {
        Assert.Contains("Due", Row(0, 1, null), StringComparison.Ordinal);
        Assert.Contains("Overdue since", Row(2, 1, null), StringComparison.Ordinal);
        Assert.Contains("Done on", Row(2, 1, 2), StringComparison.Ordinal);
        Assert.Contains("Overdue since", Row(2, 1, null), StringComparison.Ordinal);

        static string Row(int today, int due, int? doneOn) => Json(new Moment(0, 0, 0, 0, false, due, doneOn, today), Tasks[0]);
    }

    private static string Json(Moment moment, ChecklistTask task)
    {
        var gallery = CardGallery.AChecklist();
        var progress = TaskProgress.None;
        if (moment.DoneOn is { } doneOn)
        {
            progress = progress.Set(task.Id, true, gallery.Zone.AtStartOfDay(Today.PlusDays(doneOn)).ToInstant() + Duration.FromHours(1));
        }

        var model = gallery with
        {
            RolloutId = $"r{moment.Rollout}",
            Cohort = gallery.Cohort with { Id = new CohortId($"c{moment.Cohort}") },
            Participant = gallery.Participant with { Progress = progress },
            Today = Today.PlusDays(moment.Today),
            Page = moment.Page,
        };
        return CardJson.Of(TaskRows.Draw(model, task, moment.Due is { } due ? Today.PlusDays(due) : null, moment.IsManagers));
    }

    private sealed record Moment(int Task, int Cohort, int Rollout, int Page, bool IsManagers, int? Due, int? DoneOn, int Today);
}
