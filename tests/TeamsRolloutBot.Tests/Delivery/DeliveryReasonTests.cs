using TeamsRolloutBot.Resources;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Tests.Resources;

namespace TeamsRolloutBot.Tests.Delivery;

/// <summary>
/// The reason why something was not delivered is stored as a value and worded when it is read.
/// </summary>
public sealed class DeliveryReasonTests
{
    private static readonly CohortKey Cohort = new(RolloutId.New(), new CohortId("c1"));

    public static TheoryData<string> Codes => [.. Enum.GetNames<ReasonCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_reason_is_kept_and_worded_in_each_language(string name)
    {
        var reason = name == nameof(ReasonCode.LeftOut)
            ? DeliveryReason.Of(SkipReason.GoLivePassed)
            : new DeliveryReason(Enum.Parse<ReasonCode>(name), "one", "two");

        var read = Stored(reason).Reason!;

        Assert.Equal(reason, read);
        Assert.All(Language.All, language => Assert.NotEmpty(language.Write(() => read.Text)));
        Assert.Equal(
            name == nameof(ReasonCode.AsWritten) ? 1 : 3,
            Language.All.Select(language => language.Write(() => read.Text)).Distinct().Count());
    }

    [Fact]
    public void It_is_worded_in_the_readers_language_with_its_values() =>
        Assert.Equal(
            "salen 30 correos por minuto como máximo",
            In.LanguageOf("es", () => new DeliveryReason(ReasonCode.MailsAMinute, "30").Text));

    [Fact]
    public void What_an_earlier_release_stored_is_shown_as_it_is()
    {
        var values = DeliveryCodec.Write(Delivery(null));
        values.Add("reason", "Teams was tired");

        var read = DeliveryCodec.Read(Cohort, values).Reason;

        Assert.Equal("Teams was tired", In.LanguageOf("es", () => read!.Text));
    }

    [Fact]
    public void What_a_newer_release_stored_is_shown_by_its_English_sentence()
    {
        var values = DeliveryCodec.Write(Delivery(null));
        values.Add("reason", "the moon was full");
        values.Add("why", "MoonWasFull|2");

        Assert.Equal("the moon was full", DeliveryCodec.Read(Cohort, values).Reason!.Text);
    }

    [Fact]
    public void An_earlier_release_that_reads_it_finds_the_sentence_in_English()
    {
        var values = In.LanguageOf("es", () => DeliveryCodec.Write(Delivery(new DeliveryReason(ReasonCode.BotBlocked))));

        Assert.Equal("the person has removed or blocked the bot", values.GetString("reason"));
    }

    private static StoredDelivery Stored(DeliveryReason reason) => DeliveryCodec.Read(Cohort, DeliveryCodec.Write(Delivery(reason)));

    private static StoredDelivery Delivery(DeliveryReason? reason) => new()
    {
        Key = DeliveryKey.ForTouchpoint(Cohort, PersonId.FromEmail("maria@example.com"), TouchpointKind.Checklist, 0),
        Due = Instant.FromUtc(2027, 3, 1, 9, 0),
        NotBefore = Instant.FromUtc(2027, 3, 1, 9, 0),
        DecidedAt = Instant.FromUtc(2027, 3, 1, 9, 0),
        Reason = reason,
    };
}
