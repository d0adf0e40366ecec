using AdaptiveCards;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Everything needed to show and validate a step.</summary>
internal sealed record StepView
{
    public required StoredRollout Draft { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The time of the turn.</summary>
    public required Instant Now { get; init; }

    /// <summary>Earlier input to show again.</summary>
    public StepInput? Typed { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>A message above the fields, in Markdown.</summary>
    public string? Notice { get; init; }

    /// <summary>Rows of a pasted list that could not be used and go back to the person.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>The members field holds unusable rows, as submitted or partly corrected.</summary>
    public bool HasRowsToCorrect { get => field || BadRows.Count > 0; init; }

    /// <summary>A pending list of people.</summary>
    public AttachedList? Attached { get; init; }

    /// <summary>Fields shown empty because their text was handed out as a file.</summary>
    public IReadOnlyList<HandedOut> HandedOut { get; init; } = [];

    /// <summary>Files that Teams offers to save, shown below the answer.</summary>
    public ICollection<Attachment> Offered { get; init; } = [];

    /// <summary>People the client knows in this conversation.</summary>
    public IReadOnlyList<Person> Roster { get; init; } = [];

    /// <summary>What the directory knows about the input.</summary>
    public DirectoryFinds Directory { get; init; } = DirectoryFinds.None;

    /// <summary>
    /// In the welcome e-mail step: a member of the first cohort for the preview; null if it is
    /// empty.
    /// </summary>
    public Participant? Sample { get; init; }

    /// <summary>In the first step: the available playbooks.</summary>
    public IReadOnlyList<Playbook> Playbooks { get; init; } = [];

    /// <summary>How many members each cohort has.</summary>
    public IReadOnlyDictionary<CohortId, int> MemberCounts { get; init; } = new Dictionary<CohortId, int>();

    /// <summary>
    /// In the review: how far directory lookup is for each cohort, with the first unknown people.
    /// </summary>
    public IReadOnlyDictionary<CohortId, (
        ResolutionState State, IReadOnlyList<string> Unknown)> Resolutions
    { get; init; } = new Dictionary<CohortId, (ResolutionState, IReadOnlyList<string>)>();

    /// <summary>In the review: the people who cannot be reached.</summary>
    public ReachForecast? Reach { get; init; }

    /// <summary>In the review: the steps with unsaved input.</summary>
    public IReadOnlyList<int> Unsaved { get; init; } = [];

    /// <summary>In the review: people in several cohorts.</summary>
    public IReadOnlyList<MemberOfSeveral> Doubles { get; init; } = [];

    /// <summary>In the review: all people with their roles.</summary>
    public IReadOnlyList<RoleHolder> Roles { get; init; } = [];

    /// <summary>
    /// In the review: how many returned rows of each cohort's lists are still uncorrected.
    /// </summary>
    public IReadOnlyDictionary<CohortId, int> RowsLeft { get; init; } = new Dictionary<CohortId, int>();

    /// <summary>The cohort being edited; null for a new one.</summary>
    public CohortId? Editing { get; init; }

    public RolloutDefinition Definition => Draft.Definition;

    public LocalDate Today => Now.InZone(Definition.Zone).Date;

    /// <summary>The value to show in a field: typed input, else the stored value.</summary>
    public string Value(string field, string stored) => Typed is { } typed && typed.Has(field) ? typed.Text(field) : stored;

    public IEnumerable<AdaptiveTextBlock> ErrorsOf(string field) =>
        Errors.Where(error => error.Field == field).Select(error => CardKit.Error(error.Message));
}

/// <summary>The outcome of validating a step's input.</summary>
internal sealed record StepOutcome
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The updated definition; null if the input has errors.</summary>
    public RolloutDefinition? Definition { get; init; }

    /// <summary>Show the same step again instead of the next.</summary>
    public bool Stay { get; init; }

    /// <summary>The step to go to instead of the next.</summary>
    public int? GoTo { get; init; }

    /// <summary>From now on, each step leads back to the review.</summary>
    public bool LeadsToReview { get; init; }

    public string? Notice { get; init; }

    /// <summary>Input to keep in the fields when the step is shown again.</summary>
    public StepInput? Keep { get; init; }

    /// <summary>Members to add to the cohort once the definition is stored.</summary>
    public IReadOnlyList<Member> NewMembers { get; init; } = [];

    /// <summary>The cohort of the new members.</summary>
    public CohortId? Cohort { get; init; }

    /// <summary>People who join other cohorts.</summary>
    public IReadOnlyList<CohortPeople> Others { get; init; } = [];

    /// <summary>Unusable rows of a pasted list; good rows are still accepted.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>Remarks on unused parts of a list, in Markdown; may be empty.</summary>
    public string Remarks { get; init; } = string.Empty;

    /// <summary>Job titles of a list whose role is unknown.</summary>
    public IReadOnlyList<JobTitle> UnknownTitles { get; init; } = [];

    /// <summary>Job titles whose role has been answered.</summary>
    public IReadOnlyList<JobTitle> Said { get; init; } = [];

    /// <summary>A cohort to remove together with its people.</summary>
    public CohortId? RemovedCohort { get; init; }

    public static StepOutcome Accept(RolloutDefinition definition) => new() { Definition = definition };

    public static StepOutcome Reject(params IReadOnlyList<FieldError> errors) => new() { Errors = errors };
}

/// <summary>One step of the definition dialog: its card, and how it handles input.</summary>
internal interface IDefinitionStep
{
    /// <summary>1 to 11.</summary>
    int Number { get; }

    string Title { get; }

    /// <summary>The one-line question it asks.</summary>
    string Line { get; }

    bool IsOptional => false;

    /// <summary>The fields.</summary>
    IEnumerable<AdaptiveElement> Body(StepView view);

    /// <summary>The fields that hold a member list.</summary>
    IReadOnlyCollection<string> MemberLists => [];

    /// <summary>Can be answered by a file.</summary>
    bool TakesFiles => false;

    /// <summary>The step's main buttons; the dialog adds navigation.</summary>
    IEnumerable<StepButton> Buttons(StepView view) => [new(DefinitionTexts.Next, "next")];

    /// <param name="view">The current draft.</param>
    /// <param name="input">The typed or chosen values.</param>
    /// <param name="button">Which of the step's buttons was pressed.</param>
    StepOutcome Submit(StepView view, StepInput input, string button);

    /// <summary>
    /// The part of an input that says which fields were shown, for steps whose fields vary; null
    /// for others.
    /// </summary>
    StepInput? Place(StepView view, StepInput input) => null;

    /// <summary>
    /// The fields that an input lacks only if they were emptied: clients leave out empty fields,
    /// and some leave out collapsed ones.
    /// </summary>
    IReadOnlyCollection<string> Emptied(StepInput input) => [];

    /// <summary>
    /// Converts a typed line to input; null if the step cannot be answered in one line.
    /// </summary>
    StepInput? FromText(string text, StepView view) => null;
}

/// <summary>A button of a step.</summary>
internal sealed record StepButton(string Title, string Id);
