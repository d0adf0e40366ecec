using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The finished welcome e-mails, to copy or as a mail-merge file.</summary>
internal sealed class EmailDialog(CohortChoice choice, WelcomeTexts texts, MailMergeCsv csv, FileHandOver files) : IDialog
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
        var (mine, _, cohort, reply) = await FindAsync(turn, name, CardVerbs.EmailShow, ct);
        return mine is null || cohort is null
            ? reply!
            : Reply.With(HandOverCard.Draw(await texts.ReadAsync(mine.Rollout, cohort, ct) with { IsAskedFor = true }));
    }

    private async Task<Reply> FileAsync(Turn turn, CancellationToken ct)
    {
        var (mine, _, cohort, reply) = await FindAsync(turn, string.Empty, CardVerbs.EmailFile, ct);
        if (mine is null || cohort is null)
        {
            return reply!;
        }

        using var file = new MemoryStream();
        await csv.WriteAsync(file, mine.Rollout, cohort, ct);
        var handed = await files.GiveAsync(
            turn, new GivenFile(
                $"{FileHandOver.StemOf(mine.Rollout)}-e-mails.csv", "text/csv",
                file.ToArray())
            { RecordedAs = "welcome e-mails", Rollout = mine.Rollout.Id }, ct);
        return Reply.Below(MessageCard.Information(
            ManagerTexts.WelcomeEMailsForMailMerge, ManagerTexts.ARowForEachMemberWith.With(handed.How), handed.Buttons("CSV")));
    }

    private Task<ChosenOwn> FindAsync(Turn turn, string name, string verb, CancellationToken ct) =>
        choice.FindOwnAsync(turn, name, verb, rollout => rollout.Rollout.IsLaunched, ct);
}
