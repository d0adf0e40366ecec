using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Reports;

/// <summary>Projects as they are typed and shown in their field, a line each.</summary>
internal static class ProjectLines
{
    /// <summary>How many characters the projects take in their field.</summary>
    public static int LengthOf(IReadOnlyList<Project> projects) => projects.Sum(project => LineOf(project).Length + 1);

    public static string LineOf(Project project) =>
        LineList.Join(project.Name, project.Number, project.Start is { } start ? Dates.Iso(start) : null, project.UnderWay ? "yes" : null);
}
