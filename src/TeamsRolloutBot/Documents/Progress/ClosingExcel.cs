using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// How a rollout has gone as an Excel workbook: in numbers, by cohort, check-in by check-in with a
/// chart, and in lists.
/// </summary>
internal sealed class ClosingExcel(ClosingReader reader)
{
    private const string CheckIns = "Check-ins";

    public async Task WriteAsync(MemoryStream stream, StoredRollout rollout, ClosingModel model, CancellationToken ct)
    {
        await WriteSheetsAsync(stream, rollout, model, ct);
        var trend = model.Trend;
        if (trend.Count > 0)
        {
            ClosingChart.Add(
                stream,
                "sheet2",
                CheckIns,
                "How each check-in was answered",
                [
                    new("Yes", 'C', "107C10", [.. trend.Select(checkIn => checkIn.Count.Yes)]),
                    new("Partly", 'D', "F2C811", [.. trend.Select(checkIn => checkIn.Count.Partly)]),
                    new("No", 'E', "D13438", [.. trend.Select(checkIn => checkIn.Count.No)]),
                    new("Silent", 'F', "BDBDBD", [.. trend.Select(checkIn => checkIn.Count.Sent - checkIn.Count.Answered)]),
                ],
                [.. trend.Select(checkIn => checkIn.Number)]);
        }
    }

    private async Task WriteSheetsAsync(MemoryStream stream, StoredRollout rollout, ClosingModel model, CancellationToken ct)
    {
        await using var workbook = await Spreadsheet.CreateNewAsync(stream, cancellationToken: ct);
        var bold = workbook.AddStyle(new Style { Font = { Bold = true } });
        await SheetAsync("Summary", ["What", "Number"], Summary(rollout, model));
        await SheetAsync(
            CheckIns, ["Check-in", "Sent", "Yes", "Partly", "No", "Silent", "Answered", "Yes, of those who answered"],
            model.Trend.Select(Trend));
        await SheetAsync(
            "Cohorts", ["Cohort", "Go-live", "Members", "Reached", "Ready", "Trained", "Yes", "Partly", "No", "Silent", "State", "Why"],
            model.Progress.Cohorts.Select(Cohort));
        await SheetAsync(
            "What stopped people",
            ["Cohort", "Name", "Check-in", "What"],
            model.Stopped.Select(each => (object[])[each.Cohort.Name, each.By.Name, each.By.CheckIn, each.By.Text])
        );
        await SheetAsync(
            "Never started",
            ["Cohort", "Name", "E-mail"],
            await reader
                .NeverStartedAsync(rollout, ct)
                .Select(each => (object[])[each.Cohort.Name, each.Person.Person.Name, each.Person.Person.Email ?? string.Empty])
                .ToListAsync(ct)
        );
        await SheetAsync(
            "Open questions",
            ["Cohort", "Asked by", "Asked on", "Question"],
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
                .ToListAsync(ct)
        );
        await workbook.FinishAsync(ct);

        async Task SheetAsync(string name, IReadOnlyList<string> headings, IEnumerable<object[]> rows)
        {
            var sheet = new WorksheetOptions { FrozenRows = 1 };
            for (var column = 1; column <= headings.Count; column++)
            {
                sheet.Column(column).Width = column == 1
                    || headings[column - 1].Length > 14
                    || headings[column - 1] is "Name" or "E-mail" or "What" or "Why" or "Question"
                    ? 36
                    : 14;
            }

            await workbook.StartWorksheetAsync(name, sheet, ct);
            await workbook.AddRowAsync([.. headings.Select(heading => new StyledCell(heading, bold))], ct);
            foreach (var row in rows)
            {
                await workbook.AddRowAsync(
                    [
                        .. row.Select(
                            value => value is int number ? new DataCell(number) : new DataCell(ProgressExcel.Allowed((string)value)))
                    ],
                    ct);
            }
        }
    }

    private static IEnumerable<object[]> Summary(StoredRollout rollout, ClosingModel model) =>
    [
        ["Rollout", rollout.Definition.Name],
        ["As of", Dates.Iso(model.Progress.Today)],
        ["Cohorts", model.Progress.Cohorts.Count],
        [model.Progress.CountsPeople ? "People" : "Memberships (somebody in two cohorts counts in both)", model.Together.Members],
        ["Have their checklist", model.Together.Reached],
        ["Have finished phase 1", model.Together.Ready],
        ["Were at a training session", model.Together.Trained],
        ["Use it, by their last answer", model.Together.UsageYes],
        ["Use it partly", model.Together.UsagePartly],
        ["Do not use it", model.Together.UsageNo],
        ["Have never answered", model.Together.Silent],
        ["Have never started", model.Together.NeverStarted],
        ["At risk", model.Together.AtRisk],
        ["Questions answered", model.Sum(counts => counts.QuestionsAnswered)],
        ["Questions still open", model.OpenQuestions],
    ];

    private static object[] Trend((int Number, CheckInCount Count) checkIn)
    {
        var (number, count) = checkIn;
        return
        [
            number, count.Sent, count.Yes, count.Partly, count.No, count.Sent - count.Answered,
            $"{Wording.Percent(count.Answered, count.Sent)} %",
            $"{Wording.Percent(count.Yes, count.Answered)} %",
        ];
    }

    private static object[] Cohort(CohortProgress cohort) =>
    [
        cohort.Cohort.Name,
        Dates.Iso(cohort.Cohort.GoLive),
        cohort.Counts.Members,
        cohort.Counts.Reached ?? 0,
        cohort.Counts.Ready,
        cohort.Trained is { } trained ? trained : "not noted",
        cohort.Counts.UsageYes,
        cohort.Counts.UsagePartly,
        cohort.Counts.UsageNo,
        cohort.Silent,
        cohort.Health,
        string.Join("; ", cohort.Standing.Reasons),
    ];
}
