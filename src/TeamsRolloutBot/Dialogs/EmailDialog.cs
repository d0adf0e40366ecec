using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The finished welcome e-mails, to copy and as a file for mail merge.</summary>
internal sealed class EmailDialog(RolloutChoice choice, WelcomeTexts texts, MailMergeCsv csv, FileHandOver files) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.WelcomeEmails), CommandTexts.WelcomeEmailsDoes, ShowAsync) { Topic = HelpTopic.Train }
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.EmailShow, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(CardVerbs.EmailFile, FileAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, name, CardVerbs.EmailShow, ct);
        return cohort is null
            ? reply!
            : Reply.With(HandOverCard.Draw(await texts.ReadAsync(rollout!, cohort, ct) with { IsAskedFor = true }));
    }

    private async Task<Reply> FileAsync(Turn turn, CancellationToken ct)
    {
        var (rollout, cohort, reply) = await FindAsync(turn, string.Empty, CardVerbs.EmailFile, ct);
        if (cohort is null)
        {
            return reply!;
        }

        using var file = new MemoryStream();
        await csv.WriteAsync(file, rollout!, cohort, ct);
        var handed = await files.GiveAsync(
            turn, new GivenFile(
                $"{FileHandOver.StemOf(rollout!)}-e-mails.csv", "text/csv",
                file.ToArray())
            { RecordedAs = "welcome e-mails", Rollout = rollout!.Id }, ct);
        return Reply.Below(MessageCard.Information(
            ManagerTexts.WelcomeEMailsForMailMerge, ManagerTexts.ARowForEachMemberWith.With(handed.How), handed.Buttons("CSV")));
    }

    private async Task<(StoredRollout? Rollout, Cohort? Cohort, Reply? Reply)> FindAsync(
        Turn turn, string name, string verb, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(
            turn, name, verb, access => access.Rollout.Rollout.State != RolloutState.Draft && MayHandle(access), ct);
        if (mine is null)
        {
            return (null, null, reply);
        }

        var wanted = ActionTarget.Parse(turn.Action)?.Cohort;
        var cohort = mine.Rollout.Definition.Cohorts.FirstOrDefault(c =>
            (wanted is null || c.Id == wanted)
            && (mine.IsOwner || mine.Leads(c.Id))
            && (name.Length == 0 || TypedText.Contains(c.Name, name) || TypedText.Contains(mine.Rollout.Definition.Name, name)));
        return cohort is null
            ? (null, null, Reply.With(MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose)))
            : (mine.Rollout, cohort, null);
    }

    private static bool MayHandle(Access access) =>
        access.IsOwner || access.Cohorts.Any(part => part.Involvement == Involvement.ImplementationManager);
}
