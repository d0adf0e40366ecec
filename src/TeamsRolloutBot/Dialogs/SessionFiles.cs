using System.Globalization;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Sessions;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Hands training sessions out as calendar files.</summary>
internal sealed class SessionFiles(
    TrainingSessions training, SessionCalendar calendar, SessionFile file, FileHandOver files, IClock clock)
{
    // Beside the one with all sessions; a card has six buttons. Of more sessions each has its file
    // behind a button of its own.
    private const int MostFiles = 5;

    /// <summary>The file that takes a session out of calendars.</summary>
    public async Task<AdaptiveCard> GiveCancelledAsync(
        Turn turn, StoredRollout rollout, Cohort cohort, TrainingSession session, CancellationToken ct)
    {
        var content = file.Write(rollout, cohort, [session], areCancelled: true, []);
        var cancelled = await GiveAsync(turn, rollout, "-cancelled", content, ct);
        return MessageCard.Information(
            ManagerTexts.TakesTheSessionOutOfCalendars,
            ManagerTexts.OpenedInOutlookGoogleCalendarAnd.With(cancelled.How),
            cancelled.Buttons(ManagerTexts.CalendarFile));
    }

    /// <summary>The files of sessions: one each, or all in one where that was asked for.</summary>
    public async Task<AdaptiveCard> GiveAsync(
        Turn turn, StoredRollout rollout, Cohort cohort, IReadOnlyList<TrainingSession> sessions, CancellationToken ct)
    {
        // Who holds the training sends the invitation from their own calendar: only their file says
        // who gets it.
        var holds = turn.Caller.Ids.Any(id => id == rollout.Rollout.Owner.Id || id == cohort.ImplementationManager?.Id);
        var attendees = holds && !calendar.IsThere(rollout) ? await training.InvitedAsync(rollout, cohort, ct) : [];
        if (turn.Action?.GetBoolean(SessionFilesCard.All) == true)
        {
            var all = await AllAsync();
            return MessageCard.Information(
                ManagerTexts.TrainingSessionsInOneFile.With(sessions.Count),
                ManagerTexts.ItIsForImportingOpenedIt.With(all.How), all.Buttons(ManagerTexts.All));
        }

        if (sessions.Count > MostFiles)
        {
            return SessionFilesCard.Draw(new SessionsModel(rollout.Id, rollout.Definition, cohort, clock.GetCurrentInstant()));
        }

        // Outlook opens a file with several events as a calendar of its own, which no newer file
        // changes: each session has one.
        var single = new List<(TrainingSession Session, HandedFile File)>();
        foreach (var session in sessions)
        {
            var start = session.Start.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture);
            single.Add((session, await GiveAsync(turn, rollout, $"-{start}", Write([session]), ct)));
        }

        var buttons = single.SelectMany(each =>
            each.File.Buttons(sessions.Count == 1 ? ManagerTexts.CalendarFile : Dates.Moment(each.Session.Start)))
            .ToList();
        var text = ManagerTexts.ASessionsFileOpensInOutlook;
        if (sessions.Count > 1)
        {
            buttons.AddRange((await AllAsync()).Buttons(ManagerTexts.All));
            text += ManagerTexts.TheFileWithAllOfThem;
        }

        return MessageCard.Information(
            ManagerTexts.TrainingSessionsForYourCalendar.With(sessions.Count), $"{text} {single[0].File.How}",
            buttons);

        Task<HandedFile> AllAsync() => GiveAsync(turn, rollout, string.Empty, Write(sessions), ct);

        byte[] Write(IReadOnlyList<TrainingSession> which) => file.Write(rollout, cohort, which, areCancelled: false, attendees);
    }

    private Task<HandedFile> GiveAsync(Turn turn, StoredRollout rollout, string suffix, byte[] content, CancellationToken ct) =>
        files.GiveAsync(
            turn,
            new GivenFile($"{FileHandOver.StemOf(rollout)}-training{suffix}.ics", SessionFile.ContentType, content)
            { Rollout = rollout.Id },
            ct);
}
