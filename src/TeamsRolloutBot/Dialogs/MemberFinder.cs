using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>A member of a cohort.</summary>
internal sealed record FoundMember(Cohort Cohort, Person Person);

/// <summary>Finds the rollout member named in a typed command.</summary>
internal sealed class MemberFinder(RolloutChoice choice, CohortRepository cohorts)
{
    private const int MostNamed = 6;

    /// <param name="turn">The turn.</param>
    /// <param name="command">The command's words, such as <c>remove</c>.</param>
    /// <param name="typed">A name or an e-mail address.</param>
    /// <param name="title">The reply's title if nobody was found, such as <c>Nobody was
    /// removed</c>.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The rollout and the one matching member, or a reply.</returns>
    public async Task<(StoredRollout? Rollout, FoundMember? Member, Reply? Reply)> FindAsync(
        Turn turn, string command, string typed, string title, CancellationToken ct)
    {
        var asked = AddressList.ReadOne(typed);
        if (asked.Address is null
            && (asked.Text.Length is < 2 or > Limits.PersonName || asked.Text.Contains('@', StringComparison.Ordinal)))
        {
            return (null, null,
                Reply.With(MessageCard.Refusal(title, ManagerTexts.SayWhoByNameOrE.With(command))));
        }

        var (mine, reply) = await choice.FindAsync(turn, string.Empty, PeopleCard.ListVerb, Access.IsOwnedAndOpen, ct);
        if (mine is null)
        {
            return (null, null, reply);
        }

        var rollout = mine.Rollout;
        var found = asked.Address is { } address
            ? await FindByAddressAsync(rollout, address, ct)
            : await FindByNameAsync(rollout, asked.Text, ct);
        return found switch
        {
            [var only] => (rollout, only, null),
            [] => (rollout, null, Reply.With(MessageCard.Information(
                title,
                (asked.Address is null ? ManagerTexts.ThereIsNoMemberCalled : ManagerTexts.ThereIsNoMemberWithTheAddress).With(
                    Wording.Shorten(asked.Address ?? asked.Text, 80), rollout.Definition.Name)))),
            _ => (rollout, null, Reply.With(MessageCard.Information(
                ManagerTexts.WhoDoYouMean, ManagerTexts.TypeWithTheEMailAddress.With(command, Named(found))))),
        };
    }

    private static string Named(IReadOnlyList<FoundMember> found) =>
        string.Join("; ", found.Take(MostNamed).Select(each =>
            $"{Wording.Shorten(each.Person.Name, 80)}, {each.Person.Email ?? ManagerTexts.NoAddress}, {each.Cohort.Name}"))
        + (found.Count > MostNamed ? ManagerTexts.AndOthers : string.Empty);

    // For a member of several cohorts the first one counts, as in the list of people.
    private async Task<IReadOnlyList<FoundMember>> FindByAddressAsync(StoredRollout rollout, string email, CancellationToken ct)
    {
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            if (await cohorts.FindByEmailAsync(new CohortKey(rollout.Id, cohort.Id), email, ct) is { IsMember: true } participant)
            {
                return [new FoundMember(cohort, participant.Person)];
            }
        }

        return [];
    }

    // An exact name wins over names that merely contain all the words.
    private async Task<IReadOnlyList<FoundMember>> FindByNameAsync(StoredRollout rollout, string name, CancellationToken ct)
    {
        var folded = FoldedName.Of(name);
        var words = folded.Split(' ');
        var whole = new List<FoundMember>();
        var partly = new List<FoundMember>();
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
            {
                if (!participant.IsPresent)
                {
                    continue;
                }

                var theirs = FoldedName.Of(participant.Person.Name);
                if (folded.Length > 0 && theirs == folded)
                {
                    whole.Add(new FoundMember(cohort, participant.Person));
                }
                else if (folded.Length > 0 && words.All(theirs.Split(' ').Contains))
                {
                    partly.Add(new FoundMember(cohort, participant.Person));
                }
            }
        }

        return whole.Count > 0 ? whole : partly;
    }

    /// <summary>The reply if a button's person has left the cohort.</summary>
    public static Reply Gone() =>
        Reply.With(MessageCard.Information(ManagerTexts.AlreadyGone, ManagerTexts.ThatPersonIsNotAMember));
}
