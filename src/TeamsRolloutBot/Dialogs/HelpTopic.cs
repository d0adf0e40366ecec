namespace TeamsRolloutBot.Dialogs;

/// <summary>What a command is about: help shows a person the topics that are theirs.</summary>
internal enum HelpTopic
{
    /// <summary>For everybody in a rollout.</summary>
    TakePart,

    /// <summary>Before the launch, for who may start rollouts.</summary>
    Define,

    /// <summary>For who sees a launched rollout.</summary>
    Follow,

    /// <summary>For who holds training sessions.</summary>
    Train,

    /// <summary>For the owner of a launched rollout.</summary>
    Change,

    /// <summary>Of other people: for owners and administrators.</summary>
    PersonalData,

    /// <summary>Only where the bot is tried out.</summary>
    Development,
}
