namespace TeamsRolloutBot.Domain.Rollouts;

/// <summary>
/// Everything an implementation manager defines, except the cohorts' members, who are stored one by
/// one.
/// </summary>
public sealed record RolloutDefinition
{
    public required string Name { get; init; }

    /// <summary>The rollout's own copy of the playbook, as edited in step 3.</summary>
    public required Playbook Playbook { get; init; }

    /// <summary>The in-house experts; at least one before launch.</summary>
    public IReadOnlyList<Person> Committee { get; init; } = [];

    public IReadOnlyList<BestPractice> BestPractices { get; init; } = [];

    public ProjectScope Projects { get; init; } = new();

    public Approach Approach { get; init; } = Approach.Phased;

    public Strategy Strategy { get; init; } = Strategy.ByOffice;

    public IReadOnlyList<Cohort> Cohorts { get; init; } = [];

    /// <summary>The welcome e-mail as the manager edited it.</summary>
    public required EmailTemplate Message { get; init; }

    public TimingPlan Timing { get; init; } = new();

    /// <summary>The IANA time zone of the rollout's manager, used for digests.</summary>
    public required DateTimeZone Zone { get; init; }

    public Cohort? FindCohort(CohortId id)
    {
        // Called for every message, and a rollout may have hundreds of cohorts.
        var cohorts = Cohorts;
        for (var position = 0; position < cohorts.Count; position++)
        {
            if (cohorts[position].Id == id)
            {
                return cohorts[position];
            }
        }

        return null;
    }

    public RolloutDefinition WithCohort(Cohort cohort) => this with
    {
        Cohorts = Cohorts.Any(c => c.Id == cohort.Id)
            ? [.. Cohorts.Select(c => c.Id == cohort.Id ? cohort : c)]
            : [.. Cohorts, cohort],
    };

    public RolloutDefinition WithoutCohort(CohortId id) => this with { Cohorts = [.. Cohorts.Where(cohort => cohort.Id != id)] };

    /// <summary>
    /// Switches to another playbook, keeping what was written for this rollout only.
    /// </summary>
    public RolloutDefinition StartFrom(Playbook playbook) => this with
    {
        Playbook = playbook with { BestPractices = [] },
        BestPractices = BestPractices.Count > 0 ? BestPractices : playbook.BestPractices,
        Message = Message == Playbook.Email ? playbook.Email : Message,
    };

    /// <summary>The next send time for a person in a cohort.</summary>
    /// <param name="cohort">The cohort they are in.</param>
    /// <param name="zone">Their own time zone; null: the cohort's.</param>
    /// <param name="now">The earliest instant.</param>
    public Instant NextSendTime(Cohort cohort, DateTimeZone? zone, Instant now) =>
        Timing.Hours.NextSendTime(now, Timing.Calendar, zone ?? cohort.Zone);

    /// <summary>An empty definition with the playbook's defaults.</summary>
    public static RolloutDefinition Start(string name, Playbook playbook, DateTimeZone zone) => new()
    {
        Name = name,
        Playbook = playbook with { BestPractices = [] },
        BestPractices = playbook.BestPractices,
        Message = playbook.Email,
        Zone = zone,
    };
}

/// <summary>A company procedure: a title with a link, a text or both.</summary>
public sealed record BestPractice(string Title, string? Url, string? Text);

/// <summary>Which projects are brought online.</summary>
public sealed record ProjectScope
{
    /// <summary>True: all new projects; false: the listed ones.</summary>
    public bool AllNew { get; init; } = true;

    public IReadOnlyList<Project> Listed { get; init; } = [];

    /// <summary>
    /// The vendor contact who agreed to move projects already under way; null if nobody did.
    /// </summary>
    public string? VendorContact { get; init; }

    /// <summary>
    /// True if a listed project is under way and nobody has confirmed discussing it with the
    /// vendor.
    /// </summary>
    public bool NeedsVendorConfirmation => !AllNew && VendorContact is null && Listed.Any(project => project.UnderWay);
}

/// <summary>A project to be brought online.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Number">The company's own number; may be empty.</param>
/// <param name="Start">When it starts; null if unknown.</param>
/// <param name="UnderWay">It is already under way in another system.</param>
public sealed record Project(string Name, string Number, LocalDate? Start, bool UnderWay);

/// <summary>The people of an office, unit or project who start together.</summary>
public sealed record Cohort
{
    public required CohortId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The key person; null if not known yet (the review warns).</summary>
    public Person? ImplementationManager { get; init; }

    public required LocalDate GoLive { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>By office: true for a corporate office, which starts before the branches.</summary>
    public bool IsCorporate { get; init; }

    /// <summary>The planned training sessions, in the cohort's zone.</summary>
    public IReadOnlyList<TrainingSession> Sessions { get; init; } = [];
}

/// <summary>A person in a cohort.</summary>
public sealed record Member
{
    public required Person Person { get; init; }

    /// <summary>The id of a role of the playbook; null when not known.</summary>
    public string? Role { get; init; }

    /// <summary>A job title not mapped to a role yet; null if the role is known.</summary>
    public string? JobTitle { get; init; }

    public Audience Audience { get; init; } = Audience.Internal;

    /// <summary>
    /// The audience came from a list, so the directory's guest status does not change it.
    /// </summary>
    public bool IsAudienceStated { get; init; }

    /// <summary>Their own time zone; null if it is the cohort's.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Their language; null if no list gives one.</summary>
    public Language? Language { get; init; }
}
