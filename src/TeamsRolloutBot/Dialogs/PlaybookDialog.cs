using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Content for everybody in a rollout: best practices and the training agenda.</summary>
internal sealed class PlaybookDialog(RolloutChoice choice) : IDialog
{
    private const string AgendaVerb = "agenda.show";

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.BestPractices), CommandTexts.BestPracticesDoes, PracticesAsync),
        new(nameof(CommandTexts.Agenda), CommandTexts.AgendaDoes, AgendaAsync),
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(PlaybookCards.PracticesVerb, (turn, ct) => PracticesAsync(turn, string.Empty, ct)),
        new(AgendaVerb, (turn, ct) => AgendaAsync(turn, string.Empty, ct)),
    ];

    private async Task<Reply> PracticesAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, PlaybookCards.PracticesVerb, IsLaunched, ct);
        return mine is null
            ? reply!
            : Reply.With(PlaybookCards.Practices(mine.Rollout.Id, mine.Rollout.Definition, Pages.Of(turn.Action)));
    }

    private async Task<Reply> AgendaAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, AgendaVerb, IsLaunched, ct);
        return mine is null ? reply! : Reply.With(PlaybookCards.Agenda(mine.Rollout.Definition));
    }

    private static bool IsLaunched(Access access) => access.Rollout.Rollout.IsLaunched;
}
