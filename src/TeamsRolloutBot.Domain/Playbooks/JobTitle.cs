namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// A job title from a list of people that is not a playbook role, and the role it maps to.
/// </summary>
/// <param name="Title">The title as it appeared in the list.</param>
/// <param name="Role">The id of the role; null: none of them, or not decided yet.</param>
/// <param name="Waiting">How many people wait for the title to be mapped to a role; 0: it has been
/// decided.</param>
public sealed record JobTitle(string Title, string? Role, int Waiting)
{
    public bool IsOpen => Waiting > 0;
}
