using System.Text;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// The section below the manager's text in a welcome e-mail, for following the rollout without
/// Teams: the reader's tasks with links, the dates, and whom to ask. In the current language.
/// </summary>
/// <param name="Tasks">The reader's checklist tasks.</param>
/// <param name="Facts">The start and the training, each with a label.</param>
/// <param name="Ask">The person to ask.</param>
internal sealed record WelcomeGuide(
    IReadOnlyList<ChecklistTask> Tasks, IReadOnlyList<(string Name, string Value)> Facts, Person Ask)
{
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The reader's cohort.</param>
    /// <param name="role">The reader's role.</param>
    /// <param name="zone">The reader's time zone; null for the cohort's.</param>
    /// <param name="now">The current time.</param>
    public static WelcomeGuide Of(StoredRollout rollout, Cohort cohort, string? role, DateTimeZone? zone, Instant now) => new(
        Checklists.ForMember(rollout.Definition, role),
        [
            (MemberTexts.SheetYouStart, CohortFacts.Start(rollout.Definition, cohort)),
            (MemberTexts.SheetTraining, string.Join("; ", CohortFacts.Training(rollout.Definition, cohort, zone ?? cohort.Zone, now))),
        ],
        CohortFacts.Ask(rollout, cohort));

    /// <summary>The guide as plain text, to copy into an e-mail.</summary>
    public string Plain
    {
        get
        {
            var text = new StringBuilder(MemberTexts.YourChecklistTitle).Append(":\n");
            foreach (var task in Tasks)
            {
                text.Append("- ").Append(PlaybookContent.TaskTitle(task.Title));
                if (SafeLink.TryCreate(task.Url, out var link))
                {
                    text.Append(": ").Append(link.Url);
                }

                text.Append(task.Minutes is { } minutes ? $" ({Dates.About(minutes)})" : string.Empty).Append('\n');
            }

            foreach (var (name, value) in Facts)
            {
                text.Append('\n').Append(name).Append(": ").Append(value);
            }

            return text.Append('\n').Append(MemberTexts.SheetAsk).Append(": ").Append(Ask.Name)
                .Append(Ask.Email is { } email ? $", {email}" : string.Empty).ToString();
        }
    }
}
