using static TeamsRolloutBot.Tests.Domain.Rollouts.RolloutBuilder;

namespace TeamsRolloutBot.Tests.Domain.CheckIns;

public sealed class QuestionTests
{
    private static readonly Instant Now = Instant.FromUtc(2027, 3, 22, 15, 0);

    [Fact]
    public void An_answered_question_is_not_answered_a_second_time()
    {
        var question = new Question { Id = "q1", Rollout = new("r1"), Cohort = new("c1"), Asker = Robin, Text = "Where?", AskedAt = Now };

        var (answered, refused) = question.Reply("There.", Sam, Now);
        var (same, refusal) = answered.Reply("Elsewhere.", Robin, Now);

        Assert.Null(refused);
        Assert.Equal((false, "There.", Sam, Now), (answered.IsOpen, answered.Answer, answered.AnsweredBy, answered.AnsweredAt));
        Assert.Equal("Sam Okafor has already answered this question.", refusal!.Reason);
        Assert.Same(answered, same);
    }
}
