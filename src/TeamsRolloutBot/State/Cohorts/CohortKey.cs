namespace TeamsRolloutBot.State;

/// <summary>A cohort of a rollout: the partition of its people, deliveries and questions.</summary>
internal readonly record struct CohortKey(RolloutId Rollout, CohortId Cohort)
{
    // Neither id can contain the separator.
    public string Partition => $"{Rollout.Value}|{Cohort.Value}";

    /// <summary>
    /// The partition for the whole rollout: its digests, and notices to its manager and committee.
    /// </summary>
    public static CohortKey ForRollout(RolloutId rollout) => new(rollout, new CohortId("rollout"));

    public override string ToString() => Partition;
}
