using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// Shows the rollout's manager how far a look-up in the directory is, in their chat: one message
/// that is kept up to date, where it takes longer than a few seconds.
/// </summary>
internal sealed class ResolutionProgress(ProgressMessage message, TimeProvider time)
{
    public Report Begin(StoredRollout rollout, Cohort cohort, int total) => new(message, time, rollout, cohort, total);

    /// <summary>The report on one cohort.</summary>
    internal sealed class Report(ProgressMessage message, TimeProvider time, StoredRollout rollout, Cohort cohort, int total)
    {
        private long _shown = time.GetTimestamp();
        private string? _messageId;
        private int _done;
        private int _unknown;

        public async Task AdvanceAsync(int count, int unknown, CancellationToken ct)
        {
            _done += count;
            _unknown = unknown;
            if (time.GetElapsedTime(_shown) >= ProgressMessage.ShownAfter && _done < total)
            {
                _shown = time.GetTimestamp();
                await TellAsync(() => ManagerTexts.OfPeopleWereLookedUpIn.With(_done, total), ct);
            }
        }

        public Task EndAsync(CancellationToken ct) => _messageId is null ? Task.CompletedTask : TellAsync(
            () => _unknown == 0
                ? ManagerTexts.AllPeopleAreInTheDirectory.With(total)
                : ManagerTexts.PeopleWereLookedUpInThe.With(total, _unknown),
            ct);

        public Task FailAsync(CancellationToken ct) => _messageId is null ? Task.CompletedTask : TellAsync(
            () => ManagerTexts.OfPeopleWereLookedUpThe.With(_done, total), ct);

        // Nobody's turn: it is told to the rollout's manager.
        private async Task TellAsync(Func<string> text, CancellationToken ct)
        {
            var language = await message.LanguageAsync(rollout, ct);
            _messageId = await message.TellAsync(rollout, _messageId, $"{CardText.Escape(cohort.Name)}: {language.Write(text)}", ct);
        }
    }
}
