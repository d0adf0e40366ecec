using CsCheck;
using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;
using static TeamsRolloutBot.Tests.Domain.Timeline.TimelineBuilder;

namespace TeamsRolloutBot.Tests.Domain.Rollouts;

/// <summary>
/// The transitions of a rollout: what each state allows, and how it refuses everything else.
/// </summary>
public sealed class RolloutTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 2, 1, 17, 0);

    private static readonly Dictionary<string, Func<Rollout, (Rollout Rollout, Refusal? Refusal)>> _acts = new()
    {
        ["redefine"] = rollout => rollout.Redefine(rollout.Definition with { Name = "Renamed" }),
        ["launch"] = rollout => rollout.Launch(Now),
        ["pause"] = rollout => rollout.Pause(),
        ["resume"] = rollout => rollout.Resume(Now),
        ["close"] = rollout => rollout.Close(Now),
        ["move"] = rollout => rollout.MoveGoLive(new CohortId("denver"), Date("2027-04-12")),
    };

    [Fact]
    public void Paused_until_a_day_the_day_can_be_changed_and_resuming_forgets_it()
    {
        var paused = After("launch").Pause(Now + Duration.FromDays(3)).Rollout;
        var (longer, refusal) = paused.Pause(Now + Duration.FromDays(9));

        Assert.Null(refusal);
        Assert.Equal(Now + Duration.FromDays(9), longer.PausedUntil);
        Assert.NotNull(longer.Pause(Now + Duration.FromDays(9)).Refusal);
        Assert.NotNull(longer.Pause().Refusal);
        Assert.Null(longer.Resume(Now).Rollout.PausedUntil);
    }

    [Theory]
    [InlineData("", "redefine move", RolloutState.Draft)]
    [InlineData("", "launch", RolloutState.Running)]
    [InlineData("launch", "redefine move", RolloutState.Running)]
    [InlineData("launch", "pause", RolloutState.Paused)]
    [InlineData("launch", "close", RolloutState.Closed)]
    [InlineData("launch pause", "redefine move", RolloutState.Paused)]
    [InlineData("launch pause", "resume", RolloutState.Running)]
    [InlineData("launch pause", "close", RolloutState.Closed)]
    public void A_state_allows(string before, string allowed, RolloutState after)
    {
        var rollout = After(before);

        Assert.All(allowed.Split(' '), act =>
        {
            var (next, refusal) = _acts[act](rollout);
            Assert.Null(refusal);
            Assert.Equal((after, rollout.Revision + 1), (next.State, next.Revision));
        });
    }

    [Theory]
    [InlineData("", "pause", "has not been launched yet, so there is nothing to pause")]
    [InlineData("", "resume", "Launch it from its review")]
    [InlineData("", "close", "Delete the draft instead")]
    [InlineData("launch", "launch", "Nothing was sent twice")]
    [InlineData("launch", "resume", "is running")]
    [InlineData("launch pause", "launch", "Nothing was sent twice")]
    [InlineData("launch pause", "pause", "already paused")]
    [InlineData("launch close", "redefine", "Duplicate it")]
    [InlineData("launch close", "launch", "is closed")]
    [InlineData("launch close", "pause", "is closed")]
    [InlineData("launch close", "resume", "Duplicate it")]
    [InlineData("launch close", "close", "already closed")]
    [InlineData("launch close", "move", "Duplicate it")]
    public void A_state_refuses_with_a_reason_and_stays_as_it_is(string before, string act, string reason)
    {
        var rollout = After(before);

        var (same, refusal) = _acts[act](rollout);

        Assert.Contains(reason, refusal!.Reason, StringComparison.Ordinal);
        Assert.Same(rollout, same);
    }

    [Fact]
    public void Whatever_is_tried_in_whatever_order_a_closed_rollout_stays_closed_and_revisions_only_grow() =>
        Gen.OneOf([.. _acts.Keys.Select(Gen.Const)]).Array[0, 20].Sample(acts =>
        {
            var rollout = Draft();
            foreach (var act in acts)
            {
                var (next, refusal) = _acts[act](rollout);
                Assert.Equal(refusal is null ? rollout.Revision + 1 : rollout.Revision, next.Revision);
                Assert.True(rollout.State != RolloutState.Closed || next.State == RolloutState.Closed);
                Assert.Equal(next.State is RolloutState.Closed, next.ClosedAt is not null);
                rollout = next;
            }
        });

    [Fact]
    public void Launch_and_resume_say_since_when_it_runs_without_a_break()
    {
        var later = Now + Duration.FromDays(3);

        var resumed = Running(Now).Pause().Rollout.Resume(later).Rollout;

        Assert.Equal((Now, later), (resumed.LaunchedAt, resumed.ActiveSince));
    }

    [Theory]
    [InlineData("2028-03-14", true)]
    [InlineData("2028-03-16", false)]
    [InlineData("2026-03-15", true)]
    [InlineData("2026-03-13", false)]
    public void A_golive_moves_by_a_year_at_most(string to, bool isAllowed)
    {
        var (moved, refusal) = Draft().MoveGoLive(new CohortId("denver"), Date(to));

        Assert.Equal(isAllowed, refusal is null);
        Assert.Equal(Date(isAllowed ? to : "2027-03-15"), moved.Definition.Cohorts[0].GoLive);
    }

    [Fact]
    public void Who_is_forgotten_is_named_nowhere_and_the_rest_stays()
    {
        var someone = PersonId.Forgotten();

        var forgotten = Draft().Forget(new Dictionary<PersonId, PersonId> { [Sam.Id] = someone });

        Assert.Null(forgotten.Definition.Cohorts[0].ImplementationManager);
        Assert.Equal([Robin], forgotten.Definition.Committee);
        Assert.Equal(Robin, forgotten.Owner);
    }

    [Fact]
    public void Whoever_holds_a_session_is_forgotten_there_too()
    {
        var session = new TrainingSession(new LocalDateTime(2027, 3, 9, 10, 0), 60) { Id = "s1", Trainer = Robin, PlannedBy = Sam.Id };
        var draft = Draft();
        var definition = draft.Definition.WithCohort(draft.Definition.Cohorts[0] with { Sessions = [session] });

        var forgotten = (draft with { Definition = definition }).Forget(
            new Dictionary<PersonId, PersonId> { [Sam.Id] = PersonId.Forgotten(), [Robin.Id] = PersonId.Forgotten() });

        var left = Assert.Single(forgotten.Definition.Cohorts[0].Sessions);
        Assert.Null(left.Trainer);
        Assert.Null(left.PlannedBy);
    }

    private static Rollout After(string acts) =>
        acts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(Draft(), (rollout, act) => _acts[act](rollout).Rollout);
}
