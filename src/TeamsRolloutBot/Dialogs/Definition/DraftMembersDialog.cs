using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// The members of a draft: list, search and remove them, and resolve those in several cohorts.
/// </summary>
internal sealed class DraftMembersDialog(AccessControl access, CohortRepository cohorts, SeveralCohorts several, Membership membership)
    : IDialog
{
    public IEnumerable<Command> Commands => [];

    public IEnumerable<Verb> Verbs =>
    [
        new(DraftMembersCard.ListVerb, (turn, ct) => ListAsync(turn, null, ct)),
        new(DraftMembersCard.RemoveVerb, RemoveAsync),
        new(DoublesCard.ListVerb, DoublesAsync),
        new(DoublesCard.SaveVerb, KeepOneAsync),
    ];

    private async Task<Reply> ListAsync(Turn turn, string? notice, CancellationToken ct)
    {
        if (await DraftAsync(turn, ct) is not { } draft || draft.Definition.FindCohort(CohortOf(turn)) is not { } cohort)
        {
            return DraftCards.Gone();
        }

        var key = new CohortKey(draft.Id, cohort.Id);
        var search = SingleLine.Trim(turn.Action!.GetString(DraftMembersCard.Search));
        var after = notice is null && search.Length == 0 ? PersonId.Parse(Pages.After(turn.Action)) : null;
        var counts = cohorts.GetCountsAsync(key, ct);
        var people = new List<Participant>();
        await foreach (
            var participant in cohorts.ListParticipantsAsync(key, after, search.Length == 0 ? DraftMembersCard.PageSize + 2 : null, ct))
        {
            if (participant.IsMember && Matches(participant.Person, search))
            {
                people.Add(participant);
            }

            if (people.Count > DraftMembersCard.PageSize)
            {
                break;
            }
        }

        var page = people.Take(DraftMembersCard.PageSize).ToList();
        return Reply.With(DraftMembersCard.Draw(new DraftMembersModel(draft, cohort, (await counts).Members, page)
        {
            Search = search,
            Next = search.Length == 0 && people.Count > page.Count ? page[^1].Person.Id : null,
            Notice = notice,
        }));
    }

    private async Task<Reply> RemoveAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftAsync(turn, ct) is not { } draft || draft.Definition.FindCohort(CohortOf(turn)) is not { } cohort)
        {
            return DraftCards.Gone();
        }

        var key = new CohortKey(draft.Id, cohort.Id);
        return ActionTarget.Parse(turn.Action)?.Person is { } id
            && await cohorts.FindParticipantAsync(key, id, ct) is { IsMember: true } participant
            && await membership.RemoveAsync(draft, cohort.Id, id, turn.Caller.Person.Id, ct)
                ? await ListAsync(turn, DefinitionTexts.WasRemoved.With(Wording.Shorten(participant.Person.Name, 80)), ct)
                : await ListAsync(turn, DefinitionTexts.ThatPersonIsNotAMember, ct);
    }

    private async Task<Reply> DoublesAsync(Turn turn, CancellationToken ct) =>
        await DraftAsync(turn, ct) is { } draft
            ? Reply.With(DoublesCard.Draw(draft, await several.ReadAsync(draft, ct)))
            : DraftCards.Gone();

    /// <summary>Removes people from the cohorts that were not chosen for them.</summary>
    private async Task<Reply> KeepOneAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        var removed = 0;
        foreach (var person in await several.ReadAsync(draft, ct))
        {
            var kept = CohortId.Parse(turn.Action!.GetString(DoublesCard.FieldOf(person)));
            if (kept is null || person.In.All(each => each.Cohort.Id != kept))
            {
                continue;
            }

            foreach (var (cohort, id) in person.In.Where(each => each.Cohort.Id != kept))
            {
                removed += await membership.RemoveAsync(draft, cohort.Id, id, turn.Caller.Person.Id, ct) ? 1 : 0;
            }
        }

        var said = removed == 0
            ? DefinitionTexts.EverybodyStaysWhereTheyAre
            : DefinitionTexts.MembershipsWereTakenOut.With(removed);
        return Reply.With(DoublesCard.Draw(draft, await several.ReadAsync(draft, ct), said));
    }

    // Names match by words in any order, with or without punctuation; addresses by substring.
    private static bool Matches(Person person, string search)
    {
        var name = FoldedName.Of(person.Name);
        var joined = name.Replace(" ", string.Empty, StringComparison.Ordinal);
        return FoldedName.Of(search).Split(' ')
            .All(word => name.Contains(word, StringComparison.Ordinal) || joined.Contains(word, StringComparison.Ordinal))
            || person.Email?.Contains(search, StringComparison.OrdinalIgnoreCase) == true;
    }

    private static CohortId CohortOf(Turn turn) => ActionTarget.Parse(turn.Action)?.Cohort ?? default;

    private async Task<StoredRollout?> DraftAsync(Turn turn, CancellationToken ct) =>
        await access.ForAsync(turn, ct) is
        {
            IsOwner: true, Rollout: { Rollout.State: RolloutState.Draft } draft
        }
            ? draft
            : null;
}
