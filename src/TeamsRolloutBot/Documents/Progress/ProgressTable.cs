using System.Runtime.CompilerServices;
using NodaTime.Text;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>Everybody's progress as rows, for every format.</summary>
internal sealed class ProgressTable(CohortRepository cohorts, SessionRepository sessions)
{
    // Sorts chronologically in a spreadsheet, like all dates in files.
    private static readonly LocalDateTimePattern Start = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>The headings, in the recipient's language.</summary>
    public static IReadOnlyList<string> Columns =>
    [
        ExportTexts.Cohort,
        ExportTexts.Name,
        ExportTexts.Email,
        ExportTexts.Part,
        ExportTexts.Role,
        ExportTexts.Audience,
        ExportTexts.TasksDone,
        ExportTexts.Tasks,
        ExportTexts.Ready,
        ExportTexts.CheckInsSent,
        ExportTexts.CheckInsAnswered,
        ExportTexts.NewestAnswer,
        ExportTexts.AtRisk,
        ExportTexts.NotDelivered,
        ExportTexts.TrainingAttended,
        ExportTexts.TrainingSessions,
        ExportTexts.AttendedOn,
        ExportTexts.WhatStopsThem,
        ExportTexts.DoneAboutIt,
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
                        ? (participant.IsMember ? ExportTexts.MemberAndManager : ExportTexts.Manager)
                        : ExportTexts.Member,
                    PlaybookContent.Of(definition.Playbook.FindRole(participant.Role)?.Title ?? string.Empty),
                    ListWords.Written(
                        participant.Audience == Audience.External
                            ? nameof(ListTexts.WordExternal)
                            : nameof(ListTexts.WordInternal)),
                    done,
                    tasks.Count,
                    !participant.IsMember ? string.Empty
                        : participant.Progress.AllDone(Checklists.ForMember(definition, participant.Role)) ? ExportTexts.Yes
                        : ExportTexts.No,
                    sent,
                    participant.Answers.Count,
                    participant.Answers.Count == 0 ? string.Empty : UsageOf(participant.Answers.Last().Value.Usage),
                    participant.Risk switch
                    {
                        RiskReason.TwiceNo => ExportTexts.SaidNoTwice, RiskReason.ThreeUnanswered => ExportTexts.ThreeUnanswered,
                        _ => string.Empty,
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

    private static string UsageOf(Usage usage) => usage switch
    {
        Usage.Yes => ExportTexts.Yes,
        Usage.Partly => ExportTexts.Partly,
        _ => ExportTexts.No,
    };
}
