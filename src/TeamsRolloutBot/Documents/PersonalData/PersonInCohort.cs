using System.Text.Json.Nodes;
using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>The data a cohort holds about one person.</summary>
internal sealed class PersonInCohort(CohortRepository cohorts, SessionRepository sessions)
{
    /// <returns>Empty if it holds nothing about them.</returns>
    public async Task<JsonObject> DescribeAsync(RolloutDefinition definition, CohortKey key, PersonId id, CancellationToken ct)
    {
        var found = new JsonObject();
        if (await cohorts.FindParticipantAsync(key, id, ct) is { } participant)
        {
            Add(found, definition, participant);
        }

        Add(found, "trainingAttended", await TrainingAsync(definition, key, id, ct));
        Add(found, "whatStoppedThem", await BlockersAsync(key, id, ct));
        Add(found, "messages", await MessagesAsync(key, id, ct));
        Add(found, "questions", await QuestionsAsync(key, id, ct));
        return found;
    }

    private static void Add(JsonObject found, string name, JsonArray list)
    {
        if (list.Count > 0)
        {
            found[name] = list;
        }
    }

    private static void Add(JsonObject found, RolloutDefinition definition, Participant participant)
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
            participant.Progress.Done.Select(done => KeyValuePair.Create(done.Key, (JsonNode?)PersonalData.Text(done.Value)))
        );
        found["tasksMarkedDoneByOthers"] = PersonalData.Strings(participant.Progress.MarkedBy.Keys);
        found["checkIns"] = new JsonObject(
            participant.Answers.Select(answer =>
                KeyValuePair.Create(
                    $"{answer.Key}",
                    (JsonNode?)$"{answer.Value.Usage.ToString().ToLowerInvariant()}, {PersonalData.Text(answer.Value.At)}"
                )
            )
        );
        found["contacts"] = PersonalData.Strings(
            participant.History.Contacts.Select(contact =>
                $"{contact.Key.Kind.Name()} {contact.Key.Number}: {contact.Value.Outcome.ToString().ToLowerInvariant()}, "
                + $"{PersonalData.Text(contact.Value.At)}"
            )
        );
    }

    private async Task<JsonArray> TrainingAsync(RolloutDefinition definition, CohortKey key, PersonId id, CancellationToken ct)
    {
        var attended = new JsonArray();
        foreach (var session in await sessions.ListSessionsOfAsync(key, id, ct))
        {
            attended.Add(Training(definition.FindCohort(key.Cohort), session));
        }

        return attended;
    }

    private async Task<JsonArray> BlockersAsync(CohortKey key, PersonId id, CancellationToken ct)
    {
        var blockers = new JsonArray();
        await foreach (var (checkIn, text) in cohorts.ListBlockersAsync(key, id, ct))
        {
            blockers.Add(new JsonObject { ["checkIn"] = checkIn, ["text"] = text });
        }

        return blockers;
    }

    private async Task<JsonArray> MessagesAsync(CohortKey key, PersonId id, CancellationToken ct)
    {
        var sent = new JsonArray();
        await foreach (var delivery in cohorts.ListSentToAsync(key, id, ct))
        {
            sent.Add(new JsonObject
            {
                ["kind"] = delivery.Key.Kind,
                ["planned"] = PersonalData.Text(delivery.Due),
                ["state"] = delivery.State.ToString().ToLowerInvariant(),
                ["at"] = PersonalData.Text(delivery.DoneAt),
                ["reason"] = delivery.Reason?.Text,
            });
        }

        return sent;
    }

    // For a question they only answered, just the answer is theirs.
    private async Task<JsonArray> QuestionsAsync(CohortKey key, PersonId id, CancellationToken ct)
    {
        var questions = new JsonArray();
        await foreach (var question in cohorts.ListQuestionsAsync(key, ct))
        {
            if (question.Asker.Id == id || question.AnsweredBy?.Id == id)
            {
                questions.Add(new JsonObject
                {
                    ["asked"] = PersonalData.Text(question.AskedAt),
                    ["question"] = question.Asker.Id == id ? question.Text : null,
                    ["answer"] = question.Answer,
                });
            }
        }

        return questions;
    }

    // A session cancelled later is no longer in the definition.
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
}
