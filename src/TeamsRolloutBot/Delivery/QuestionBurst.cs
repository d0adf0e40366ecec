using NodaTime;
using NodaTime.Text;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Delivery;

/// <summary>
/// Questions that are asked within a minute of another in the same cohort: who answers them is not sent a card each, but
/// one with all of a minute.
/// </summary>
internal sealed class QuestionBurst(CohortRepository cohorts)
{
    private const int Most = 100;

    /// <summary>How long after a question another belongs to its burst.</summary>
    public static readonly Duration Length = Duration.FromMinutes(1);

    private static readonly InstantPattern Minute = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>The reference of the notice with the questions of an instant's minute.</summary>
    public static string ReferenceOf(Instant askedAt) => Minute.Format(askedAt);

    /// <summary>When an instant's minute is over.</summary>
    public static Instant EndOf(Instant askedAt) => Minute.Parse(Minute.Format(askedAt)).Value + Length;

    /// <summary>The questions a notice brings: those of its minute that are open and were not sent on their own.</summary>
    public async Task<IReadOnlyList<Question>> ReadAsync(DeliveryKey notice, CancellationToken ct)
    {
        if (Minute.Parse(notice.Reference) is not { Success: true, Value: var start })
        {
            return [];
        }

        var questions = new List<Question>();
        foreach (var question in (await cohorts.ListOpenQuestionsAsync(notice.Cohort, Most, ct)).Where(question => question.AskedAt >= start && question.AskedAt < start + Length))
        {
            if (await cohorts.FindDeliveryAsync(notice with { Kind = Notices.Question, Reference = question.Id }, ct) is null)
            {
                questions.Add(question);
            }
        }

        return questions;
    }
}
