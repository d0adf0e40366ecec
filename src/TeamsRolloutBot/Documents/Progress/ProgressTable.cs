using System.Runtime.CompilerServices;
using NodaTime.Text;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>Everybody's progress as rows, the same for every format.</summary>
internal sealed class ProgressTable(CohortRepository cohorts, SessionRepository sessions)
{
    // Like every date of a file: sorted by a spreadsheet it is in order of time.
    private static readonly LocalDateTimePattern Start = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static IReadOnlyList<string> Columns { get; } =
    [
        "Cohort", "Name", "E-mail", "Part", "Role", "Audience", "Tasks done", "Tasks", "Ready", "Check-ins sent", "Check-ins answered",
        "Newest answer", "At risk", "Not delivered",
        "Training attended", "Training sessions", "Attended on", "What stops them", "Done about it",
    ];

    public async IAsyncEnumerable<IReadOnlyList<object>> RowsAsync(StoredRollout rollout, [EnumeratorCancellation] CancellationToken ct)
    {
        var definition = rollout.Definition;
        foreach (var cohort in definition.Cohorts)
        {
            var key = new CohortKey(rollout.Id, cohort.Id);
            var planned = TrainingPlan.Sessions(cohort);
            var attendance = planned.Count == 0 ? null : await sessions.ListAttendanceAsync(key, ct);
            var blockers = (await cohorts.ListBlockersAsync(key, ct)).ToLookup(blocker => blocker.Person);
            await foreach (var participant in cohorts.ListParticipantsAsync(key, ct: ct).Where(person => !person.HasLeft))
            {
                var attended = planned.Where(session => attendance![participant.Person.Id].Contains(session.Id)).ToList();
                var tasks = participant.Tasks(definition);
                var done = participant.Progress.CountDone(tasks);
                var sent = participant.History.Contacts.Count(contact =>
                    contact.Key.Kind == TouchpointKind.CheckIn && contact.Value.HasReached);
                var stops = blockers[participant.Person.Id].MaxBy(blocker => blocker.CheckIn);
                yield return
                [
                    cohort.Name,
                    participant.Person.Name,
                    participant.Person.Email ?? string.Empty,
                    participant.IsImplementationManager
                        ? (participant.IsMember ? "member, implementation manager" : "implementation manager")
                        : "member",
                    definition.Playbook.FindRole(participant.Role)?.Title ?? string.Empty,
                    participant.Audience == Audience.External ? "external" : "internal",
                    done,
                    tasks.Count,
                    done == tasks.Count ? "yes" : "no",
                    sent,
                    participant.Answers.Count,
                    participant.Answers.Count == 0 ? string.Empty : participant.Answers.Last().Value.Usage.ToString().ToLowerInvariant(),
                    participant.Risk switch
                    {
                        RiskReason.TwiceNo => "said no twice", RiskReason.ThreeUnanswered => "three unanswered", _ => string.Empty
                    },
                    participant.History.CountUndeliverable(),
                    attended.Count,
                    planned.Count,
                    string.Join("; ", attended.Select(session => Start.Format(session.Start))),
                    stops?.Text ?? string.Empty,
                    stops?.Done.Text() ?? string.Empty,
                ];
            }
        }
    }
}
