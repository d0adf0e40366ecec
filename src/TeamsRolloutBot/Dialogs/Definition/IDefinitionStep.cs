using AdaptiveCards;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>What a step is shown and judged with.</summary>
internal sealed record StepView
{
    public required StoredRollout Draft { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>The instant of the turn.</summary>
    public required Instant Now { get; init; }

    /// <summary>What was typed before, when it has to be shown again.</summary>
    public StepInput? Typed { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>A sentence above the fields, in Markdown.</summary>
    public string? Notice { get; init; }

    /// <summary>Rows of a pasted list that could not be used and come back to the person.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>
    /// Rows that can't be used stand in the field of members, as they came or as somebody has
    /// changed them since.
    /// </summary>
    public bool HasRowsToCorrect { get => field || BadRows.Count > 0; init; }

    /// <summary>A list of people that waits to be taken in.</summary>
    public AttachedList? Attached { get; init; }

    /// <summary>
    /// Fields that are shown empty because their text went to the person as a file.
    /// </summary>
    public IReadOnlyList<HandedOut> HandedOut { get; init; } = [];

    /// <summary>Files that Teams offers to save, below the answer.</summary>
    public ICollection<Attachment> Offered { get; init; } = [];

    /// <summary>People the client knows of in this conversation.</summary>
    public IReadOnlyList<Person> Roster { get; init; } = [];

    /// <summary>What the directory knows of the input.</summary>
    public DirectoryFinds Directory { get; init; } = DirectoryFinds.None;

    /// <summary>
    /// In the step of the welcome e-mail: somebody of the first cohort, to preview it for; null:
    /// nobody is there yet.
    /// </summary>
    public Participant? Sample { get; init; }

    /// <summary>In the first step: the playbooks there are.</summary>
    public IReadOnlyList<Playbook> Playbooks { get; init; } = [];

    /// <summary>How many members each cohort has.</summary>
    public IReadOnlyDictionary<CohortId, int> MemberCounts { get; init; } = new Dictionary<CohortId, int>();

    /// <summary>
    /// In the review: how far the people of cohorts are looked up in the directory, and the first
    /// who it does not know.
    /// </summary>
    public IReadOnlyDictionary<CohortId, (
        ResolutionState State, IReadOnlyList<string> Unknown)> Resolutions
    { get; init; } = new Dictionary<CohortId, (ResolutionState, IReadOnlyList<string>)>();

    /// <summary>In the review: who can't be reached.</summary>
    public ReachForecast? Reach { get; init; }

    /// <summary>
    /// In the review: the steps in whose fields something stands that was not taken in.
    /// </summary>
    public IReadOnlyList<int> Unsaved { get; init; } = [];

    /// <summary>In the review: who is in several cohorts.</summary>
    public IReadOnlyList<MemberOfSeveral> Doubles { get; init; } = [];

    /// <summary>In the review: everybody with their roles.</summary>
    public IReadOnlyList<RoleHolder> Roles { get; init; } = [];

    /// <summary>
    /// In the review: how many rows of each cohort's lists were given back and have not been
    /// corrected.
    /// </summary>
    public IReadOnlyDictionary<CohortId, int> RowsLeft { get; init; } = new Dictionary<CohortId, int>();

    /// <summary>The cohort that is being edited; null: a new one.</summary>
    public CohortId? Editing { get; init; }

    public RolloutDefinition Definition => Draft.Definition;

    public LocalDate Today => Now.InZone(Definition.Zone).Date;

    /// <summary>The value to show in a field: what was typed, else what is stored.</summary>
    public string Value(string field, string stored) => Typed is { } typed && typed.Has(field) ? typed.Text(field) : stored;

    public IEnumerable<AdaptiveTextBlock> ErrorsOf(string field) =>
        Errors.Where(error => error.Field == field).Select(error => CardKit.Error(error.Message));
}

/// <summary>What a step made of an input.</summary>
internal sealed record StepOutcome
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The definition with the input taken in; null when it has errors.</summary>
    public RolloutDefinition? Definition { get; init; }

    /// <summary>Show the same step again instead of the next one.</summary>
    public bool Stay { get; init; }

    /// <summary>The step to go to instead of the next one.</summary>
    public int? GoTo { get; init; }

    /// <summary>From here on each step leads to the review.</summary>
    public bool LeadsToReview { get; init; }

    public string? Notice { get; init; }

    /// <summary>What of the input stays in the fields when the step is shown again.</summary>
    public StepInput? Keep { get; init; }

    /// <summary>Members to put into a cohort once the definition is stored.</summary>
    public IReadOnlyList<Member> NewMembers { get; init; } = [];

    /// <summary>The cohort the members belong to.</summary>
    public CohortId? Cohort { get; init; }

    /// <summary>Who joins further cohorts.</summary>
    public IReadOnlyList<CohortPeople> Others { get; init; } = [];

    /// <summary>
    /// Rows of a pasted list that could not be used; good rows are taken in all the same.
    /// </summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>
    /// What of a list was not used, in Markdown; empty when there is nothing to say of it.
    /// </summary>
    public string Remarks { get; init; } = string.Empty;

    /// <summary>Job titles of a list of which nobody has said which role they are.</summary>
    public IReadOnlyList<JobTitle> UnknownTitles { get; init; } = [];

    /// <summary>Job titles of which was said which role they are.</summary>
    public IReadOnlyList<JobTitle> Said { get; init; } = [];

    /// <summary>A cohort that was taken out, with its people.</summary>
    public CohortId? RemovedCohort { get; init; }

    public static StepOutcome Accept(RolloutDefinition definition) => new() { Definition = definition };

    public static StepOutcome Reject(params IReadOnlyList<FieldError> errors) => new() { Errors = errors };
}

/// <summary>One step of the definition dialog: its card, and what it makes of an input.</summary>
internal interface IDefinitionStep
{
    /// <summary>1 to 11.</summary>
    int Number { get; }

    string Title { get; }

    /// <summary>The one line that says what is asked.</summary>
    string Line { get; }

    bool IsOptional => false;

    /// <summary>The fields.</summary>
    IEnumerable<AdaptiveElement> Body(StepView view);

    /// <summary>The fields that hold a list of members.</summary>
    IReadOnlyCollection<string> MemberLists => [];

    /// <summary>A file may answer it.</summary>
    bool TakesFiles => false;

    /// <summary>The main buttons of the step; navigation is added by the dialog.</summary>
    IEnumerable<StepButton> Buttons(StepView view) => [new(DefinitionTexts.Next, "next")];

    /// <param name="view">The draft as it stands.</param>
    /// <param name="input">What was typed or chosen.</param>
    /// <param name="button">Which of the step's buttons was pressed.</param>
    StepOutcome Submit(StepView view, StepInput input, string button);

    /// <summary>
    /// What of an input says which fields were shown, where a step does not always show the same;
    /// null: it shows what it shows without any.
    /// </summary>
    StepInput? Place(StepView view, StepInput input) => null;

    /// <summary>
    /// A typed line as an input, or null when the step can't be answered in a line.
    /// </summary>
    StepInput? FromText(string text, StepView view) => null;
}

/// <summary>A button of a step.</summary>
internal sealed record StepButton(string Title, string Id);
