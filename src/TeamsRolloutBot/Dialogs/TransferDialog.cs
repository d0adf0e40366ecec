using System.Text;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Imports, exports and duplicates definitions, and exports progress as files.</summary>
internal sealed class TransferDialog(
    AccessControl access,
    RolloutChoice choice,
    CohortRepository cohorts,
    StepScreens screens,
    DraftEditor editor,
    Lifecycle lifecycle,
    StartPolicy policy,
    ProgressReport report,
    FileHandOver files) : IDialog
{
    private const int ShownInCard = 12_000;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.ExportDefinition), CommandTexts.ExportDefinitionDoes, ExportAsync)
        {
            Topic = HelpTopic.Define,
            Work = LongWork.WritingFile,
        },
        new(nameof(CommandTexts.ImportDefinition), CommandTexts.ImportDefinitionDoes, ImportAsync) { Topic = HelpTopic.Define },
        new(nameof(CommandTexts.Duplicate), CommandTexts.DuplicateDoes, DuplicateAsync) { Topic = HelpTopic.Define },
        new(nameof(CommandTexts.ExportProgress), CommandTexts.ExportProgressDoes, ProgressAsync)
        {
            Topic = HelpTopic.Follow,
            Work = LongWork.WritingFile,
        },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(CardVerbs.RolloutExport, (turn, ct) => ExportAsync(turn, string.Empty, ct)) { Work = LongWork.WritingFile },
        new(CardVerbs.RolloutImport, (turn, ct) =>
            ImportAsync(turn, turn.Action?.GetString("json") ?? string.Empty, ct)) { Work = LongWork.ReadingFile },
        new(CardVerbs.RolloutDuplicate, (turn, ct) => DuplicateAsync(turn, string.Empty, ct)),
        new(CardVerbs.ReportProgress, async (turn, ct) =>
            Reply.Below((await ProgressAsync(turn, string.Empty, ct)).Card!)) { Work = LongWork.WritingFile },
    ];

    /// <summary>Imports a pasted definition without a command.</summary>
    public async Task<Reply?> ContinueAsync(Turn turn, CancellationToken ct) =>
        PastedDefinition.IsIn(turn.Text) ? await ImportAsync(turn, turn.Text, ct) : null;

    private async Task<Reply> ExportAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(turn, name, CardVerbs.RolloutExport, access => access.IsOwner, ct);
        if (mine is null)
        {
            return reply!;
        }

        var json = DefinitionTransfer.Write(await ReadAsync(mine.Rollout, ct));
        var handed = await files.GiveAsync(
            turn,
            new GivenFile(
                $"{FileHandOver.StemOf(mine.Rollout)}.json", "application/json",
                Encoding.UTF8.GetBytes(json))
            { RecordedAs = "definition", Rollout = mine.Rollout.Id },
            ct);
        List<AdaptiveElement> body =
        [
            CardKit.Text(ManagerTexts.TheFileHoldsEverythingYouDefined)
        ];
        if (json.Length <= ShownInCard)
        {
            body.Add(Inputs.Text("json", ManagerTexts.TheFileToCopy, isMultiline: true, value: json));
        }

        return Reply.With(CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Definition, mine.Rollout.Definition.Name, handed.How),
            body,
            handed.Buttons(ManagerTexts.Download)));
    }

    private async Task<Reply> ImportAsync(Turn turn, string json, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotImported, refusal.Reason));
        }

        if (json.Length == 0)
        {
            return Reply.With(ImportCard(null, []));
        }

        var (imported, errors) = DefinitionTransfer.Read(json);
        return imported is null
            ? Reply.With(ImportCard(json.Length <= ShownInCard ? json : null, errors))
            : await CreateAsync(turn, imported, ct);
    }

    private async Task<Reply> DuplicateAsync(Turn turn, string name, CancellationToken ct)
    {
        if (policy.Refuse(turn.Caller) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotDuplicated, refusal.Reason));
        }

        var (mine, reply) = await choice.FindAsync(turn, name, CardVerbs.RolloutDuplicate, access => access.IsOwner, ct);
        if (mine is null)
        {
            return reply!;
        }

        if (!turn.Action.IsConfirmed())
        {
            return Reply.With(DuplicateCard.Draw(mine.Rollout.Id, mine.Rollout.Definition.Name));
        }

        // People and dates stay with the original unless the owner asks to copy them.
        var original = await ReadAsync(mine.Rollout, ct);
        var takesCohorts = turn.Action.GetString(DuplicateCard.Cohorts) == "true";
        var takesPeople = takesCohorts && turn.Action.GetString(DuplicateCard.People) == "true";
        var copy = Wording.Shorten(ManagerTexts.CopyOf.With(original.Definition.Name), Limits.RolloutName);
        return await CreateAsync(
            turn,
            original with
            {
                Definition = original.Definition with
                {
                    Name = copy,
                    Cohorts = takesCohorts ? [.. original.Definition.Cohorts.Select(cohort => cohort with { Sessions = [] })] : []
                },
                Members = takesPeople ? original.Members : new Dictionary<CohortId, IReadOnlyList<Member>>(),
            },
            ct,
            takesCohorts ? ReviewStep.Number : CohortsStep.Position);
    }

    private async Task<Reply> ProgressAsync(Turn turn, string name, CancellationToken ct)
    {
        var (mine, reply) = await choice.FindAsync(
            turn, name, CardVerbs.ReportProgress, access => access.MaySee && access.Rollout.Rollout.IsLaunched, ct);
        if (mine is null)
        {
            return reply!;
        }

        using var text = new MemoryStream();
        using var workbook = new MemoryStream();
        await report.WriteAsync(text, workbook, mine.Rollout, ct);
        var stem = $"{FileHandOver.StemOf(mine.Rollout)}-progress";
        var excel = await files.GiveAsync(
            turn,
            new GivenFile(
                $"{stem}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                workbook.ToArray())
            { RecordedAs = "progress", Rollout = mine.Rollout.Id },
            ct);
        var csv = await files.GiveAsync(
            turn,
            new GivenFile($"{stem}.csv", "text/csv", text.ToArray())
            {
                RecordedAs = "progress",
                Rollout = mine.Rollout.Id,
                IsCompanion = true
            },
            ct);
        return Reply.With(CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.Report, mine.Rollout.Definition.Name,
                ManagerTexts.EverybodysProgress.With(excel.How)),
            [],
            [.. excel.Buttons(ManagerTexts.Excel), .. csv.Buttons("CSV")]));
    }

    private async Task<Reply> CreateAsync(Turn turn, TransferredRollout source, CancellationToken ct, int step = ReviewStep.Number)
    {
        if (await access.RefuseDraftAsync(turn.Caller, ct) is { } tooMany)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NoNewDraft, tooMany.Reason));
        }

        var stored = await lifecycle.StartAsync(turn.NewRollout, turn.Caller.TenantId, turn.Caller.Person, source.Definition, ct);
        foreach (var cohort in source.Definition.Cohorts)
        {
            await editor.FillAsync(stored, cohort.Id, source.Members.GetValueOrDefault(cohort.Id, []), ct);
        }

        return await screens.OpenAsync(turn, stored, step, ct);
    }

    private async Task<TransferredRollout> ReadAsync(StoredRollout rollout, CancellationToken ct)
    {
        var members = new Dictionary<CohortId, IReadOnlyList<Member>>();
        foreach (var cohort in rollout.Definition.Cohorts)
        {
            members[cohort.Id] = await cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct)
                .Where(participant => participant.IsPresent)
                .Select(Membership.MemberOf).ToListAsync(ct);
        }

        return new TransferredRollout(rollout.Definition, rollout.Rollout.Owner, members);
    }

    private static AdaptiveCard ImportCard(string? json, IReadOnlyList<string> errors)
    {
        List<AdaptiveElement> body = [];
        if (errors.Count > 0)
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Attention,
                    [
                        ManagerTexts.NotImportedCorrectThisInThe,
                        .. errors.Select(error => $"- {CardText.Escape(Wording.Shorten(error, 300))}")
                    ]));
        }

        body.Add(Inputs.Text("json", ManagerTexts.PasteTheFileHere, isMultiline: true, value: json));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.Import, ManagerTexts.ADefinitionFromAFile,
                ManagerTexts.ItBecomesADraftNothingIs),
            body,
            [Actions.Execute(ManagerTexts.Import, CardVerbs.RolloutImport, style: ActionStyle.Positive)]);
    }
}
