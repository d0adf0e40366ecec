using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs;

/// <summary>A rollout's history for its owner: in the chat, page by page, and as a file.</summary>
internal sealed class HistoryDialog(
    RolloutChoice choice, StartPolicy policy, HistoryReader history, HistoryCsv csv, FileHandOver files) : IDialog
{
    private const int LongestId = 64;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.History), CommandTexts.HistoryDoes, ShowAsync) { Topic = HelpTopic.Follow },
        new(nameof(CommandTexts.TenantLog), null, ShowTenantAsync),
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(HistoryCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(HistoryCard.FileVerb, FileAsync),
        new(HistoryCard.TenantVerb, (turn, ct) => ShowTenantAsync(turn, string.Empty, ct)),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, HistoryCard.ShowVerb, access => access.IsOwner, ct);
        if (mine is null)
        {
            return reply!;
        }

        var after = Pages.After(turn.Action) is { Length: > 0 and <= LongestId } id ? id : null;
        return Reply.With(HistoryCard.Draw(await history.ReadAsync(mine.Rollout, after, turn.Caller.Zone, ct)));
    }

    private async Task<Reply> ShowTenantAsync(Turn turn, string argument, CancellationToken ct)
    {
        if (!policy.IsAdministrator(turn.Caller))
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.ThatIsNotYoursToSee,
                    ManagerTexts.TheLogOfTheOrganisationIs
                )
            );
        }

        var after = Pages.After(turn.Action) is { Length: > 0 and <= LongestId } id ? id : null;
        return Reply.With(HistoryCard.DrawTenant(await history.ReadTenantAsync(turn.Caller.TenantId, after, turn.Caller.Zone, ct)));
    }

    private async Task<Reply> FileAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, HistoryCard.FileVerb, access => access.IsOwner, ct);
        if (mine is null)
        {
            return reply!;
        }

        using var file = new MemoryStream();
        await csv.WriteAsync(file, mine.Rollout, ct);
        var handed = await files.GiveAsync(
            turn, new GivenFile(
                $"{FileHandOver.StemOf(mine.Rollout)}-history.csv", "text/csv",
                file.ToArray())
            { RecordedAs = "history", Rollout = mine.Rollout.Id }, ct);
        return Reply.Below(CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.History, mine.Rollout.Definition.Name,
                ManagerTexts.EverythingThatWasDone.With(handed.How)), [], handed.Buttons("CSV")));
    }
}
