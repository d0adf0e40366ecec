using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The closing report, as a card and as a file.</summary>
internal sealed class ClosingDialog(RolloutChoice choice, ClosingReader reader, ClosingExcel excel, FileHandOver files, IClock clock)
    : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.ClosingReport), CommandTexts.ClosingReportDoes, ShowAsync) { Topic = HelpTopic.Follow }
    ];

    public IEnumerable<Verb> Verbs =>
        [new(ClosingCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)), new(ClosingCard.FileVerb, FileAsync)];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, ClosingCard.ShowVerb, MaySee, ct);
        return mine is null
            ? reply!
            : Reply.With(
                  ClosingCard.Draw(
                      await reader.ReadAsync(mine.Rollout, clock.GetCurrentInstant(), ct) with
                      {
                          MayClose = mine.IsOwner && mine.Rollout.Rollout.State != RolloutState.Closed
                      }));
    }

    private async Task<Reply> FileAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, ClosingCard.ShowVerb, MaySee, ct);
        if (mine is null)
        {
            return reply!;
        }

        using var workbook = new MemoryStream();
        await excel.WriteAsync(workbook, mine.Rollout, await reader.ReadAsync(mine.Rollout, clock.GetCurrentInstant(), ct), ct);
        var handed = await files.GiveAsync(
            turn,
            new GivenFile(
                $"{FileHandOver.StemOf(mine.Rollout)}-closing-report.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.ToArray())
            {
                RecordedAs = "closing report",
                Rollout = mine.Rollout.Id,
            },
            ct);
        return Reply.Below(
            MessageCard.Information(
                ManagerTexts.ClosingReport2,
                ManagerTexts.NumbersCheckInByCheckIn.With(handed.How),
                handed.Buttons(ManagerTexts.Excel)));
    }

    private static bool MaySee(Access access) => access.MaySee && access.Rollout.Rollout.IsLaunched;
}
