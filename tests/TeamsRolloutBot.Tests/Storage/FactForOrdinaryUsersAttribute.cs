namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// A fact about file permissions, which do not apply to an administrator's account.
/// </summary>
public sealed class FactForOrdinaryUsersAttribute : FactAttribute
{
    public FactForOrdinaryUsersAttribute()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Skip = "Runs as an administrator, who can write to any file.";
        }
    }
}
