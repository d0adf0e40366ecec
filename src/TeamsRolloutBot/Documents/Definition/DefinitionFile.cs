using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// A definition file in JSON: people by name and e-mail address, IANA time zones, dates as
/// <c>2027-03-15</c>. Exported and imported in chat, and read by the command <c>timeline</c>. The
/// README documents its fields.
/// </summary>
internal sealed record DefinitionFile
{
    public const string FormatName = "teams-rollout-definition";
    public const int CurrentVersion = 1;

    /// <summary>The schema reference for editors; ignored when read.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public string? Format { get; init; }

    public int? Version { get; init; }

    public string? Name { get; init; }

    /// <summary>The rollout's implementation manager, who gets the digests.</summary>
    public PersonEntry? Manager { get; init; }

    /// <summary>The manager's IANA time zone.</summary>
    public string? TimeZone { get; init; }

    public Playbook? Playbook { get; init; }

    public IReadOnlyList<PersonEntry>? Committee { get; init; }

    public IReadOnlyList<BestPractice>? BestPractices { get; init; }

    public ProjectScope? Projects { get; init; }

    public Approach? Approach { get; init; }

    public Strategy? Strategy { get; init; }

    public EmailTemplate? Message { get; init; }

    public TimingEntry? Timing { get; init; }

    public IReadOnlyList<CohortEntry>? Cohorts { get; init; }
}

/// <summary>A person in a definition file.</summary>
internal sealed record PersonEntry(string? Name, string? Email)
{
    /// <summary>The Entra object id, if known.</summary>
    public string? Id { get; init; }
}

/// <summary>A member in a definition file.</summary>
internal sealed record MemberEntry(string? Name, string? Email, string? Role, Audience? Audience, string? TimeZone)
{
    public string? Id { get; init; }

    /// <summary>ISO 639-1: <c>en</c>, <c>es</c>, <c>fr</c>; omitted if unknown.</summary>
    public string? Language { get; init; }
}

/// <summary>A cohort in a definition file.</summary>
internal sealed record CohortEntry
{
    public string? Name { get; init; }

    public bool? Corporate { get; init; }

    public PersonEntry? Manager { get; init; }

    public LocalDate? GoLive { get; init; }

    public string? TimeZone { get; init; }

    public IReadOnlyList<TrainingSession>? Sessions { get; init; }

    public IReadOnlyList<MemberEntry>? Members { get; init; }
}

/// <summary>The timing in a definition file; omitted values use the playbook's defaults.</summary>
internal sealed record TimingEntry
{
    public int? ChecklistDays { get; init; }

    public int? TasksDays { get; init; }

    public int? EmailDays { get; init; }

    public int? ReminderDays { get; init; }

    public int? ReadinessDays { get; init; }

    public int? InvitationDays { get; init; }

    public LocalTime? SendTime { get; init; }

    public LocalTime? DayStart { get; init; }

    public LocalTime? DayEnd { get; init; }

    public int? CadenceDays { get; init; }

    public int? CheckInCount { get; init; }

    public int? NudgeWorkingDays { get; init; }

    public IReadOnlyList<IsoDayOfWeek>? DaysOff { get; init; }

    public IReadOnlyList<LocalDate>? Holidays { get; init; }

    public static TimingEntry From(TimingPlan plan) => new()
    {
        ChecklistDays = plan.ChecklistDays,
        TasksDays = plan.TasksDays,
        EmailDays = plan.EmailDays,
        ReminderDays = plan.ReminderDays,
        ReadinessDays = plan.ReadinessDays,
        InvitationDays = plan.InvitationDays,
        SendTime = plan.SendTime,
        DayStart = plan.DayStart,
        DayEnd = plan.DayEnd,
        CadenceDays = plan.CadenceDays,
        CheckInCount = plan.CheckInCount,
        NudgeWorkingDays = plan.NudgeWorkingDays,
        DaysOff = plan.DaysOff,
        Holidays = plan.Holidays,
    };

    public TimingPlan ToPlan()
    {
        var standard = new TimingPlan();
        return new TimingPlan
        {
            ChecklistDays = ChecklistDays ?? standard.ChecklistDays,
            TasksDays = TasksDays ?? ChecklistDays ?? standard.TasksDays,
            EmailDays = EmailDays ?? standard.EmailDays,
            ReminderDays = ReminderDays ?? standard.ReminderDays,
            ReadinessDays = ReadinessDays ?? standard.ReadinessDays,
            InvitationDays = InvitationDays ?? standard.InvitationDays,
            SendTime = SendTime ?? standard.SendTime,
            DayStart = DayStart ?? standard.DayStart,
            DayEnd = DayEnd ?? standard.DayEnd,
            CadenceDays = CadenceDays ?? standard.CadenceDays,
            CheckInCount = CheckInCount ?? standard.CheckInCount,
            NudgeWorkingDays = NudgeWorkingDays ?? standard.NudgeWorkingDays,
            DaysOff = DaysOff ?? standard.DaysOff,
            Holidays = Holidays ?? standard.Holidays,
        };
    }
}

/// <summary>Serialisation of definition files.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(DefinitionFile))]
internal sealed partial class DefinitionFileContext : JsonSerializerContext
{
    public static DefinitionFileContext Readable { get; } = new(WithNames(StoredJson.WithConverters(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        MaxDepth = 32,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    })));

    // Enums are written by name and read in any case; numbers from the first release are read too.
    private static JsonSerializerOptions WithNames(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter<Audience>());
        options.Converters.Add(new JsonStringEnumConverter<Approach>());
        options.Converters.Add(new JsonStringEnumConverter<Strategy>());
        options.Converters.Add(new JsonStringEnumConverter<IsoDayOfWeek>());
        options.Converters.Add(new JsonStringEnumConverter<Phase>());
        return options;
    }
}
