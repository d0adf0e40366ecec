using System.Text;
using System.Text.Json;

namespace TeamsRolloutBot.Documents;

/// <summary>A definition with its people, for export and import.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Manager">The rollout's manager.</param>
/// <param name="Members">The members of each cohort.</param>
internal sealed record TransferredRollout(
    RolloutDefinition Definition, Person Manager, IReadOnlyDictionary<CohortId, IReadOnlyList<Member>> Members);

/// <summary>
/// Converts rollouts to definition files and back. Errors in a file are listed with their place;
/// nothing is guessed.
/// </summary>
internal static class DefinitionTransfer
{
    private const int MostErrors = 20;

    public static string Write(TransferredRollout rollout)
    {
        var definition = rollout.Definition;
        var file = new DefinitionFile
        {
            Format = DefinitionFile.FormatName,
            Version = DefinitionFile.CurrentVersion,
            Name = definition.Name,
            Manager = Entry(rollout.Manager),
            TimeZone = definition.Zone.Id,
            // A file has nobody waiting for an answer.
            Playbook = definition.Playbook with { JobTitles = [.. definition.Playbook.JobTitles.Where(title => !title.IsOpen)] },
            Committee = [.. definition.Committee.Select(Entry)],
            BestPractices = definition.BestPractices,
            Projects = definition.Projects,
            Approach = definition.Approach,
            Strategy = definition.Strategy,
            Message = definition.Message,
            Timing = TimingEntry.From(definition.Timing),
            Cohorts =
            [
                .. definition.Cohorts.Select(cohort => new CohortEntry
                {
                    Name = cohort.Name,
                    Corporate = cohort.IsCorporate,
                    Manager = cohort.ImplementationManager is { } lead ? Entry(lead) : null,
                    GoLive = cohort.GoLive,
                    TimeZone = cohort.Zone.Id,
                    Sessions = cohort.Sessions.Count > 0 ? [.. cohort.Sessions.Select(session => session with { PlannedBy = null })] : null,
                    Members =
                    [
                        .. rollout
                            .Members.GetValueOrDefault(cohort.Id, [])
                            .Select(member => new MemberEntry(
                                member.Person.Name,
                                member.Person.Email,
                                member.Role,
                                member.Audience,
                                member.Zone?.Id
                            )
                            {
                                Id = ObjectId(member.Person),
                                Language = member.Language?.Code,
                            }),
                    ],
                }),
            ],
        };
        return JsonSerializer.Serialize(file, DefinitionFileContext.Readable.DefinitionFile);
    }

    /// <summary>Reads a definition file.</summary>
    /// <returns>The rollout, or the errors, each with its place and remedy.</returns>
    public static (TransferredRollout? Rollout, IReadOnlyList<string> Errors) Read(string json)
    {
        DefinitionFile? file;
        var definition = PastedDefinition.In(json);
        try
        {
            // Parsed as bytes: an unpaired surrogate in a string would throw a different exception.
            file = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(definition), DefinitionFileContext.Readable.DefinitionFile);
        }
        catch (JsonException error)
        {
            return (null, [DefinitionSyntax.Explain(error, definition)]);
        }

        if (file is null)
        {
            return (null, [ReadingTexts.ThisIsNotADefinitionFile]);
        }

        if (DefinitionGaps.Check(file).Take(MostErrors).ToList() is { Count: > 0 } gaps)
        {
            return (null, gaps);
        }

        var reader = new DefinitionReader();
        var rollout = reader.Read(file);
        return reader.Errors.Count > 0
            ? (null, [.. reader.Errors.Take(MostErrors).Select(error => DefinitionSyntax.WithPlace(error, file))])
            : (rollout, []);
    }

    private static PersonEntry Entry(Person person) => new(person.Name, person.Email) { Id = ObjectId(person) };

    private static string? ObjectId(Person person) => person.Id.IsMail ? null : person.Id.Value;
}
