using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// The definition dialog: eleven steps, each a card that can be left and taken up again. Everything accepted is stored at once, so that a
/// half-finished definition survives anything.
/// </summary>
internal sealed class DefinitionDialog(
    AccessControl access,
    RolloutRepository rollouts,
    UserRepository users,
    Lifecycle lifecycle,
    DraftEditor editor,
    PeopleDirectory directory,
    DirectoryLookup lookup,
    ReturnedInput returned,
    ReturnedRows rows,
    AttachedLists attached,
    ReachReader reach,
    StartPolicy policy,
    IClock clock) : IDialog
{
    public const string NewVerb = "rollout.new";
    private const string DialogName = "define";
    private const string SubmitVerb = "define.next";
    private const string BackVerb = "define.back";
    private const string SkipVerb = "define.skip";
    private const string CancelVerb = "define.cancel";

    public static IReadOnlyList<IDefinitionStep> Steps { get; } =
    [
        new NameStep(), new CommitteeStep(), new TrainingStep(), new BestPracticesStep(), new ProjectsStep(),
        new ApproachStep(), new StrategyStep(), new CohortsStep(), new MessageStep(), new TimingStep(),
    ];

    public IEnumerable<Command> Commands =>
    [
        new(["new rollout", "create rollout"], "Define a rollout step by step", NewAsync) { Topic = HelpTopic.Define },
        new(["new", "start"], null, NewAsync) { Takes = argument => argument.Length == 0 },
        new(["continue", "resume draft", "continue draft"], "Go on with a definition you left", ContinueDraftAsync) { Topic = HelpTopic.Define },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(NewVerb, (turn, ct) => NewAsync(turn, string.Empty, ct)),
        new(SubmitVerb, SubmitAsync),
        new(BackVerb, (turn, ct) => MoveAsync(turn, -1, ct)),
        new(SkipVerb, (turn, ct) => MoveAsync(turn, 1, ct)),
        new(ReviewStep.OpenVerb, OpenAsync),
        new(ReviewStep.SaveVerb, SaveAsync),
        new(CancelVerb, CancelAsync),
        new(CohortsStep.EditVerb, EditCohortAsync),
        new(ReviewStep.StepsVerb, ChooseStepAsync),
        new(ReviewStep.RowsVerb, RowsAsync),
        new(ReviewStep.UnknownVerb, UnknownAsync),
    ];

    /// <summary>A typed line answers the step that is open.</summary>
    public async Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct)
    {
        if (await users.FindDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, ct) is not { Name: DialogName, Rollout: { } id }
            || await DraftAsync(turn, id, ct) is not { } draft)
        {
            return null;
        }

        if (turn.FileName is null && turn.Text.StartsWith("continue ", StringComparison.OrdinalIgnoreCase)
            && await FindDraftAsync(turn, turn.Text["continue ".Length..].Trim(), ct) is { Draft: { } other })
        {
            // Words that name another draft are no answer to this one’s step.
            return await ShowAsync(turn, other, other.Step, ct);
        }

        if (PastedDefinition.IsIn(turn.Text))
        {
            // A definition is imported, whatever step is open.
            return null;
        }

        if (turn.FileName is null && Navigation(turn.Text) is { } button)
        {
            if (button is "skip" or "next" && draft.Step == CohortsStep.Position && await attached.FindAsync(draft.Id, ct) is { } list)
            {
                return await ShowAsync(turn, draft, draft.Step, ct, view => view with
                {
                    Notice = $"**{CardText.Escape(list.Name)} is not taken in yet.** Save the cohort its people join, or save one with the box not ticked to leave the list out.",
                });
            }

            return button switch
            {
                "back" => await ShowAsync(turn, draft, draft.Step - 1, ct),
                "skip" or "next" => await ShowAsync(turn, draft, draft.Step + 1, ct),
                "cancel" => CancelCard(draft),
                _ => await LeaveAsync(turn, draft, ct),
            };
        }

        if (draft.Step > Steps.Count)
        {
            return null;
        }

        var step = Steps[draft.Step - 1];
        if (turn.FileName is not null && !step.TakesFiles)
        {
            return Reply.Say($"Step {step.Number} takes no file. Lists can be attached in {string.Join(", ", Steps.Where(each => each.TakesFiles).Select(each => $"step {each.Number}"))}.");
        }

        var view = await ViewAsync(turn, draft, step.Number, step.Number == CohortsStep.Position ? CohortOf(turn) : null, ct);
        if (step.Number == CohortsStep.Position && await AttachAsync(turn, view, ct) is { } reply)
        {
            return reply;
        }

        if (step.FromText(turn.Text, view) is { } input)
        {
            return await SubmitAsync(turn, view, step, input, "next", ct);
        }

        view = await WithRowsAsync(view, step.Number, isOpened: true, ct);
        return await DrawAsync(step, view with { Notice = $"This step has several fields: please fill in the card. {view.Notice}".TrimEnd() }, ct);
    }

    /// <summary>People who are typed or sent at step 8 belong to the cohort that is defined there; null where nobody is.</summary>
    private async Task<Reply?> AttachAsync(Turn turn, StepView view, CancellationToken ct)
    {
        var people = PeopleTable.Read(turn.Text, MemberList.WordsOf(view.Definition.Playbook)).Rows.Count(row => row.Address is not null);
        if (people == 0)
        {
            return turn.FileName is null ? null : Reply.Say("There is nobody with an e-mail address in this file.");
        }

        await attached.KeepAsync(view.Draft.Id, new AttachedList(turn.FileName ?? "the list you typed", people, turn.Text), ct);
        view = await WithRowsAsync(view, CohortsStep.Position, isOpened: true, ct);
        var said = $"**{CardKit.Count(people, "person", "people")} of the list** join the cohort below once you save it.";
        return await DrawAsync(Steps[CohortsStep.Position - 1], view with { Notice = view.Notice is null ? said : said + StepCard.Paragraph + view.Notice }, ct);
    }

    private static string? Navigation(string text) => text.Trim().ToLowerInvariant() switch
    {
        "back" => "back",
        "skip" => "skip",
        "next" => "next",
        "cancel" => "cancel",
        "save" or "save for later" or "later" => "save",
        _ => null,
    };

    private async Task<Reply> NewAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal("New rollout", refusal.Reason));
        }

        if (turn.Action?.GetBoolean("confirm") != true && await NewestDraftAsync(turn, ct) is { } draft && draft.Id != turn.NewRollout)
        {
            return Reply.With(DraftCards.Unfinished(draft));
        }

        if (await access.RefuseDraftAsync(turn.Caller, ct) is { } tooMany)
        {
            return Reply.With(MessageCard.Refusal("New rollout", tooMany.Reason));
        }

        var playbook = PayorPlaybook.Create();
        var trimmed = SingleLine.Trim(name);
        var title = trimmed.Length is > 0 and <= Limits.RolloutName && SingleLine.Problem(trimmed) is null ? trimmed : string.Empty;
        var stored = await lifecycle.StartAsync(turn.NewRollout, turn.Caller.TenantId, turn.Caller.Person, RolloutDefinition.Start(title, playbook, turn.Caller.Zone), ct);
        return await ShowAsync(turn, stored, 1, ct);
    }

    private async Task<Reply> ContinueDraftAsync(Turn turn, string name, CancellationToken ct)
    {
        var (draft, reply) = await FindDraftAsync(turn, name, ct);
        return draft is null ? reply! : await ShowAsync(turn, draft, draft.Step, ct);
    }

    /// <summary>The review of the draft that is named, or of the newest.</summary>
    public async Task<Reply> ReviewAsync(Turn turn, string name, CancellationToken ct)
    {
        var (draft, reply) = await FindDraftAsync(turn, name, ct);
        return draft is null ? reply! : await ShowAsync(turn, draft, ReviewStep.Number, ct);
    }

    // Without a name the newest; of several whose names fit the person is asked.
    private async Task<(StoredRollout? Draft, Reply? Reply)> FindDraftAsync(Turn turn, string name, CancellationToken ct)
    {
        var drafts = (await access.AllAsync(turn.Caller, ct)).Where(a => a.IsOwner && a.Rollout.Rollout.State == RolloutState.Draft).Select(a => a.Rollout).ToList();
        var matches = name.Length == 0 ? drafts.Take(1).ToList() : drafts.FindAll(draft => TypedText.Same(draft.Definition.Name, name));
        matches = matches.Count > 0 ? matches : drafts.FindAll(draft => TypedText.Contains(draft.Definition.Name, name));
        return matches switch
        {
            [var draft] => (draft, null),
            [] when drafts.Count == 0 => (null, Reply.With(MessageCard.Information("No half-finished rollout", "There is nothing to go on with. Start with “new rollout”."))),
            [] => (null, Reply.With(MessageCard.Information("No draft of that name", $"You have no half-finished rollout called “{CardKit.Shorten(name, 80)}”. “drafts” lists yours."))),
            _ => (null, Reply.With(RolloutsCard.Draw([.. matches.Select(draft => (draft.Id.Value, draft.Definition.Name, $"draft, left at step {draft.Step} of 11"))], ReviewStep.OpenVerb))),
        };
    }

    private async Task<StoredRollout?> NewestDraftAsync(Turn turn, CancellationToken ct) =>
        (await access.AllAsync(turn.Caller, ct)).FirstOrDefault(a => a.IsOwner && a.Rollout.Rollout.State == RolloutState.Draft)?.Rollout;

    private async Task<Reply> SubmitAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        var number = turn.Action!.GetInt32(StepData.Step) ?? 0;
        if (number < 1 || number > Steps.Count || (turn.Id is not null && turn.Id == draft.LastTurn))
        {
            return await ShowAsync(turn, draft, draft.Step, ct);
        }

        var step = Steps[number - 1];
        var input = StepInput.FromData(turn.Action.Data);
        var view = (await ViewAsync(turn, draft, number, EditedCohort(turn, draft), ct)) with { HandedOut = HandedOut.Missing(turn.Action, input) };
        if (turn.Action.GetInt32(StepData.Revision) != draft.DefinitionRevision)
        {
            // Somewhere else the draft has gone on: what was typed here stays visible, and nothing is overwritten unseen.
            return await DrawAsync(step, view with
            {
                Typed = input,
                Notice = "This definition was changed on another device or in another card meanwhile. **Nothing was overwritten:** look it over and press the button again to keep what you see here.",
            }, ct);
        }

        var button = turn.Action.GetString(StepData.Button) ?? "next";
        if (view.HandedOut.Count > 0 && button != CohortsStep.RemoveButton)
        {
            return await DrawAsync(step, view with { Typed = input, Errors = HandedOut.Refuse(view.HandedOut, step.IsOptional ? "Skip" : "Back") }, ct);
        }

        return await SubmitAsync(turn, view, step, input, button, ct);
    }

    private async Task<Reply> SubmitAsync(
        Turn turn, StepView view, IDefinitionStep step, StepInput input, string button, CancellationToken ct)
    {
        var whole = step.MemberLists.Count > 0 && button != CohortsStep.RemoveButton ? await attached.WithListAsync(view.Draft.Id, input, ct) : input;
        view = await lookup.FindAsync(view, whole, step.MemberLists, ct);
        var outcome = step.Submit(view, whole, button);
        if (outcome.Definition is null)
        {
            return await DrawAsync(step, view with { Typed = input, Errors = outcome.Errors }, ct);
        }

        var next = outcome.Stay ? step.Number : step.Number + 1;
        var (stored, isStale) = await editor.SaveAsync(view.Draft, outcome, next, turn.Id, ct);
        if (stored is null)
        {
            return DraftCards.Gone();
        }

        if (isStale)
        {
            return await DrawAsync(step, (await ViewAsync(turn, stored, step.Number, view.Editing, ct)) with
            {
                Typed = input,
                Notice = "Somebody answered this step at the same moment. **Their answer counts:** look it over and press the button again to keep what you see here.",
            }, ct);
        }

        if (outcome.Cohort is not null)
        {
            await attached.RemoveAsync(stored.Id, input, ct);
        }

        var lead = outcome.Cohort is { } id && outcome.NewMembers.Count > 0 && stored.Definition.FindCohort(id) is { ImplementationManager: null }
            ? await lookup.ProposeLeadAsync(turn.Caller.TenantId, outcome.NewMembers, ct)
            : null;
        var proposal = lead is null
            ? string.Empty
            : $" It has no implementation manager yet; its people report to **{CardText.Escape(lead.Name)}** ({CardText.Escape(lead.Email ?? "no address")}).";
        proposal += view.Directory.IsThere && outcome.NewMembers.Any(member => member.Person.Id.IsMail)
            ? " Whom the directory does not know yet is being looked up; the review names whom it does not have."
            : string.Empty;
        var editing = outcome.Stay && (outcome.BadRows.Count > 0 || outcome.Keep is not null) ? outcome.Cohort ?? view.Editing : null;
        return await ShowAsync(turn, stored, next, ct, v => v with
        {
            Editing = editing,
            Typed = outcome.Keep,
            BadRows = outcome.BadRows,
            Notice = (outcome.BadRows.Count > 0 ? DraftCards.BadRowsNotice(outcome) : outcome.Notice) is { } notice ? notice + proposal : null,
        }, view.Roster);
    }

    private async Task<Reply> MoveAsync(Turn turn, int by, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        return await ShowAsync(turn, draft, (turn.Action!.GetInt32(StepData.Step) ?? draft.Step) + by, ct);
    }

    private async Task<Reply> OpenAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft
            ? await ShowAsync(turn, draft, turn.Action!.GetInt32(StepData.Step) ?? draft.Step, ct)
            : DraftCards.Gone();

    private async Task<Reply> EditCohortAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft
            ? await ShowAsync(turn, draft, CohortsStep.Position, ct, view => view with
            {
                Editing = EditedCohort(turn, draft),
                Typed = turn.Action!.GetInt32(CohortsStep.PageField) is { } page
                    ? StepInput.FromFields(KeyValuePair.Create(CohortsStep.PageField, page.ToString()))
                    : null,
            })
            : DraftCards.Gone();

    private async Task<Reply> ChooseStepAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft ? Reply.With(DraftCards.Steps(draft, Steps)) : DraftCards.Gone();

    private async Task<Reply> RowsAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft
            ? Reply.With(ReviewStep.RowsCard(await ViewAsync(turn, draft, ReviewStep.Number, null, ct), turn.Action!.GetInt32("page") ?? 0))
            : DraftCards.Gone();

    private async Task<Reply> UnknownAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        var from = CohortOf(turn) is { } id && draft.Definition.FindCohort(id) is not null ? id : (CohortId?)null;
        var after = turn.Action!.GetString(ReviewStep.After) is { } address && EmailAddress.IsValid(address) ? address : null;
        return Reply.With(UnknownPeopleCard.Draw(draft, await editor.UnknownAsync(draft, from, from is null ? null : after, ct)));
    }

    private async Task<Reply> SaveAsync(Turn turn, CancellationToken ct) =>
        await DraftOfCardAsync(turn, ct) is { } draft ? await LeaveAsync(turn, draft, ct) : DraftCards.Gone();

    private async Task<Reply> LeaveAsync(Turn turn, StoredRollout draft, CancellationToken ct)
    {
        await users.SaveDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, null, ct);
        return Reply.With(DraftCards.Saved(draft));
    }

    private async Task<Reply> CancelAsync(Turn turn, CancellationToken ct)
    {
        if (await DraftOfCardAsync(turn, ct) is not { } draft)
        {
            return DraftCards.Gone();
        }

        if (turn.Action!.GetBoolean("confirm") != true)
        {
            return CancelCard(draft);
        }

        await users.SaveDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, null, ct);
        await lifecycle.DiscardAsync(draft, ct);
        return Reply.With(MessageCard.Information("Draft deleted", "Nothing was sent to anybody. Start again any time with “new rollout”."));
    }

    private static Reply CancelCard(StoredRollout draft) => Reply.With(DraftCards.ConfirmCancel(draft, CancelVerb));

    /// <summary>Shows a step and remembers that the person is there.</summary>
    public async Task<Reply> ShowAsync(
        Turn turn, StoredRollout draft, int number, CancellationToken ct, Func<StepView, StepView>? adjust = null, IReadOnlyList<Person>? roster = null)
    {
        number = Math.Clamp(number, 1, ReviewStep.Number);
        if (draft.Step != number)
        {
            draft = await rollouts.ChangeAsync(draft.Id, stored => stored with { Step = number }, ct) ?? draft;
        }

        var view = await ViewAsync(turn, draft, number, null, ct, roster);
        view = adjust is null ? view : adjust(view);
        view = await WithRowsAsync(view, number, isOpened: adjust is null, ct);
        var saved = users.SaveDialogAsync(
            turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, new DialogState(DialogName, draft.Id, view.Editing?.Value), ct);
        var reply = number == ReviewStep.Number ? await ReviewAsync(view, ct) : await DrawAsync(Steps[number - 1], view, ct);
        await saved;
        return reply;
    }

    private async Task<Reply> ReviewAsync(StepView view, CancellationToken ct)
    {
        var left = rows.CountAsync(view.Draft.Id, ct);
        var reached = reach.ReadAsync(view.Draft, view.MemberCounts, ct);
        return Reply.With(ReviewStep.Card(view with { Lookups = await editor.LookupsAsync(view.Draft, ct), RowsLeft = await left, Reach = await reached }));
    }

    private async Task<StepView> WithRowsAsync(StepView view, int step, bool isOpened, CancellationToken ct) =>
        step == CohortsStep.Position ? await rows.ShowAsync(view, isOpened, ct) : view;

    private async Task<Reply> DrawAsync(IDefinitionStep step, StepView view, CancellationToken ct)
    {
        view = step.Number == CohortsStep.Position ? view with { Attached = await attached.FindAsync(view.Draft.Id, ct) } : view;
        return Reply.With(await returned.DrawAsync(view, shown => StepCard.Draw(step, shown), ct));
    }

    private async Task<StepView> ViewAsync(
        Turn turn, StoredRollout draft, int step, CohortId? editing, CancellationToken ct, IReadOnlyList<Person>? roster = null)
    {
        var counts = step is CohortsStep.Position or ReviewStep.Number ? editor.MemberCountsAsync(draft, ct) : null;
        var view = new StepView
        {
            Draft = draft,
            Caller = turn.Caller,
            Offered = turn.Offered,
            Now = clock.GetCurrentInstant(),
            Editing = editing,
            Roster = roster ?? await directory.RosterAsync(turn.Caller.Address, ct),
            Directory = DirectoryFinds.None with { IsThere = lookup.IsThere(turn.Caller.TenantId) },
        };
        return counts is null ? view : view with { MemberCounts = await counts };
    }

    private Task<StoredRollout?> DraftOfCardAsync(Turn turn, CancellationToken ct) =>
        DraftAsync(turn, RolloutId.Parse(turn.Action?.GetString(StepData.Rollout)), ct);

    // Only its owner may see or change a draft, and only while it is one.
    private async Task<StoredRollout?> DraftAsync(Turn turn, RolloutId? id, CancellationToken ct) =>
        await access.ForAsync(turn.Caller, id, ct) is { IsOwner: true, Rollout: { Rollout.State: RolloutState.Draft } draft } ? draft : null;

    private static CohortId? EditedCohort(Turn turn, StoredRollout draft) =>
        CohortOf(turn) is { } id && draft.Definition.FindCohort(id) is not null ? id : null;

    private static CohortId? CohortOf(Turn turn) => CohortId.Parse(turn.Action?.GetString(StepData.Cohort));
}
