using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Shows the progress of a directory look-up in the manager's chat: one message, updated in place,
/// if it takes longer than a few seconds.
/// </summary>
internal sealed class ResolutionProgress(ProgressMessage message, TimeProvider time)
{
    public async Task<Report> BeginAsync(StoredRollout rollout, Cohort cohort, int total, CancellationToken ct) =>
        new(new ProgressUpdates(message, time, rollout), await message.LanguageAsync(rollout, ct), cohort, total);

    /// <summary>The report for one cohort.</summary>
    internal sealed class Report(ProgressUpdates report, Language language, Cohort cohort, int total)
    {
        private int _done;
        private int _unknown;

        public Task AdvanceAsync(int count, int unknown, CancellationToken ct)
        {
            _done += count;
            _unknown = unknown;
            return _done < total
                ? report.AdvanceAsync(OfCohort(() => ManagerTexts.OfPeopleWereLookedUpIn.With(_done, total)), ct)
                : Task.CompletedTask;
        }

        public Task EndAsync(CancellationToken ct) => EndAsync(
            () => _unknown == 0
                ? ManagerTexts.AllPeopleAreInTheDirectory.With(total)
                : ManagerTexts.PeopleWereLookedUpInThe.With(total, _unknown),
            ct);

        public Task FailAsync(CancellationToken ct) =>
            EndAsync(() => ManagerTexts.OfPeopleWereLookedUpThe.With(_done, total), ct);

        private Task EndAsync(Func<string> text, CancellationToken ct) =>
            report.MessageId is null ? Task.CompletedTask : report.TellAsync(OfCohort(text), ct);

        // Outside a turn: written in the language of the rollout's manager.
        private string OfCohort(Func<string> text) =>
            language.Write(() => CommonTexts.Labelled.With(CardText.Escape(cohort.Name), text()));
    }
}
