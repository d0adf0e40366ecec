namespace TeamsRolloutBot.Tests.Storage;

/// <summary>
/// A fact about file permissions, which an administrator's account does not feel.
/// </summary>
public sealed class FactForOrdinaryUsersAttribute : FactAttribute
{
    public FactForOrdinaryUsersAttribute()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Skip = "Runs as an administrator, for whom no file is read-only.";
        }
    }
}
