using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Remembers the roles of job titles, and assigns them to people with those titles.
/// </summary>
internal sealed class JobTitles(RolloutRepository rollouts, CohortRepository cohorts, Membership membership)
{
    /// <summary>Stores titles from a launched rollout's lists that must be asked about.</summary>
    /// <returns>The rollout with its open questions.</returns>
    public Task<StoredRollout> AskAsync(StoredRollout rollout, IReadOnlyList<JobTitle> unknown, CancellationToken ct) =>
        unknown.Count == 0 ? Task.FromResult(rollout) : ChangeAsync(rollout, playbook => playbook.Asking(unknown), ct);

    /// <summary>Stores decisions about titles and assigns the roles.</summary>
    public async Task<StoredRollout> SayAsync(StoredRollout rollout, IReadOnlyList<JobTitle> said, PersonId by, CancellationToken ct)
    {
        var changed = await ChangeAsync(rollout, playbook => playbook.Knowing(said), ct);
        await GiveRolesAsync(changed, said, by, ct);
        return changed;
    }

    /// <summary>Assigns the roles to everybody with one of the titles, in all cohorts.</summary>
    public async Task GiveRolesAsync(StoredRollout rollout, IReadOnlyList<JobTitle> said, PersonId by, CancellationToken ct)
    {
        if (said.All(title => title.Role is null))
        {
            return;
        }

        foreach (var cohort in rollout.Definition.Cohorts)
        {
            var members = new List<Member>();
            await foreach (var each in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
            {
                if (each is { IsMember: true, Role: null, JobTitle: { } title }
                    && said.FirstOrDefault(known => TypedText.Same(known.Title, title))?.Role is { } role)
                {
                    members.Add(Membership.MemberOf(each) with { Role = role, JobTitle = null });
                }
            }

            await membership.AddAsync(rollout, cohort.Id, members, by, ct);
        }
    }

    private async Task<StoredRollout> ChangeAsync(StoredRollout rollout, Func<Playbook, Playbook> change, CancellationToken ct) =>
        await rollouts.ChangeAsync(
            rollout.Id,
            stored =>
            {
                var (changed, refusal) = stored.Rollout.Redefine(stored.Definition with { Playbook = change(stored.Definition.Playbook) });
                return refusal is null ? stored with { Rollout = changed } : stored;
            },
            ct) ?? rollout;
}
