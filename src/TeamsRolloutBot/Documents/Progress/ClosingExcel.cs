using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// The closing report as an Excel workbook: totals, by cohort, by check-in with a chart, and lists.
/// </summary>
internal sealed class ClosingExcel(ClosingReader reader)
{
    public async Task WriteAsync(MemoryStream stream, StoredRollout rollout, ClosingModel model, CancellationToken ct)
    {
        await WriteSheetsAsync(stream, rollout, model, ct);
        var trend = model.Trend;
        if (trend.Count > 0)
        {
            ClosingChart.Add(
                stream,
                "sheet2",
                ExportTexts.CheckIns,
                ExportTexts.HowEachWasAnswered,
                [
                    new(ExportTexts.AnswerYes, 'C', "107C10", [.. trend.Select(checkIn => checkIn.Count.Yes)]),
                    new(ExportTexts.AnswerPartly, 'D', "F2C811", [.. trend.Select(checkIn => checkIn.Count.Partly)]),
                    new(ExportTexts.AnswerNo, 'E', "D13438", [.. trend.Select(checkIn => checkIn.Count.No)]),
                    new(ExportTexts.Silent, 'F', "BDBDBD", [.. trend.Select(checkIn => checkIn.Count.Sent - checkIn.Count.Answered)]),
                ],
                [.. trend.Select(checkIn => checkIn.Number)]);
        }
    }

    private async Task WriteSheetsAsync(MemoryStream stream, StoredRollout rollout, ClosingModel model, CancellationToken ct)
    {
        await using var workbook = await Spreadsheet.CreateNewAsync(stream, cancellationToken: ct);
        var bold = workbook.AddStyle(new Style { Font = { Bold = true } });
        foreach (var (name, headings, rows) in await SheetsAsync(rollout, model, ct))
        {
            var options = new WorksheetOptions { FrozenRows = 1 };
            for (var column = 1; column <= headings.Count; column++)
            {
                var heading = headings[column - 1];
                options.Column(column).Width = column == 1 || heading.Length > 14 || Wide.Contains(heading) ? 36 : 14;
            }

            await workbook.StartWorksheetAsync(name, options, ct);
            await workbook.AddRowAsync([.. headings.Select(text => new StyledCell(text, bold))], ct);
            foreach (var row in rows)
            {
                await workbook.AddRowAsync([.. row.Select(Cell)], ct);
            }
        }

        await workbook.FinishAsync(ct);
    }

    private async Task<IReadOnlyList<Sheet>> SheetsAsync(StoredRollout rollout, ClosingModel model, CancellationToken ct) =>
    [
        new(ExportTexts.Summary, [ExportTexts.What, ExportTexts.Number], Summary(rollout, model)),
        new(
            ExportTexts.CheckIns,
            [
                ExportTexts.CheckIn, ExportTexts.Sent, ExportTexts.AnswerYes, ExportTexts.AnswerPartly, ExportTexts.AnswerNo,
                ExportTexts.Silent, ExportTexts.Answered, ExportTexts.YesOfAnswered
            ],
            model.Trend.Select(Trend)),
        new(
            ExportTexts.Cohorts,
            [
                ExportTexts.Cohort, ExportTexts.GoLive, ExportTexts.Members, ExportTexts.Reached, ExportTexts.Ready, ExportTexts.Trained,
                ExportTexts.AnswerYes, ExportTexts.AnswerPartly, ExportTexts.AnswerNo, ExportTexts.Silent, ExportTexts.State,
                ExportTexts.Why
            ],
            model.Progress.Cohorts.Select(Cohort)),
        new(
            ExportTexts.WhatStoppedPeople,
            [ExportTexts.Cohort, ExportTexts.Name, ExportTexts.CheckIn, ExportTexts.What],
            model.Stopped.Select(each => (object[])[each.Cohort.Name, each.By.Name, each.By.CheckIn, each.By.Text])),
        new(
            ExportTexts.NeverStarted,
            [ExportTexts.Cohort, ExportTexts.Name, ExportTexts.Email],
            await reader
                .NeverStartedAsync(rollout, ct)
                .Select(each => (object[])[each.Cohort.Name, each.Person.Person.Name, each.Person.Person.Email ?? string.Empty])
                .ToListAsync(ct)),
        new(
            ExportTexts.OpenQuestions,
            [ExportTexts.Cohort, ExportTexts.AskedBy, ExportTexts.AskedOn, ExportTexts.Question],
            await reader
                .OpenQuestionsAsync(rollout, ct)
                .Select(each =>
                    (object[])
                        [
                            each.Cohort.Name,
                            each.Question.Asker.Name,
                            Dates.Iso(each.Question.AskedAt.InZone(rollout.Definition.Zone).Date),
                            each.Question.Text,
                        ]
                )
                .ToListAsync(ct)),
    ];

    private static DataCell Cell(object value) =>
        value is int number ? new DataCell(number) : new DataCell(ProgressExcel.Allowed((string)value));

    private sealed record Sheet(string Name, IReadOnlyList<string> Headings, IEnumerable<object[]> Rows);

    // Columns with free text are wider.
    private static string[] Wide => [ExportTexts.Name, ExportTexts.Email, ExportTexts.What, ExportTexts.Why, ExportTexts.Question];

    private static IEnumerable<object[]> Summary(StoredRollout rollout, ClosingModel model) =>
    [
        [ExportTexts.Rollout, rollout.Definition.Name],
        [ExportTexts.AsOf, Dates.Iso(model.Progress.Today)],
        [ExportTexts.Cohorts, model.Progress.Cohorts.Count],
        [model.Progress.CountsPeople ? ExportTexts.People : ExportTexts.Memberships, model.Together.Members],
        [ExportTexts.HaveTheirChecklist, model.Together.Reached],
        [ExportTexts.HaveFinishedPhase1, model.Together.Ready],
        [ExportTexts.WereAtASession, model.Together.Trained],
        [ExportTexts.UseIt, model.Together.UsageYes],
        [ExportTexts.UseItPartly, model.Together.UsagePartly],
        [ExportTexts.DoNotUseIt, model.Together.UsageNo],
        [ExportTexts.HaveNeverAnswered, model.Together.Silent],
        [ExportTexts.HaveNeverStarted, model.Together.NeverStarted],
        [ExportTexts.AtRisk, model.Together.AtRisk],
        [ExportTexts.QuestionsAnswered, model.Sum(counts => counts.QuestionsAnswered)],
        [ExportTexts.QuestionsStillOpen, model.OpenQuestions],
    ];

    private static object[] Trend((int Number, CheckInCount Count) checkIn)
    {
        var (number, count) = checkIn;
        return
        [
            number, count.Sent, count.Yes, count.Partly, count.No, count.Sent - count.Answered,
            CommonTexts.Percent.With(Wording.Percent(count.Answered, count.Sent)),
            CommonTexts.Percent.With(Wording.Percent(count.Yes, count.Answered)),
        ];
    }

    private static object[] Cohort(CohortProgress cohort) =>
    [
        cohort.Cohort.Name,
        Dates.Iso(cohort.Cohort.GoLive),
        cohort.Counts.Members,
        cohort.Counts.Reached ?? 0,
        cohort.Counts.Ready,
        cohort.Trained is { } trained ? trained : ExportTexts.NotNoted,
        cohort.Counts.UsageYes,
        cohort.Counts.UsagePartly,
        cohort.Counts.UsageNo,
        cohort.Silent,
        cohort.Health,
        string.Join("; ", cohort.Standing.Reasons),
    ];
}
