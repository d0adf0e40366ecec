using System.Security.Cryptography;
using System.Text;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>Accepts a step's answer and continues, or shows what is wrong with it.</summary>
internal sealed class StepAnswers(
    StepScreens screens, DraftEditor editor, UserRepository users, DirectorySearch search, AttachedLists attached, UnsavedInput unsaved)
{
    /// <summary>Handles a pressed step card.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="step">The step.</param>
    /// <param name="editing">The cohort being edited.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Reply> PressAsync(Turn turn, StoredRollout draft, IDefinitionStep step, CohortId? editing, CancellationToken ct)
    {
        var action = turn.Action!;
        var handedOut = HandedOut.Missing(action);
        var input = StepInput.Of(action.Data, step, handedOut);
        var view = (await screens.ViewAsync(turn, draft, step.Number, editing, ct)) with { HandedOut = handedOut };
        if (StepTarget.Parse(action)?.Revision != draft.DefinitionRevision)
        {
            if (await IsAnsweredAsync(turn, ct))
            {
                // Phones send a press twice; answer the second one like the first.
                return await screens.OpenAsync(turn, draft, draft.Step, ct);
            }

            // The draft was changed elsewhere: keep the typed text visible and overwrite nothing
            // unseen.
            return await RefuseAsync(step, view, input, view with
            {
                Notice =
                    DefinitionTexts.ThisDefinitionWasChangedOnAnother,
            }, ct);
        }

        var button = StepTarget.Parse(action)?.Button ?? "next";
        if (view.HandedOut.Count > 0 && button != CohortsStep.RemoveButton)
        {
            return await RefuseAsync(
                step, view, input,
                    view with
                    {
                        Errors = HandedOut.Refuse(view.HandedOut, step.IsOptional ? DefinitionTexts.Skip
                    : DefinitionTexts.Back)
                    }, ct);
        }

        return await SubmitAsync(turn, view, step, input, button, ct);
    }

    /// <summary>Validates input and accepts it.</summary>
    public async Task<Reply> SubmitAsync(
        Turn turn, StepView view, IDefinitionStep step, StepInput input, string button, CancellationToken ct)
    {
        var whole = step.MemberLists.Count > 0 && button != CohortsStep.RemoveButton
            ? await attached.WithListAsync(view.Draft.Id, input, ct)
            : input;
        view = await search.FindAsync(view, whole, step.MemberLists, ct);
        var outcome = step.Submit(view, whole, button);
        if (outcome.Definition is null)
        {
            return await RefuseAsync(step, view, input, view with { Errors = outcome.Errors }, ct);
        }

        var next = outcome.GoTo ?? (outcome.Stay ? step.Number : view.Draft.LeadsToReview ? ReviewStep.Number : step.Number + 1);
        var (stored, isStale) = await editor.SaveAsync(view.Draft, outcome, next, ct);
        if (stored is null)
        {
            return DraftCards.Gone();
        }

        if (isStale)
        {
            var now = await screens.ViewAsync(turn, stored, step.Number, view.Editing, ct);
            return await RefuseAsync(step, now, input, now with
            {
                Notice =
                    DefinitionTexts.SomebodyAnsweredThisStepAtThe,
            }, ct);
        }

        var removed = unsaved.RemoveAsync(stored.Id, step.Number, view.Editing, ct);
        if (outcome.Cohort is not null)
        {
            await attached.RemoveAsync(stored.Id, input, ct);
        }

        var editing = outcome.Stay && (outcome.BadRows.Count > 0 || outcome.Keep is not null) ? outcome.Cohort ?? view.Editing : null;
        var said = outcome.BadRows.Count > 0 ? DraftCards.BadRowsNotice(outcome) : outcome.Notice;
        var notice = said is null ? null : said + await LookedUpAsync(turn, view, stored, outcome, ct);
        var reply = await screens.ShowAsync(
            turn,
            stored,
            next,
            v => v with { Editing = editing, Typed = outcome.Keep, BadRows = outcome.BadRows, Notice = notice },
            ct,
            view.Roster,
            isOpened: !outcome.Stay,
            DigestOf(turn));
        await removed;
        return reply;
    }

    private async Task<Reply> RefuseAsync(IDefinitionStep step, StepView view, StepInput input, StepView refused, CancellationToken ct)
    {
        await screens.KeepInputAsync(view, step, input, ct);
        return await screens.DrawAsync(step, refused with { Typed = input }, ct);
    }

    /// <summary>What the directory adds about the new people.</summary>
    private async Task<string> LookedUpAsync(Turn turn, StepView view, StoredRollout stored, StepOutcome outcome, CancellationToken ct)
    {
        var lead = outcome.Cohort is { } id
            && outcome.NewMembers.Count > 0
            && stored.Definition.FindCohort(id) is { ImplementationManager: null }
            ? await search.ProposeLeadAsync(turn.Caller.TenantId, outcome.NewMembers, ct)
            : null;
        var proposal = lead is null
            ? string.Empty
            : DefinitionTexts.ItHasNoImplementationManagerYet.With(CardText.Escape(lead.Name),
                CardText.Escape(lead.Email ?? DefinitionTexts.NoAddress));
        return view.Directory.IsThere && outcome.NewMembers.Any(member => member.Person.Id.IsMail)
            ? proposal + DefinitionTexts.IAmStillLookingUpSome
            : proposal;
    }

    private async Task<bool> IsAnsweredAsync(Turn turn, CancellationToken ct) =>
        await users.FindDialogAsync(
            turn.Caller.TenantId, turn.Caller.Person.Id, turn.Caller.Address.ConversationId, ct) is { Answered: { } answered }
            && answered == DigestOf(turn);

    private static string? DigestOf(Turn turn) =>
        turn.Action is { } action
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{action.Verb}\n{action.Data.GetRawText()}")))
            : null;
}
