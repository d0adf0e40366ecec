using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <content>The definition of a rollout: its steps, the review, drafts.</content>
internal sealed partial class CardGallery
{
    private Dictionary<string, AdaptiveCard> DefinitionCards()
    {
        var cohort = _rollout.Definition.Cohorts[0];
        var cards = new Dictionary<string, AdaptiveCard>
        {
            ["playbooks"] = PlaybooksCard.Draw(
                ShippedPlaybooks.All,
                [
                    .. Enumerable
                        .Range(0, _isLongest ? Limits.SavedPlaybooks : 2)
                        .Select(n => new SavedRow(
                            new SavedPlaybook($"{n:x32}", Hostile(Limits.PlaybookName, "Our way"), "{}", Somebody(n).Id, Now),
                            n % 2 == 0
                        )),
                ],
                0
            ),
            ["save as playbook"] = PlaybooksCard.DrawForm(_rollout, Hostile(Limits.PlaybookName, "Our way"), Text(150)),
            ["not checked yet"] = UncheckedCard.Draw(_rollout, 0),
            ["review"] = ReviewStep.Card(View()),
            ["review, people looked up"] = ReviewStep.Card(View() with
            {
                Resolutions = _rollout.Definition.Cohorts.ToDictionary(
                    known => known.Id,
                    _ =>
                        (
                            new ResolutionState { IsRunning = true, Done = 1200, Total = 5000 },
                            (IReadOnlyList<string>)[.. Enumerable.Range(0, 4).Select(LongestAddress)])),
            }),
            ["people the directory does not know"] = UnknownPeopleCard.Draw(
                _rollout, [.. Enumerable.Range(0, UnknownPeopleCard.PageSize + 1).Select(n => (cohort, LongestAddress(n)))]),
            ["members of a draft"] = DraftMembersCard.Draw(new DraftMembersModel(
                _rollout, cohort, 5000,
                [.. Enumerable.Range(0, DraftMembersCard.PageSize).Select(n => _participant with { Person = Somebody(n), Zone = Zone })])
            { Search = Text(Limits.PersonName), Next = Somebody(99).Id, Notice = Text(120) }),
            ["in several cohorts"] = DoublesCard.Draw(
                _rollout,
                [
                    .. Enumerable.Range(0, 40).Select(
                        n =>
                            new MemberOfSeveral(
                                Somebody(n), [.. _rollout.Definition.Cohorts.Take(20).Select(each => (each, Somebody(n).Id))]))
                ], Text(120)),
            ["timeline rows"] = ReviewStep.RowsCard(View(), 0),
            ["choose step"] = DraftCards.Steps(_rollout, StepScreens.Steps),
            ["draft saved"] = DraftCards.Saved(_rollout),
            ["draft cancel"] = DraftCards.ConfirmCancel(_rollout),
            ["draft unfinished"] = DraftCards.Unfinished(_rollout),
        };
        foreach (var step in StepScreens.Steps)
        {
            cards[$"step {step.Number}"] = StepCard.Draw(step, View());
        }

        cards["step 9, translated"] = StepCard.Draw(StepScreens.Steps.Single(step => step.Number == MessageStep.Position), Translated());
        return cards;
    }

    // The second of its languages, with the preview.
    private StepView Translated()
    {
        var definition = _rollout.Definition with
        {
            Message = (_rollout.Definition.Message with { Language = Language.English })
                .With(Language.Spanish, new EmailTemplate(Text(Limits.EmailSubject), Text(Limits.EmailBody))),
        };
        return View() with
        {
            Draft = _rollout with { Rollout = _rollout.Rollout with { Definition = definition } },
            Typed = MessageFields.Open(Language.Spanish),
            Errors = [],
        };
    }

    private StepView View() => new()
    {
        Draft = _rollout,
        Caller = new Caller
        {
            TenantId = "tenant",
            Person = Somebody(0),
            Ids = [Somebody(0).Id],
            UserId = "29:user",
            Address = new ConversationAddress("https://smba.trafficmanager.net/teams/", "a:1", "tenant"),
            IsPersonalChat = true,
            Standing = TeamsRolloutBot.State.Standing.Employee,
            Zone = Zone,
            HasPeoplePicker = false,
        },
        Now = Now,
        Roster = [.. Enumerable.Range(0, _isLongest ? 500 : 6).Select(Somebody)],
        Directory = DirectoryFinds.None with { IsThere = true },
        MemberCounts = _rollout.Definition.Cohorts.ToDictionary(cohort => cohort.Id, _ => 5000),
        Editing = _rollout.Definition.Cohorts[0].Id,
        Reach = Reach(),
        Notice = CardText.Escape(Text(300)),
        Errors = [new FieldError("name", Text(100)), new FieldError("cohortName", Text(100)), new FieldError("holidays", Text(100))],
    };
}
