using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Reports;

/// <summary>
/// The welcome e-mails of a cohort as a file for mail merge: a row for each member, with the fields
/// and the finished text.
/// </summary>
internal sealed class MailMergeCsv(CohortRepository cohorts, WelcomeTexts texts)
{
    private static readonly string[] Columns =
    [
        "Email", "Name", "Role", "TrainingDate", "RequiredWebinars", "Certifications", "Manager", "Subject", "Text"
    ];

    public async Task WriteAsync(Stream stream, StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        await using var csv = new CsvFile(stream);
        await csv.WriteAsync(Columns);
        await foreach (var member in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
        {
            if (!member.IsMember)
            {
                continue;
            }

            var values = texts.ValuesOf(rollout, cohort, member);
            var welcome = texts.Of(rollout, cohort, member);
            await csv.WriteAsync(
                member.Person.Email
                    ?? string.Empty, values.Name, values.Role, values.TrainingDate, values.RequiredWebinars, values.Certifications,
                    values.Manager, welcome.Subject, welcome.Body);
        }
    }
}
