using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Shows the people the bot cannot message yet, before and after launch, and what helps.
/// </summary>
internal sealed class ReachDialog(
    RolloutChoice choice, CohortRepository cohorts, ReachReader reader, Lifecycle lifecycle, AppLink app) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Reach), CommandTexts.ReachDoes, ShowAsync) { Topic = HelpTopic.Follow }
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ReachCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(ReachCard.EmailVerb, PutIntoEmailAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, ReachCard.ShowVerb, IsMine, ct);
        return mine is null ? reply! : Reply.With(ReachCard.Draw(await ReadAsync(mine.Rollout, ct)));
    }

    private async Task<Reply> PutIntoEmailAsync(Turn turn, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, string.Empty, ReachCard.ShowVerb, IsMine, ct);
        if (mine is null)
        {
            return reply!;
        }

        if (IsTooLong(mine.Rollout.Definition.Message.Each(WelcomeEmail.WithAppLink)))
        {
            return Reply.With(
                MessageCard.Refusal(
                    ManagerTexts.NotChanged,
                    ManagerTexts.TheWelcomeEMailIsAs));
        }

        var (rollout, refusal) = await lifecycle.EditAsync(
            mine.Rollout.Id,
            definition =>
                (definition with { Message = definition.Message.Each(WelcomeEmail.WithAppLink) }, null),
            AuditAction.Edited,
            turn.Caller.Person.Id,
            ct);
        return rollout is null || refusal is not null
            ? Reply.With(MessageCard.Refusal(ManagerTexts.NotChanged, refusal?.Reason ?? ManagerTexts.TheRolloutIsGone))
            : Reply.With(ReachCard.Draw(await ReadAsync(rollout, ct), ManagerTexts.TheWelcomeEMailNowSays));
    }

    private async Task<ReachModel> ReadAsync(StoredRollout rollout, CancellationToken ct)
    {
        var members = (await cohorts.ListCountsAsync(rollout, ct)).ToDictionary(cohort => cohort.Key, cohort => cohort.Value.Members);
        return new ReachModel(
            rollout.Id,
            rollout.Definition,
            await reader.ReadAsync(rollout, members, ct),
            app.Address,
            reader.Installs(rollout),
            GraphFeatureFacts.Of(GraphFeature.Installation).Permissions,
            rollout.Rollout.State == RolloutState.Draft,
            rollout.Definition.Message.Body.Contains($"{{{WelcomeEmail.AppLink}}}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsTooLong(EmailTemplate email) => Language.All.Any(language => email.In(language).Body.Length > Limits.EmailBody);

    private static bool IsMine(Access access) => access.IsOwner && access.Rollout.Rollout.State != RolloutState.Closed;
}
