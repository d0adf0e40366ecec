using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <content>A manager's changes to a rollout, and the cards that offer them.</content>
internal sealed partial class CardGallery
{
    private Dictionary<string, AdaptiveCard> ManagingCards()
    {
        var cohort = _rollout.Definition.Cohorts[0];
        return new()
        {
            ["company setup"] = SetupCard.Draw(_rollout with { SetupDone = new HashSet<string> { "sso", "i3" } }, isOwner: true, 0),
            ["subcontractors"] = SubcontractorCards.DrawList(Subcontractors(), 0),
            ["subcontractor"] = SubcontractorCards.DrawOne(Subcontractors(), Subcontractors().Shown[1], Text(100)),
            ["subcontractor, invitation ends"] = SubcontractorCards.DrawReminder(Subcontractors(), Subcontractors().Shown[1]),
            ["subcontractors, form"] = SubcontractorCards.DrawForm(
                _rollout,
                Text(SubcontractorCards.MostCharacters),
                [Text(200), Text(200)]
            ),
            ["subcontractor, e-mail"] = SubcontractorCards.DrawMail(
                _rollout,
                Subcontractors().Shown[0],
                new EmailTemplate(Text(Limits.EmailSubject), Text(Limits.EmailBody)),
                null
            ),
            ["history"] = HistoryCard.Draw(new HistoryModel(
                _rollout,
                [.. Enumerable.Range(0, HistoryReader.Size).Select(n => new HistoryLine(
                    AuditEntry.Of(AuditAction.Added, Somebody(n).Id, Now) with
                    {
                        Subjects = [Somebody(1).Id, Somebody(2).Id, Somebody(3).Id], Detail = "2027-03-15 → 2027-03-29"
                    },
                    Somebody(n).Name,
                    cohort.Name,
                    [Somebody(1).Name, Somebody(2).Name, Somebody(3).Name]))],
                Zone,
                AuditEntry.Of(AuditAction.Added, Somebody(1).Id, Now).Id)),
            ["move"] = MoveCard.Draw(new MoveModel(
                _rollout.Id,
                cohort,
                new LocalDate(2027, 4, 12),
                [
                    .. Enumerable.Range(0, 15).Select(
                        n =>
                            new MovedTouchpoint(
                                TouchpointKind.CheckIn, n, new LocalDate(2027, 3, 1), new LocalDate(2027, 4, 1), (MoveEffect)(n % 3)))
                ],
                5000,
                new LocalDate(2027, 4, 13))),
            ["move, form"] = MoveCard.DrawForm(_rollout.Id, _rollout.Definition, cohort, Text(100)),
            ["manage"] = ManageCard.Draw(_rollout),
            ["pause, form"] = ManageCard.DrawPause(_rollout, new LocalDate(2027, 3, 1)),
            ["change a cohort"] = CohortForm.Draw(View(), cohort),
            ["merge a cohort"] = CohortForm.DrawMerge(View(), cohort, 5000),
            ["remove a cohort"] = CohortForm.DrawRemove(View(), cohort, 5000),
            ["duplicate"] = DuplicateCard.Draw(_rollout.Id, _rollout.Definition.Name),
            ["all rollouts"] = RolloutsCard.List(
                [
                    .. Enumerable.Range(0, 40).Select(
                        n =>
                            new ListedRollout(
                                new($"{n:D32}"), $"{n} {Text(Limits.RolloutName - 4)}",
                                Said("running · 300 cohorts · go-live Mon, Mar 15, 2027 to Mon, Apr 12, 2027"), n % 2 == 0))
                ],
                onlyDrafts: false, 1),
            ["rollouts"] = RolloutsCard.Draw(
                [
                    .. Enumerable.Range(0, 40).Select(
                        n => (new RolloutId($"{n:D32}"),
                            $"{n} {Text(Limits.RolloutName - 4)}", RolloutChoice.StateText(RolloutState.Running)))
                ],
                CardVerbs.StatusShow),
        };
    }

    private SubcontractorsModel Subcontractors() => new(
        _rollout,
        ShippedPlaybooks.Default.Subcontractors!,
        [
            .. Enumerable.Range(0, _isLongest ? Limits.Subcontractors : 8).Select(n => new Subcontractor
            {
                Id = $"{n:x16}",
                Company = Hostile(Limits.Title, $"Granite Paving {n}"),
                Email = $"billing{n}@granite.example.com",
                Owner = Somebody(n),
                Status = (SubcontractorStatus)(n % 7),
                InvitedOn = new LocalDate(2027, 2, 1),
            }),
        ],
        new LocalDate(2027, 2, 12))
    { MayMove = _ => true };
}
