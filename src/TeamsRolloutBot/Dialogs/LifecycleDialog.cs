using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Storage.Repositories;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Launches, pauses, resumes, moves and closes rollouts.</summary>
internal sealed class LifecycleDialog(
    AccessControl access,
    RolloutChoice choice,
    StartPolicy policy,
    Lifecycle lifecycle,
    CohortRepository cohorts,
    ReturnedLists returned,
    UserRepository users,
    IClock clock) : IDialog
{
    // By how much a cohort's manager extends where the button does not say.
    private const int DaysExtended = 7;

    public IEnumerable<Command> Commands =>
    [
        new(["pause"], "Stops sending until you resume", PauseAsync) { Topic = HelpTopic.Change },
        new(["resume"], "Goes on sending; what still helps is caught up", ResumeAsync) { Topic = HelpTopic.Change },
        new(["close"], "Ends a rollout for good", CloseAsync) { Topic = HelpTopic.Change },
        new(["move"], "Moves a go-live date, like “move HQ Denver to 2027-04-12”", MoveAsync) { Topic = HelpTopic.Change },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ReviewStep.LaunchVerb, LaunchAsync),
        new(ReviewStep.TestVerb, TestAsync),
        new("rollout.pause", (turn, ct) => PauseAsync(turn, string.Empty, ct)),
        new("rollout.resume", (turn, ct) => ResumeAsync(turn, string.Empty, ct)),
        new("rollout.close", (turn, ct) => CloseAsync(turn, string.Empty, ct)),
        new("cohort.move", MoveFromCardAsync),
        new("cohort.goOn", (_, _) => Task.FromResult(Reply.Below(MessageCard.Done("Going on as planned", "The training invitations go out on their day. Open tasks can still be ticked.")))),
    ];

    private async Task<Reply> LaunchAsync(Turn turn, CancellationToken ct)
    {
        if (await access.ForAsync(turn.Caller, RolloutId.Parse(turn.Action?.GetString("rollout")), ct) is not { IsOwner: true } mine)
        {
            return DraftCards.Gone();
        }

        if (mine.Rollout.Rollout.State == RolloutState.Draft && turn.Action!.GetInt32(StepData.Revision) != mine.Rollout.DefinitionRevision)
        {
            return Reply.With(MessageCard.Refusal(
                "Not launched yet",
                "The definition was changed after this review was shown. Look at the newest one before you launch.",
                Actions.Execute("Show the newest review", ReviewStep.OpenVerb, new() { ["rollout"] = mine.Rollout.Id.Value, [StepData.Step] = ReviewStep.Number }, ActionStyle.Positive)));
        }

        if (policy.Refuse(turn.Caller) is { } barred)
        {
            return Reply.With(MessageCard.Refusal("Not launched", barred.Reason));
        }

        var (rollout, refusal) = await lifecycle.LaunchAsync(mine.Rollout.Id, turn.Caller.Person.Id, ct);
        if (refusal is not null || rollout is null)
        {
            // Pressed twice it is launched, once: the second answer takes the place of the first and must not take it back.
            return Reply.With(rollout is { Rollout.State: RolloutState.Running or RolloutState.Paused }
                ? Launched(rollout, refusal!.Reason)
                : MessageCard.Refusal("Not launched", refusal?.Reason ?? "The rollout is gone."));
        }

        await Task.WhenAll(
            returned.RemoveAllAsync(rollout.Id, ct),
            users.SaveDialogAsync(turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, null, ct));
        var first = rollout.Definition.Cohorts
            .Select(cohort => new TouchpointDates(rollout.Definition.Timing, rollout.Definition.Timing.Calendar, cohort.GoLive).Checklist)
            .Min();
        var today = clock.GetCurrentInstant().InZone(rollout.Definition.Zone).Date;
        return Reply.With(Launched(rollout, first <= today
            ? "The first checklists go out now, or when the day hours of their people begin."
            : $"The first checklists go out on {Dates.Day(first)}. Until then nothing is sent, and you can change everything."));
    }

    private static AdaptiveCard Launched(StoredRollout rollout, string text) => MessageCard.Done(
        $"{rollout.Definition.Name} is launched",
        text,
        Actions.Execute("Status", "status.show", Data(rollout)),
        Actions.Execute("Pause", "rollout.pause", Data(rollout)));

    private async Task<Reply> TestAsync(Turn turn, CancellationToken ct)
    {
        if (await access.ForAsync(turn.Caller, RolloutId.Parse(turn.Action?.GetString("rollout")), ct) is not { IsOwner: true } mine)
        {
            return DraftCards.Gone();
        }

        if (mine.Rollout.Definition.Cohorts is not [var cohort, ..])
        {
            return Reply.Below(MessageCard.Information("Nothing to test yet", "Add a cohort first (step 8)."));
        }

        var role = mine.Rollout.Definition.Playbook.Roles is [var some, ..] ? some.Id : null;
        var sample = new Participant { Person = turn.Caller.Person, IsMember = true, IsImplementationManager = true, Role = role };
        var model = ChecklistModel.Of(mine.Rollout, cohort, sample, clock.GetCurrentInstant());
        return Reply.Below(
            MessageCard.Information("This is a test", "Below is what a member and the implementation manager of the first cohort will see. Only you see it; its buttons change nothing."),
            ChecklistCard.Draw(model),
            TasksCard.Draw(model));
    }

    private Task<Reply> PauseAsync(Turn turn, string name, CancellationToken ct) => ChangeAsync(
        turn, name, "rollout.pause", MayStop, lifecycle.PauseAsync,
        rollout => MessageCard.Done($"{rollout.Definition.Name} is paused", "Nothing is sent until you resume. Checklists can still be ticked.", Actions.Execute("Resume", "rollout.resume", Data(rollout))), ct);

    private Task<Reply> ResumeAsync(Turn turn, string name, CancellationToken ct) => ChangeAsync(
        turn, name, "rollout.resume", mine => mine.IsOwner, lifecycle.ResumeAsync,
        rollout => MessageCard.Done($"{rollout.Definition.Name} is running again", "What was due meanwhile goes out if it still helps; the rest is recorded as skipped.", Actions.Execute("Status", "status.show", Data(rollout))), ct);

    private async Task<Reply> CloseAsync(Turn turn, string name, CancellationToken ct)
    {
        if (turn.Action?.GetBoolean("confirm") == true)
        {
            return await ChangeAsync(
                turn, name, "rollout.close", MayStop, lifecycle.CloseAsync,
                rollout => MessageCard.Done($"{rollout.Definition.Name} is closed", "Nothing is sent any more. Its status stays readable."), ct);
        }

        var (mine, reply) = await choice.FindAsync(turn, name, "rollout.close", a => MayStop(a) && IsOpen(a), ct, isForAdministrators: true);
        return mine is null
            ? reply!
            : Reply.With(MessageCard.Question(
                $"Close {mine.Rollout.Definition.Name} for good?",
                "Nothing more is sent, and it can’t be opened again. To stop for a while, pause it instead.",
                Actions.Execute("Close for good", "rollout.close", Data(mine.Rollout).With("confirm", true)),
                Actions.Execute("Pause", "rollout.pause", Data(mine.Rollout)),
                Actions.Execute("Keep it running", "status.show", Data(mine.Rollout))));
    }

    private async Task<Reply> ChangeAsync(
        Turn turn,
        string name,
        string verb,
        Func<Access, bool> may,
        Func<RolloutId, PersonId, CancellationToken, Task<(StoredRollout? Rollout, Refusal? Refusal)>> change,
        Func<StoredRollout, AdaptiveCard> done,
        CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, verb, a => may(a) && a.Rollout.Rollout.State != RolloutState.Draft, ct, isForAdministrators: true);
        if (mine is null)
        {
            return reply!;
        }

        var (rollout, refusal) = await change(mine.Rollout.Id, turn.Caller.Person.Id, ct);
        return Reply.With(refusal is null && rollout is not null ? done(rollout) : MessageCard.Refusal("Nothing was changed", refusal?.Reason ?? "The rollout is gone."));
    }

    /// <summary><c>move COHORT to DATE</c></summary>
    private async Task<Reply> MoveAsync(Turn turn, string argument, CancellationToken ct)
    {
        var at = argument.LastIndexOf(" to ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return Reply.With(MessageCard.Refusal("Not moved", $"Say which cohort and to which day, like “move HQ Denver to 2027-04-12”. {DateReader.Hint}"));
        }

        var reading = DateReader.Read(argument[(at + 4)..], Today(turn));
        if (reading.Date is not { } date)
        {
            return Reply.With(MessageCard.Refusal("Not moved", $"Say which cohort and to which day, like “move HQ Denver to 2027-04-12”. {reading.Problem}"));
        }

        var wanted = TypedText.Unquoted(argument[..at]);
        var all = (await access.AllAsync(turn.Caller, ct)).Where(IsOwnedAndOpen)
            .SelectMany(mine => mine.Rollout.Definition.Cohorts.Select(cohort => (Mine: mine, Cohort: cohort)))
            .ToList();

        // “HQ” is the cohort of that name, else those in whose name it is.
        var matches = all.FindAll(match => TypedText.Same(match.Cohort.Name, wanted));
        matches = matches.Count > 0 || wanted.Length == 0 ? matches : all.FindAll(match => TypedText.Contains(match.Cohort.Name, wanted));
        return matches switch
        {
            [var (mine, cohort)] => await ShowMoveAsync(mine.Rollout, cohort, date, ct),
            [] => Reply.With(MessageCard.Refusal("Not moved", $"You have no launched rollout with a cohort called “{CardKit.Shorten(wanted, 80)}”.")),
            { Count: > Actions.Most } => Reply.With(MessageCard.Refusal("Not moved", $"There are {matches.Count} cohorts with “{CardKit.Shorten(wanted, 80)}” in their name. Type the whole name.")),
            _ => Reply.With(MessageCard.Question(
                "Which cohort do you mean?",
                $"It is to go live on {Dates.InWords(date)}.",
                [.. matches.Select(match => Actions.Execute(
                    CardKit.Shorten(matches.DistinctBy(each => each.Mine.Rollout.Id).Count() > 1 ? $"{match.Cohort.Name}, {match.Mine.Rollout.Definition.Name}" : match.Cohort.Name, 60),
                    "cohort.move",
                    Data(match.Mine.Rollout).With("cohort", match.Cohort.Id.Value).With("date", Dates.Iso(date))))])),
        };
    }

    private async Task<Reply> MoveFromCardAsync(Turn turn, CancellationToken ct)
    {
        if (await access.ForAsync(turn.Caller, RolloutId.Parse(turn.Action?.GetString("rollout")), ct) is not { } mine
            || CohortId.Parse(turn.Action?.GetString("cohort")) is not { } id
            || !(mine.IsOwner || mine.Leads(id))
            || mine.Rollout.Definition.FindCohort(id) is not { } cohort
            || mine.Rollout.Rollout.State is RolloutState.Closed or RolloutState.Draft)
        {
            return Reply.With(MessageCard.Refusal("Not moved", "This cohort is not yours to move, or its rollout is closed."));
        }

        var days = turn.Action!.GetInt32("days") ?? DaysExtended;
        var date = turn.Action.GetString("date") is { } typed ? DateReader.Read(typed, Today(turn)).Date
            : days is >= -Limits.DaysMoved and <= Limits.DaysMoved ? cohort.GoLive.PlusDays(days)
            : null;
        if (date is not { } goLive)
        {
            return Reply.With(MessageCard.Refusal("Not moved", DateReader.Hint));
        }

        if (turn.Action.GetBoolean("confirm") != true)
        {
            var shown = await ShowMoveAsync(mine.Rollout, cohort, goLive, ct);
            return Reply.Below(shown.Card!);
        }

        var (rollout, refusal) = await lifecycle.MoveAsync(mine.Rollout.Id, id, goLive, turn.Caller.Person.Id, ct);
        return Reply.With(refusal is null && rollout is not null
            ? MessageCard.Done($"{cohort.Name} goes live on {Dates.Day(goLive)}", "What was sent stays sent; the rest follows the new date.", Actions.Execute("Status", "status.show", Data(rollout)))
            : MessageCard.Refusal("Not moved", refusal?.Reason ?? "The rollout is gone."));
    }

    private async Task<Reply> ShowMoveAsync(StoredRollout rollout, Cohort cohort, LocalDate goLive, CancellationToken ct)
    {
        if (Rollout.RefuseMove(cohort, goLive) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal("Not moved", refusal.Reason));
        }

        var counts = await cohorts.GetCountsAsync(new CohortKey(rollout.Id, cohort.Id), ct);
        var timing = rollout.Definition.Timing;
        var before = new TouchpointDates(timing, timing.Calendar, cohort.GoLive);
        var after = new TouchpointDates(timing, timing.Calendar, goLive);
        var today = clock.GetCurrentInstant().InZone(cohort.Zone).Date;
        var changes = new List<(string What, LocalDate? Before, LocalDate? After, bool AlreadySent)>
        {
            Change("Checklist", before.Checklist, after.Checklist),
            Change("Welcome e-mail", before.Email, after.Email),
            Change("Reminder", before.Reminder, after.Reminder),
            Change("Training invitation", before.Invitation, after.Invitation),
            Change("Go-live", before.GoLive, after.GoLive),
        };
        changes.AddRange(Enumerable.Range(1, Math.Min(timing.CheckInCount, 8)).Select(n => Change($"Check-in {n}", before.CheckIn(n), after.CheckIn(n))));
        return Reply.With(MoveCard.Draw(new MoveModel(rollout.Id.Value, cohort, goLive, changes, counts.Members)));

        (string, LocalDate?, LocalDate?, bool) Change(string what, LocalDate from, LocalDate to) => (what, from, to, rollout.Rollout.State != RolloutState.Draft && from < today);
    }

    private LocalDate Today(Turn turn) => clock.GetCurrentInstant().InZone(turn.Caller.Zone).Date;

    // An administrator can stop what goes wrong, and nothing else of somebody else's rollout.
    private static bool MayStop(Access mine) => mine.IsOwner || mine.IsAdministrator;

    private static bool IsOpen(Access mine) => mine.Rollout.Rollout.State is RolloutState.Running or RolloutState.Paused;

    private static bool IsOwnedAndOpen(Access mine) => mine.IsOwner && IsOpen(mine);

    private static JsonObject Data(StoredRollout rollout) => new() { ["rollout"] = rollout.Id.Value };
}
