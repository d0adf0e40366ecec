using TeamsRolloutBot.Domain;

namespace TeamsRolloutBot.Storage.Repositories;

/// <summary>A cohort of a rollout: the partition in which its people, deliveries and questions are kept.</summary>
internal readonly record struct CohortKey(RolloutId Rollout, CohortId Cohort)
{
    // Neither id contains the separator.
    public string Partition => $"{Rollout.Value}|{Cohort.Value}";

    public override string ToString() => Partition;
}
