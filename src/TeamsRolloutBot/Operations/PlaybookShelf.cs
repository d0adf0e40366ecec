using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// The playbooks a rollout can start from: shipped ones and those saved in the tenant.
/// </summary>
internal sealed class PlaybookShelf(SavedPlaybooks saved, IClock clock)
{
    public async Task<IReadOnlyList<Playbook>> ListAsync(string tenantId, CancellationToken ct) =>
    [
        .. ShippedPlaybooks.All,
        .. (await saved.ListAsync(tenantId, ct)).Select(playbook => PlaybookFile.Read(playbook.Text).Playbook).OfType<Playbook>(),
    ];

    /// <summary>The tenant's saved playbooks.</summary>
    public Task<IReadOnlyList<SavedPlaybook>> SavedAsync(string tenantId, CancellationToken ct) => saved.ListAsync(tenantId, ct);

    /// <summary>
    /// Why a rollout can't be saved under a name; null if it can. Shipped names are reserved, and a
    /// saved playbook can only be replaced by its author or an administrator.
    /// </summary>
    public async Task<Refusal?> RefuseAsync(
        string tenantId,
        string name,
        IReadOnlyCollection<PersonId> by,
        bool isAdministrator,
        CancellationToken ct
    )
    {
        if (name.Length is 0 or > Limits.PlaybookName)
        {
            return new Refusal(ManagerTexts.GiveThePlaybookANameOf.With(Limits.PlaybookName));
        }

        if (SingleLine.Problem(name) is { } problem)
        {
            return new Refusal(ManagerTexts.TheName.With(problem));
        }

        if (ShippedPlaybooks.All.Any(shipped => TypedText.Same(shipped.Name, name)))
        {
            return new Refusal(ManagerTexts.IsAPlaybookThatComesWith.With(name));
        }

        var all = await saved.ListAsync(tenantId, ct);
        if (all.FirstOrDefault(playbook => playbook.Key == SavedPlaybooks.KeyOf(name)) is { } same)
        {
            return isAdministrator || by.Contains(same.By)
                ? null
                : new Refusal(ManagerTexts.AColleagueHasSavedAPlaybook.With(same.Name));
        }

        return all.Count >= Limits.SavedPlaybooks
            ? new Refusal(ManagerTexts.ThereAreSavedPlaybooksRemoveOne.With(Limits.SavedPlaybooks))
            : null;
    }

    /// <summary>
    /// Saves a rollout's training and best practices, without its people, dates and e-mail.
    /// </summary>
    /// <exception cref="Storage.StorageLimitException">The playbook is too long.</exception>
    public async Task SaveAsync(StoredRollout rollout, string name, PersonId by, CancellationToken ct)
    {
        var definition = rollout.Definition;
        var playbook = definition.Playbook with { Name = name, BestPractices = definition.BestPractices };
        await saved.SaveAsync(
            rollout.TenantId,
            new SavedPlaybook(SavedPlaybooks.KeyOf(name), name, PlaybookFile.Write(playbook), by, clock.GetCurrentInstant()),
            ct
        );
    }

    public Task RemoveAsync(string tenantId, string key, CancellationToken ct) => saved.RemoveAsync(tenantId, key, ct);
}
