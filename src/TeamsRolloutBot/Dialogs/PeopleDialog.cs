using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>A rollout's people, filtered by cohort, name or need, one page at a time.</summary>
internal sealed class PeopleDialog(CohortChoice choice, CohortRepository cohorts, PeoplePage people) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.People), CommandTexts.PeopleDoes, ListAsync) { Topic = HelpTopic.Follow, IsForLeads = true },
        new(nameof(CommandTexts.AtRisk), CommandTexts.AtRiskDoes, BehindAsync) { Topic = HelpTopic.Follow, IsForLeads = true },
    ];

    public IEnumerable<Verb> Verbs => [new(PeopleCard.ListVerb, (turn, ct) => ListAsync(turn, string.Empty, ct))];

    private async Task<Reply> ListAsync(Turn turn, string name, CancellationToken ct)
    {
        var chosen = await choice.FindAsync(turn, name, PeopleCard.ListVerb, Access.MayFollow, (access, id) => access.MaySeeCohort(id), ct);
        if (chosen.Mine is { } mine)
        {
            return await ListAsync(
                turn, mine, chosen.Cohort, turn.Action?.GetString(PeopleCard.Search)?.Trim() ?? string.Empty,
                turn.Action?.GetString(PeopleCard.Behind) == "true", ct);
        }

        // “people Maria”: no cohort matches, but perhaps a person does.
        return chosen.IsUnknown
            && await choice.FindAsync(
                turn, string.Empty, PeopleCard.ListVerb, Access.MayFollow, (access, id) => access.MaySeeCohort(id), ct) is { Mine: { } all }
            ? await ListAsync(turn, all, null, name, isBehind: false, ct)
            : chosen.Reply!;
    }

    private async Task<Reply> BehindAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, cohort, reply) = await choice.FindAsync(
            turn, name, PeopleCard.ListVerb, Access.MayFollow, (access, id) => access.MaySeeCohort(id), ct);
        return mine is null ? reply! : await ListAsync(turn, mine, cohort, string.Empty, isBehind: true, ct);
    }

    private async Task<Reply> ListAsync(Turn turn, Access mine, Cohort? cohort, string search, bool isBehind, CancellationToken ct)
    {
        var rollout = mine.Rollout;
        var seen = CohortOrder.ByGoLive(rollout.Definition).Where(each => mine.MaySeeCohort(each.Id)).ToList();
        if (seen.Count == 0)
        {
            return Reply.With(MessageCard.Information(ManagerTexts.NoCohortToShow, ManagerTexts.ThereIsNoCohortHereWhose2));
        }

        search = search.Length > Limits.PersonName ? search[..Limits.PersonName] : search;

        // A search covers all cohorts; otherwise the first cohort is shown.
        var isAll = cohort is null && (seen.Count == 1 || search.Length > 0 || isBehind);
        List<Cohort> among = cohort is { } one ? [one] : isAll ? seen : [seen[0]];
        var counts = await cohorts.ListCountsAsync(rollout, ct);
        var sum = new CohortCounts
        {
            Members = among.Sum(each => counts[each.Id].Members),
            Ready = among.Sum(each => counts[each.Id].Ready),
            AtRisk = among.Sum(each => counts[each.Id].AtRisk),
        };
        var query = new PeopleQuery(
            among, search, isBehind, Math.Max(
                0, Pages.Of(turn.Action)), PersonId.Parse(Pages.After(turn.Action)));
        var isTooMany = among.Count > 1 && sum.Members > PeoplePage.MostLookedThrough;
        var found = isTooMany ? new PeopleFound([], 0, 0, null) : await people.ReadAsync(rollout, query, sum.Members, ct);
        return Reply.With(
            PeopleCard.Draw(
                new PeopleModel(rollout.Id, rollout.Definition, seen, among is [var only] ? only : null, sum, query, found)
                {
                    MayMark = rollout.Rollout.State != RolloutState.Closed && among.Exists(each => mine.MayRun(each.Id)),
                    Notice = isTooMany ? ManagerTexts.ThereArePeopleInAllCohorts.With(sum.Members) : null,
                }
            )
        );
    }
}
