using System.Text.Json;
using NodaTime.Text;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// <c>timeline definition.json [--as-of 2027-03-01T12:00:00Z]</c>: prints the computed timeline of
/// an exported definition to standard output, one JSON object per line and nothing else. With
/// <c>--as-of</c> the rollout is launched at that instant: past-due contacts then have the time at
/// which catching up sends them, or are marked <c>skipped</c> with the reason.
/// </summary>
internal static class TimelineCommand
{
    public const string Name = "timeline";
    private const int Usage = 2;
    private const int BadFile = 1;
    private const int NotWritten = 3;

    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");
    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm':'ss.FFFFFFF");

    /// <returns>0: success; 1: unusable file; 2: invalid arguments; 3: output can't be
    /// written.</returns>
    public static async Task<int> RunAsync(string[] arguments, Stream output, TextWriter errors)
    {
        if (!TryParse(arguments, out var path, out var asOf, out var problem))
        {
            await errors.WriteLineAsync($"{problem}\nUsage: timeline definition.json [--as-of 2027-03-01T12:00:00Z]");
            return Usage;
        }

        string json;
        try
        {
            json = await File.ReadAllTextAsync(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{path} can't be read: {error.Message}");
            return BadFile;
        }

        var (rollout, faults) = DefinitionTransfer.Read(json);
        if (rollout is null)
        {
            await errors.WriteLineAsync($"{path} can't be used:\n- {string.Join("\n- ", faults)}");
            return BadFile;
        }

        try
        {
            await WriteAsync(rollout, asOf, output);
        }
        catch (IOException error)
        {
            await errors.WriteLineAsync($"The timeline could not be written: {error.Message}");
            return NotWritten;
        }

        return 0;
    }

    /// <summary>
    /// The timeline of a definition with its people, sorted by time, cohort, person, kind and
    /// number.
    /// </summary>
    public static IReadOnlyList<TimelineLine> Compute(TransferredRollout rollout, Instant? asOf)
    {
        var definition = rollout.Definition;
        var cohorts = definition
            .Cohorts.Select(cohort => new ScheduledCohort(
                new CohortSchedule(definition.Timing, cohort.Id, cohort.GoLive, cohort.Zone),
                Recipients(cohort, rollout.Members[cohort.Id])
            ))
            .ToList();
        var digests = DigestSchedule.For(
            definition.Timing, [.. cohorts.Select(cohort => cohort.Schedule.Dates)], rollout.Manager.Id, definition.Zone);
        var names = definition.Cohorts.ToDictionary(cohort => cohort.Id, cohort => cohort.Name);
        var addresses = Addresses(rollout);
        return [.. RolloutTimeline.Compute(cohorts, digests, definition.Timing, asOf)
            .Select(decision => Line(decision, names, addresses))
            .OrderBy(line => line.At)
            .ThenBy(line => line.Cohort, StringComparer.Ordinal)
            .ThenBy(line => line.Person, StringComparer.Ordinal)
            .ThenBy(line => line.Kind, StringComparer.Ordinal)
            .ThenBy(line => line.Number ?? 0)];
    }

    private static async Task WriteAsync(TransferredRollout rollout, Instant? asOf, Stream output)
    {
        await using var buffered = new BufferedStream(output, 64 * 1024);
        var options = new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        foreach (var line in Compute(rollout, asOf))
        {
            await using (var writer = new Utf8JsonWriter(buffered, options))
            {
                line.WriteTo(writer);
            }

            buffered.WriteByte((byte)'\n');
        }

        await buffered.FlushAsync();
    }

    private static List<Recipient> Recipients(Cohort cohort, IReadOnlyList<Member> members)
    {
        var lead = cohort.ImplementationManager;
        var recipients = members.Select(member => new Recipient(member.Person.Id, member.Zone, true, member.Person.Id == lead?.Id))
            .ToList();
        if (lead is not null && members.All(member => member.Person.Id != lead.Id))
        {
            recipients.Add(new Recipient(lead.Id, null, false, true));
        }

        return recipients;
    }

    private static Dictionary<PersonId, string> Addresses(TransferredRollout rollout)
    {
        var people = rollout.Members.Values.SelectMany(members => members.Select(member => member.Person))
            .Concat(rollout.Definition.Cohorts.Select(cohort => cohort.ImplementationManager).OfType<Person>())
            .Append(rollout.Manager);
        return people.DistinctBy(person => person.Id).ToDictionary(person => person.Id, person => person.Email ?? person.Id.Value);
    }

    private static TimelineLine Line(Decision decision, Dictionary<CohortId, string> names, Dictionary<PersonId, string> addresses)
    {
        var touchpoint = decision.Touchpoint;
        return new TimelineLine(
            touchpoint.Key.Cohort is { } cohort ? names[cohort] : string.Empty,
            addresses[touchpoint.Key.Person],
            touchpoint.Kind.Name(),
            touchpoint.Kind.IsNumbered() ? touchpoint.Number : null,
            decision.At,
            touchpoint.Zone,
            touchpoint.Condition switch
            {
                TouchpointCondition.OpenTasks => "open tasks",
                TouchpointCondition.NoAnswer => "no answer",
                _ => null,
            },
            decision.IsSent ? null : decision.Skip.Text());
    }

    private static bool TryParse(string[] arguments, out string path, out Instant? asOf, out string problem)
    {
        (path, asOf, problem) = (string.Empty, null, string.Empty);
        for (var index = 0; index < arguments.Length; index++)
        {
            var argument = arguments[index];
            if (argument is "--as-of" || argument.StartsWith("--as-of=", StringComparison.Ordinal))
            {
                var text = argument is "--as-of"
                    ? (index + 1 < arguments.Length ? arguments[++index] : string.Empty)
                    : argument["--as-of=".Length..];
                if (InstantPattern.ExtendedIso.Parse(text) is not { Success: true, Value: var instant })
                {
                    problem = $"--as-of: “{text}” is not a point in time; write it like 2027-03-01T12:00:00Z.";
                    return false;
                }

                if (!DateReader.IsInRange(instant.InUtc().Date))
                {
                    problem =
                        $"--as-of: “{text}” is out of range; use a year from {DateReader.FirstYear} to {DateReader.LastYear}.";
                    return false;
                }

                asOf = instant;
            }
            else if (argument.StartsWith("--", StringComparison.Ordinal) || path.Length > 0)
            {
                problem = $"“{argument}” is not an argument of timeline.";
                return false;
            }
            else
            {
                path = argument;
            }
        }

        problem = path.Length == 0 ? "The definition file is missing." : string.Empty;
        return problem.Length == 0;
    }

    /// <summary>A line of the timeline.</summary>
    internal sealed record TimelineLine(
        string Cohort, string Person, string Kind, int? Number, Instant At, DateTimeZone Zone, string? When, string? Skipped)
    {
        public void WriteTo(Utf8JsonWriter writer)
        {
            var local = At.InZone(Zone).LocalDateTime;
            writer.WriteStartObject();
            writer.WriteString("cohort"u8, Cohort);
            writer.WriteString("person"u8, Person);
            writer.WriteString("kind"u8, Kind);
            if (Number is { } number)
            {
                writer.WriteNumber("n"u8, number);
            }

            writer.WriteString("local"u8, (local.Second == 0 && local.NanosecondOfSecond == 0 ? Minutes : Seconds).Format(local));
            writer.WriteString("zone"u8, Zone.Id);
            writer.WriteString("utc"u8, InstantPattern.ExtendedIso.Format(At));
            if (When is not null)
            {
                writer.WriteString("when"u8, When);
            }

            if (Skipped is not null)
            {
                writer.WriteString("skipped"u8, Skipped);
            }

            writer.WriteEndObject();
        }
    }
}
