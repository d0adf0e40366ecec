using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Everything the bot keeps of one person, as a JSON file they can read and take elsewhere.
/// </summary>
internal sealed class PersonalData(
    CohortRepository cohorts,
    SubcontractorRepository subcontractors,
    SessionRepository sessions,
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
    /// <param name="ids">The ids the person is known by.</param>
    /// <param name="within">The rollouts to look through.</param>
    /// <param name="isEverything">Also what is known of them outside of rollouts.</param>
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
            // Who is known by directory id is kept under their address too, and once more says
            // nothing.
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
                if (await InCohortAsync(rollout.Definition, key, id, ct) is { Count: > 0 } found)
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

    private async Task<JsonObject> InCohortAsync(RolloutDefinition definition, CohortKey key, PersonId id, CancellationToken ct)
    {
        var found = new JsonObject();
        if (await cohorts.FindParticipantAsync(key, id, ct) is { } participant)
        {
            Describe(found, definition, participant);
        }

        var attended = new JsonArray();
        foreach (var session in await sessions.ListSessionsOfAsync(key, id, ct))
        {
            attended.Add(Training(definition.FindCohort(key.Cohort), session));
        }

        var blockers = new JsonArray();
        await foreach (var (checkIn, text) in cohorts.ListBlockersAsync(key, id, ct))
        {
            blockers.Add(new JsonObject { ["checkIn"] = checkIn, ["text"] = text });
        }

        var sent = new JsonArray();
        await foreach (var delivery in cohorts.ListSentToAsync(key, id, ct))
        {
            sent.Add(new JsonObject
            {
                ["kind"] = delivery.Key.Kind,
                ["planned"] = Text(delivery.Due),
                ["state"] = delivery.State.ToString().ToLowerInvariant(),
                ["at"] = Text(delivery.DoneAt),
                ["reason"] = delivery.Reason?.Text,
            });
        }

        var questions = new JsonArray();
        await foreach (var question in cohorts.ListQuestionsAsync(key, ct))
        {
            if (question.Asker.Id == id || question.AnsweredBy?.Id == id)
            {
                questions.Add(new JsonObject
                {
                    ["asked"] = Text(question.AskedAt),
                    ["question"] = question.Asker.Id == id ? question.Text : null,
                    ["answer"] = question.Answer,
                });
            }
        }

        foreach (
            var (name, list) in new[]
            {
                ("trainingAttended", attended), ("whatStoppedThem", blockers), ("messages", sent), ("questions", questions)
            })
        {
            if (list.Count > 0)
            {
                found[name] = list;
            }
        }

        return found;
    }

    private static void Describe(JsonObject found, RolloutDefinition definition, Participant participant)
    {
        found["name"] = participant.Person.Name;
        found["email"] = participant.Person.Email;
        found["member"] = participant.IsMember;
        found["implementationManager"] = participant.IsImplementationManager;
        found["role"] = definition.Playbook.FindRole(participant.Role)?.Title;
        found["jobTitle"] = participant.JobTitle;
        found["audience"] = participant.Audience.ToString().ToLowerInvariant();
        found["timeZone"] = participant.Zone?.Id;
        found["language"] = participant.Language?.Code;
        found["tasksDone"] = new JsonObject(
            participant.Progress.Done.Select(done => KeyValuePair.Create(done.Key, (JsonNode?)Text(done.Value)))
        );
        found["tasksMarkedDoneByOthers"] = Strings(participant.Progress.MarkedBy.Keys);
        found["checkIns"] = new JsonObject(
            participant.Answers.Select(answer =>
                KeyValuePair.Create(
                    $"{answer.Key}",
                    (JsonNode?)$"{answer.Value.Usage.ToString().ToLowerInvariant()}, {Text(answer.Value.At)}"
                )
            )
        );
        found["contacts"] = Strings(
            participant.History.Contacts.Select(contact =>
                $"{contact.Key.Kind.Name()} {contact.Key.Number}: {contact.Value.Outcome.ToString().ToLowerInvariant()}, "
                + $"{Text(contact.Value.At)}"
            )
        );
    }

    // A session that was cancelled later is in no definition any more.
    private static JsonObject Training(Cohort? cohort, string session) =>
        cohort is not null && TrainingPlan.Find(cohort, session) is { } known
        ? new JsonObject
        {
            ["session"] = session,
            ["start"] = LocalDateTimePattern.ExtendedIso.Format(known.Start),
            ["timeZone"] = cohort.Zone.Id,
            ["minutes"] = known.Minutes
        }
        : new JsonObject { ["session"] = session, ["start"] = null };

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    private static string? Text(Instant? instant) => instant is { } at ? InstantPattern.ExtendedIso.Format(at) : null;
}
