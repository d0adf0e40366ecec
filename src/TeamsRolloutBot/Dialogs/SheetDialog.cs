using System.Text;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Printable checklists for cohort members who have no Teams at hand.</summary>
internal sealed class SheetDialog(CohortChoice choice, CohortRepository cohorts, FileHandOver files, IClock clock) : IDialog
{
    public IEnumerable<Command> Commands =>
        [new(nameof(CommandTexts.Sheet), CommandTexts.SheetDoes, ShowAsync) { Topic = HelpTopic.Follow, IsForLeads = true }];

    public IEnumerable<Verb> Verbs =>
    [
        new(SheetCard.ShowVerb, (turn, ct) => ShowAsync(turn, string.Empty, ct)),
        new(SheetCard.FileVerb, FileAsync),
    ];

    private async Task<Reply> ShowAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, own, cohort, reply) = await FindAsync(turn, name, ct);
        if (mine is null || cohort is null)
        {
            return reply!;
        }

        // Proposes the current language and those the cohort's people are listed with.
        var read = (await PeopleAsync(mine, cohort, ct)).Select(person => person.Language).OfType<Language>();
        return Reply.With(SheetCard.Draw(mine.Rollout.Id, own, cohort, read.Prepend(Language.Current).Distinct()));
    }

    private async Task<Reply> FileAsync(Turn turn, CancellationToken ct)
    {
        var (mine, own, cohort, reply) = await FindAsync(turn, string.Empty, ct);
        if (mine is null || cohort is null)
        {
            return reply!;
        }

        var asked = (turn.Action?.GetString(SheetCard.Languages) ?? string.Empty).Split(',');
        var languages = Language.All.Where(language => asked.Contains(language.Code)).ToList();
        if (languages.Count == 0)
        {
            return Reply.With(SheetCard.Draw(mine.Rollout.Id, own, cohort, [], ManagerTexts.SheetChooseALanguage));
        }

        var roles = (await PeopleAsync(mine, cohort, ct)).SelectMany(person => RoleSet.Ids(person.Role)).ToHashSet(StringComparer.Ordinal);
        var html = SheetPage.Write(
            mine.Rollout, cohort, [.. mine.Rollout.Definition.Playbook.Roles.Select(role => role.Id).Where(roles.Contains)], languages,
            clock.GetCurrentInstant());
        var handed = await files.GiveAsync(
            turn, new GivenFile($"{FileHandOver.StemOf(mine.Rollout)}-{FileHandOver.StemOf(cohort.Name)}.html", "text/html",
                Encoding.UTF8.GetBytes(html))
            { Rollout = mine.Rollout.Id }, ct);
        return Reply.Below(MessageCard.Information(
            ManagerTexts.SheetOf.With(cohort.Name), ManagerTexts.SheetIsReady.With(languages.Count, handed.How),
            handed.Buttons(ManagerTexts.ASheetToPrint)));
    }

    private async Task<List<Participant>> PeopleAsync(Access mine, Cohort cohort, CancellationToken ct) =>
        await cohorts.ListParticipantsAsync(new CohortKey(mine.Rollout.Id, cohort.Id), ct: ct)
            .Where(person => person is { IsMember: true, HasLeft: false })
            .ToListAsync(ct);

    private Task<ChosenOwn> FindAsync(Turn turn, string name, CancellationToken ct) =>
        choice.FindOwnAsync(turn, name, SheetCard.ShowVerb, rollout => rollout.Rollout.IsLaunched, ct);
}
