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

/// <summary>Hands out training sessions as calendar files.</summary>
internal sealed class SessionFiles(
    TrainingSessions training, SessionCalendar calendar, SessionFile file, FileHandOver files, IClock clock)
{
    // Leaves room for the all-sessions file: a card has six buttons. With more sessions, each file
    // gets a button on a separate card.
    private const int MostFiles = 5;

    /// <summary>Hands out the file that removes a session from calendars.</summary>
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

    /// <summary>Hands out calendar files: one per session, or all in one on request.</summary>
    public async Task<AdaptiveCard> GiveAsync(
        Turn turn, StoredRollout rollout, Cohort cohort, IReadOnlyList<TrainingSession> sessions, CancellationToken ct)
    {
        // Organisers send the invitation from their own calendar, so only their file lists
        // attendees.
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

        // Outlook opens a file with several events as a separate calendar that no newer file can
        // update, so each session gets its own file.
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
