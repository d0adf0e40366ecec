using System.Text;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// What stands below the manager's text in a welcome e-mail, so that it can be followed without
/// Teams: the reader's tasks with their links, the dates, and who to ask. In the language that is
/// being written.
/// </summary>
/// <param name="Tasks">The tasks of the reader's checklist.</param>
/// <param name="Facts">When it starts and when the training is: a name and what it says.</param>
/// <param name="Ask">Who to ask.</param>
internal sealed record WelcomeGuide(
    IReadOnlyList<ChecklistTask> Tasks, IReadOnlyList<(string Name, string Value)> Facts, Person Ask)
{
    /// <param name="rollout">The rollout.</param>
    /// <param name="cohort">The reader's cohort.</param>
    /// <param name="role">The reader's role.</param>
    /// <param name="zone">The reader's own time zone; null: the cohort's.</param>
    public static WelcomeGuide Of(StoredRollout rollout, Cohort cohort, string? role, NodaTime.DateTimeZone? zone) => new(
        Checklists.ForMember(rollout.Definition, role),
        [
            (MemberTexts.SheetYouStart, CohortFacts.Start(rollout.Definition, cohort)),
            (MemberTexts.SheetTraining, string.Join("; ", CohortFacts.Training(rollout.Definition, cohort, zone ?? cohort.Zone))),
        ],
        CohortFacts.Ask(rollout, cohort));

    /// <summary>
    /// The same as plain text, for whoever copies it into an e-mail of their own.
    /// </summary>
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
