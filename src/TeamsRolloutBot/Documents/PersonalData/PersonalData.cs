using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>Everything the bot stores about one person, as a portable JSON file.</summary>
internal sealed class PersonalData(
    PersonInCohort inCohort,
    SubcontractorRepository subcontractors,
    UserRepository users,
    KnownPeopleRepository seen,
    AuditRepository audit
)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <param name="tenantId">The tenant.</param>
    /// <param name="ids">The person's ids.</param>
    /// <param name="within">The rollouts to search.</param>
    /// <param name="isEverything">Includes what is stored outside rollouts.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> WriteAsync(
        string tenantId, IReadOnlyList<PersonId> ids, IReadOnlyList<StoredRollout> within, bool isEverything, CancellationToken ct)
    {
        var list = new JsonArray();
        foreach (var rollout in within)
        {
            if (await InRolloutAsync(rollout, ids, ct) is { } found)
            {
                list.Add(found);
            }
        }

        var file = new JsonObject { ["ids"] = Strings(ids.Select(id => id.Value)) };
        if (isEverything)
        {
            file["contact"] = await ContactAsync(tenantId, ids, ct);
        }

        file["rollouts"] = list;
        return file.ToJsonString(Readable);
    }

    private async Task<JsonArray> ContactAsync(string tenantId, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var contact = new JsonArray();
        var references = new HashSet<UserReference>();
        foreach (var id in ids)
        {
            // People known by directory id are also stored under their address; skip the duplicate.
            if (await users.FindReferenceAsync(tenantId, id, ct) is { } reference
                && references.Add(reference with { Person = reference.Primary ?? reference.Person, Primary = null }))
            {
                contact.Add(new JsonObject
                {
                    ["name"] = reference.Name,
                    ["email"] = reference.Email,
                    ["userPrincipalName"] = reference.UserPrincipalName,
                    ["teamsUserId"] = reference.UserId,
                    ["chat"] = reference.ConversationId,
                    ["service"] = reference.ServiceUrl,
                    ["state"] = reference.Reachability.ToString().ToLowerInvariant(),
                    ["timeZone"] = reference.Zone,
                    ["language"] = reference.Language.Code,
                    ["updated"] = Text(reference.UpdatedAt),
                });
            }

            if (await seen.FindAsync(tenantId, id, ct) is { } known)
            {
                contact.Add(new JsonObject { ["seenInATeamOrChatAs"] = known.Name, ["email"] = known.Email });
            }

            await foreach (var dialog in users.ListDialogsAsync(tenantId, id, ct))
            {
                contact.Add(new JsonObject { ["openDialog"] = dialog.Name, ["rollout"] = dialog.Rollout?.Value });
            }
        }

        return contact;
    }

    private async Task<JsonObject?> InRolloutAsync(StoredRollout rollout, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var parts = PartsIn(rollout, ids);
        var inCohorts = await InCohortsAsync(rollout, ids, ct);
        var history = await HistoryAsync(rollout, ids, ct);
        var outside = await SubcontractorsAsync(rollout, ids, ct);
        return parts.Count + inCohorts.Count + history.Count + outside.Count == 0
            ? null
            : new JsonObject
            {
                ["rollout"] = rollout.Definition.Name,
                ["state"] = rollout.Rollout.State.ToString().ToLowerInvariant(),
                ["parts"] = Strings(parts),
                ["cohorts"] = inCohorts,
                ["history"] = history,
                ["subcontractors"] = outside,
            };
    }

    private static List<string> PartsIn(StoredRollout rollout, IReadOnlyList<PersonId> ids)
    {
        var parts = new List<string>();
        if (ids.Contains(rollout.Rollout.Owner.Id))
        {
            parts.Add("owner");
        }

        if (rollout.Definition.Committee.Any(person => ids.Contains(person.Id)))
        {
            parts.Add("committee member");
        }

        return parts;
    }

    private async Task<JsonArray> InCohortsAsync(StoredRollout rollout, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var inCohorts = new JsonArray();
        var keys = rollout.Definition.Cohorts.Select(cohort => (new CohortKey(rollout.Id, cohort.Id), cohort.Name))
            .Append((CohortKey.ForRollout(rollout.Id), "(the rollout)"));
        foreach (var (key, name) in keys)
        {
            foreach (var id in ids)
            {
                if (await inCohort.DescribeAsync(rollout.Definition, key, id, ct) is { Count: > 0 } found)
                {
                    found.Insert(0, "cohort", name);
                    inCohorts.Add(found);
                }
            }
        }

        return inCohorts;
    }

    private async Task<JsonArray> HistoryAsync(StoredRollout rollout, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var history = new JsonArray();
        await audit.CollectAllAsync(rollout, ct);
        await foreach (var entry in audit.ListAsync(rollout.Id, ct: ct))
        {
            if (ids.Contains(entry.Actor) || entry.Subjects.Any(ids.Contains))
            {
                history.Add(new JsonObject
                {
                    ["at"] = Text(entry.At),
                    ["what"] = AuditWords.What(entry.Action),
                    ["as"] = ids.Contains(entry.Actor) ? "who did it" : "who it was about",
                });
            }
        }

        return history;
    }

    private async Task<JsonArray> SubcontractorsAsync(StoredRollout rollout, IReadOnlyList<PersonId> ids, CancellationToken ct)
    {
        var outside = new JsonArray();
        foreach (var each in (await subcontractors.ListAsync(rollout.Id, ct)).Where(each =>
            ids.Contains(each.Owner.Id) || (each.Email.Length > 0 && ids.Contains(PersonId.FromEmail(each.Email)))))
        {
            outside.Add(new JsonObject
            {
                ["company"] = each.Company,
                ["as"] = ids.Contains(each.Owner.Id) ? "who looks after it" : "its contact",
                ["status"] = each.Status.Name(),
            });
        }

        return outside;
    }

    internal static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    internal static string? Text(Instant? instant) => instant is { } at ? InstantPattern.ExtendedIso.Format(at) : null;
}
