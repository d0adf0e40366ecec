namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// The subject of a command. Help shows a person only the topics that concern them.
/// </summary>
internal enum HelpTopic
{
    /// <summary>For everybody in a rollout.</summary>
    TakePart,

    /// <summary>Before the launch, for people who may start rollouts.</summary>
    Define,

    /// <summary>For people who can see a launched rollout.</summary>
    Follow,

    /// <summary>For people who run training sessions.</summary>
    Train,

    /// <summary>For the owner of a launched rollout.</summary>
    Change,

    /// <summary>Other people's data: for owners and administrators.</summary>
    PersonalData,

    /// <summary>Only in development.</summary>
    Development,
}
