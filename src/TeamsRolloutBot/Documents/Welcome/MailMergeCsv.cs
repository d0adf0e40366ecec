using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// A cohort's welcome e-mails as a mail-merge file: one row per member with the fields and the
/// finished text.
/// </summary>
internal sealed class MailMergeCsv(CohortRepository cohorts, UserRepository users, WelcomeTexts texts)
{
    // The batch size for looking people up.
    private const int Together = 100;

    private static readonly string[] Columns =
    [
        "Email", "Name", "Role", "TrainingDate", "RequiredWebinars", "Certifications", "Manager", "Subject", "Text", "Language"
    ];

    public async Task WriteAsync(Stream stream, StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        await using var csv = new CsvFile(stream);
        await csv.WriteAsync(Columns);
        await foreach (var members in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct)
            .Where(member => member.IsMember).Chunk(Together))
        {
            var references = await users.FindReferencesAsync(rollout.TenantId, [.. members.Select(member => member.Person.Id)], ct);
            foreach (var (member, reference) in members.Zip(references))
            {
                var language = UserReference.LanguageOf(reference, member);
                await csv.WriteAsync(language.Write(() => Row(rollout, cohort, member, language)));
            }
        }
    }

    // In the recipient's language.
    private string[] Row(StoredRollout rollout, Cohort cohort, Participant member, Language language)
    {
        var values = texts.ValuesOf(rollout, cohort, member);
        var welcome = texts.Of(rollout, cohort, member);
        return
        [
            member.Person.Email ?? string.Empty, values.Name, values.Role, values.TrainingDate, values.RequiredWebinars,
            values.Certifications, values.Manager, welcome.Subject, welcome.Plain, language.Code,
        ];
    }
}
