namespace TeamsRolloutBot.Storage;

/// <summary>
/// The tables of the product. Their numbers are stored by the embedded adapter and never change.
/// </summary>
internal enum Table
{
    Rollouts = 0,
    Cohorts = 1,
    Users = 2,
    Due = 3,
    Questions = 4,
    Audit = 5,
    Settings = 6,
    Files = 7,
}
