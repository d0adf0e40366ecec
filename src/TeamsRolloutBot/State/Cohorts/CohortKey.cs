namespace TeamsRolloutBot.State;

/// <summary>
/// A cohort of a rollout: the partition in which its people, deliveries and questions are kept.
/// </summary>
internal readonly record struct CohortKey(RolloutId Rollout, CohortId Cohort)
{
    // Neither id contains the separator.
    public string Partition => $"{Rollout.Value}|{Cohort.Value}";

    /// <summary>
    /// The place for what concerns the whole rollout: its digests and notices to its manager and
    /// committee.
    /// </summary>
    public static CohortKey ForRollout(RolloutId rollout) => new(rollout, new CohortId("rollout"));

    public override string ToString() => Partition;
}
