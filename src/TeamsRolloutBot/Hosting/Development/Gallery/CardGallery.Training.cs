using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <content>Sessions and attendance.</content>
internal sealed partial class CardGallery
{
    private Dictionary<string, AdaptiveCard> TrainingCards()
    {
        var cohort = _rollout.Definition.Cohorts[0];
        return new()
        {
            ["readiness"] = ReadinessCard.Draw(new ReadinessModel(
                _rollout.Id, _rollout.Definition, cohort, Counts(),
                [
                    .. Enumerable.Range(0, 10).Select(n => (Somebody(n).Name, n + 1))
                ], new LocalDate(2027, 3, 8))),
            ["invitation with sessions"] = InvitationCard.Draw(
                ChecklistModel.Of(_rollout, WithSessions(cohort), _participant, Now)),
            ["hand-over"] = HandOverCard.Draw(
                new HandOverModel(
                    _rollout.Id,
                    cohort,
                    [
                        .. Enumerable
                            .Range(0, _isLongest ? 30 : 2)
                            .Select(n =>
                                (
                                    $"{n} {Text(57)}",
                                    100,
                                    string.Join("; ", Enumerable.Range(0, 100).Select(p => Somebody(p).Email)),
                                    Text(Limits.EmailSubject),
                                    Text(Limits.EmailBody)
                                )
                            ),
                    ]
                )
            ),
            ["sessions"] = SessionsCard.Draw(Sessions(cohort), Text(200)),
            ["training is tomorrow"] = SessionNoteCards.Soon(ASession(cohort)),
            ["training is tomorrow, trainer"] = SessionNoteCards.Reminded(ASession(cohort), 5000),
            ["another session"] = SessionNoteCards.Offer(ASession(cohort)),
            ["notes of a session"] = SessionNoteCards.Noted(ASession(cohort)),
            ["notes of a session, form"] = SessionNoteCards.Form(ASession(cohort), Text(Limits.SessionNotes), Text(Limits.Url), Text(100)),
            ["sessions placed"] = SessionsPlacedCard.Draw(Sessions(cohort), null),
            ["session files"] = SessionFilesCard.Draw(Sessions(cohort)),
            ["session form"] = SessionForm.Draw(
                View() with { Errors = [new FieldError(SessionForm.Date, Text(100))] }, Sessions(cohort), WithSessions(cohort).Sessions[0],
                true),
            ["session times"] = SessionTimesCard.Draw(
                Sessions(cohort),
                [
                    .. Enumerable.Range(0, 5).Select(n => new ProposedTime(new LocalDateTime(2027, 3, 9, 10, 0).PlusDays(n), n * 100))
                ], Sessions(cohort).Data.With("trainerTyped", Text(300)), 60),
            ["attendance"] = AttendanceCard.Draw(new AttendanceModel(
                _rollout.Id, cohort, WithSessions(cohort).Sessions[0],
                [
                    .. Enumerable.Range(0, AttendanceCard.PageSize)
                        .Select(n => new AttendanceLine(Somebody(n).Id, Somebody(n).Name, n % 2 == 0))
                ], 5, 5000)
            { After = $"0|{new string('ü', 40)}\t0123456789abcdef", Next = $"1|{new string('ü', 40)}\t0123456789abcdef" }),
        };
    }

    private SessionModel ASession(Cohort cohort) =>
        new(_rollout.Id, _rollout.Definition, cohort, WithSessions(cohort).Sessions[0], Zone, Now);

    private SessionsModel Sessions(Cohort cohort) => new(_rollout.Id, _rollout.Definition, WithSessions(cohort), Now);

    private Cohort WithSessions(Cohort cohort) => cohort with
    {
        Sessions = [.. Enumerable.Range(0, _isLongest ? Limits.SessionsPerCohort : 2)
            .Select(n => new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0).PlusDays(n), 480)
        {
            Id = $"s{n:D8}",
            Trainer = Somebody(n),
            Title = Text(Limits.SessionTitle),
            Place = Text(Limits.SessionPlace),
            Notes = Text(Limits.SessionNotes),
            Recording = Url(n, Limits.Url),
            Topics = [.. _rollout.Definition.Playbook.Agenda.Skip(1).Select(topic => topic.Id)],
        })],
    };
}
