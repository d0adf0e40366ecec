namespace TeamsRolloutBot.Storage;

/// <summary>
/// The product's tables. The embedded adapter stores their numbers, so they must never change; 4
/// was never used.
/// </summary>
internal enum Table
{
    Rollouts = 0,
    Cohorts = 1,
    Users = 2,
    Due = 3,
    Audit = 5,
    Settings = 6,
    Files = 7,
}
