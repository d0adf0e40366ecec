using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// A playbook as a file, as described by <c>playbooks/playbook.schema.json</c>. It contains no
/// people or dates.
/// </summary>
internal static class PlaybookFile
{
    public const int SchemaVersion = 1;

    private const string Schema = "$schema";
    private const string Edition = "schemaVersion";

    public static string Write(Playbook playbook)
    {
        // A file has nobody waiting for an answer, and unanswered titles are not worth keeping.
        var known = playbook with { JobTitles = [.. playbook.JobTitles.Where(title => title is { IsOpen: false, Role: not null })] };
        var content = JsonSerializer.SerializeToNode(known, DefinitionFileContext.Readable.Playbook)!.AsObject();
        foreach (var title in content["jobTitles"]!.AsArray())
        {
            title!.AsObject().Remove("waiting");
            title.AsObject().Remove("isOpen");
        }

        foreach (var course in content["certifications"]!.AsArray())
        {
            course!.AsObject().Remove("isFoundational");
        }

        content.Insert(0, Edition, SchemaVersion);
        return content.ToJsonString(DefinitionFileContext.Readable.Options);
    }

    /// <summary>Reads a file.</summary>
    /// <returns>The playbook, or the errors, each with its place and remedy.</returns>
    public static (Playbook? Playbook, IReadOnlyList<string> Errors) Read(string json)
    {
        Playbook? playbook;
        try
        {
            var content = JsonNode.Parse(
                json,
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            if (content is not JsonObject fields)
            {
                return (null, [ReadingTexts.ThisIsNotAPlaybookIt]);
            }

            if (fields[Edition] is not JsonValue edition || !edition.TryGetValue<int>(out var number) || number != SchemaVersion)
            {
                return (null, [ReadingTexts.ThisReleaseReadsAlone.With(Edition, SchemaVersion)]);
            }

            fields.Remove(Schema);
            fields.Remove(Edition);
            playbook = fields.Deserialize(DefinitionFileContext.Readable.Playbook);
        }
        catch (JsonException error)
        {
            return (null, [DefinitionSyntax.Explain(error, json)]);
        }

        if (DefinitionGaps.Check(playbook!).ToList() is { Count: > 0 } gaps)
        {
            return (null, gaps);
        }

        playbook = DefinitionReader.Complete(playbook!);
        List<string> errors = [.. DefinitionLimits.Check(new DefinitionFile(), playbook, committee: 0)];
        return errors.Count > 0 ? (null, errors) : (playbook, []);
    }
}
