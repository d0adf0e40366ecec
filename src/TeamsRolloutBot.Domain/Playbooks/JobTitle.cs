namespace TeamsRolloutBot.Domain.Playbooks;

/// <summary>
/// A job title of a list of people that is no role of the playbook, and which role it is.
/// </summary>
/// <param name="Title">As it stood in the list.</param>
/// <param name="Role">The id of the role; null: none of them, or not said yet.</param>
/// <param name="Waiting">How many people wait for somebody to say which role it is; 0: it was
/// said.</param>
public sealed record JobTitle(string Title, string? Role, int Waiting)
{
    public bool IsOpen => Waiting > 0;
}
