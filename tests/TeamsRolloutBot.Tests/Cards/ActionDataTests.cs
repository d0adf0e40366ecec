using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Tests.Cards;

/// <summary>
/// The data of buttons: cards remain answerable for years after they were posted.
/// </summary>
public sealed class ActionDataTests
{
    private static readonly RolloutId Rollout = new("r1");
    private static readonly CohortId Cohort = new("c1");

    private static readonly Gen<string> Ids = Gen.Char["abz059-"].Array[1, 64].Select(chars => new string(chars));
    private static readonly Gen<RolloutId> Rollouts = Ids.Select(id => new RolloutId(id));
    private static readonly Gen<CohortId> Cohorts = Ids.Select(id => new CohortId(id));

    private static readonly Gen<PersonId> Persons =
        Gen.OneOf(
            Gen.Guid.Select(PersonId.FromObjectId),
            Gen.Char["abc09"].Array[1, 40].Select(name => PersonId.FromEmail($"{new string(name)}@contoso.com")));

    private static readonly Gen<string> Texts = Gen.Char["aé \"\\{}|,<&"].Array[1, 40].Select(chars => new string(chars));

    /// <summary>
    /// Every record with its data in the wire format; nothing here is ever renamed.
    /// </summary>
    private static readonly (object Record, string Data)[] OnTheWire =
    [
        (new ActionTarget(Rollout), """{"rollout":"r1"}"""),
        (new ActionTarget(Rollout, Cohort), """{"rollout":"r1","cohort":"c1"}"""),
        (new ActionTarget(Rollout, Cohort, PersonId.FromEmail("pat@contoso.com")),
            """{"rollout":"r1","cohort":"c1","person":"mail:pat@contoso.com"}"""),
        (new CheckInTarget(Rollout, Cohort, 2), """{"rollout":"r1","cohort":"c1","checkIn":2}"""),
        (new FollowUpAction(Rollout, Cohort, "ref", FollowUp.InTraining),
            """{"rollout":"r1","cohort":"c1","reason":"ref","done":"InTraining"}"""),
        (new QuestionTarget(Rollout, Cohort, "q1"), """{"rollout":"r1","cohort":"c1","question":"q1"}"""),
        (new QuestionTarget(Rollout, Cohort, "q1", "answer3"), """{"rollout":"r1","cohort":"c1","question":"q1","input":"answer3"}"""),
        (new SessionTarget(Rollout, Cohort, "s1"), """{"rollout":"r1","cohort":"c1","session":"s1"}"""),
        (new StepTarget(Rollout), """{"rollout":"r1"}"""),
        (new StepTarget(Rollout, 8, 3, Cohort) { Edited = new CohortId("c2"), Button = "add" },
            """{"rollout":"r1","cohort":"c1","step":8,"revision":3,"edited":"c2","button":"add"}"""),
        (new SubcontractorAction(Rollout, "x1"), """{"rollout":"r1","subcontractor":"x1"}"""),
        (new SubcontractorAction(Rollout, "x1") { IsInvitedAgain = true, IsOnList = true },
            """{"rollout":"r1","subcontractor":"x1","again":true,"list":true}"""),
        (new TaskAction(Rollout, Cohort, "t1", false), """{"rollout":"r1","cohort":"c1","task":"t1","done":false}"""),
    ];

    /// <summary>What a record can't be read without.</summary>
    public static TheoryData<string, string> Needed => new()
    {
        { nameof(ActionTarget), "rollout" },
        { nameof(CheckInTarget), "rollout cohort checkIn" },
        { nameof(FollowUpAction), "rollout cohort reason done" },
        { nameof(QuestionTarget), "rollout cohort question" },
        { nameof(SessionTarget), "rollout cohort session" },
        { nameof(StepTarget), "rollout" },
        { nameof(SubcontractorAction), "rollout subcontractor" },
        { nameof(TaskAction), "rollout cohort task done" },
    };

    private static IEnumerable<Type> Records => typeof(ActionTarget).Assembly.GetTypes()
        .Where(type => type.GetMethod("Parse", [typeof(PressedAction)])?.ReturnType == type);

    [Fact]
    public void Names_on_the_wire_stay_as_they_are()
    {
        Assert.Equal(Records.OrderBy(type => type.Name), OnTheWire.Select(each => each.Record.GetType()).Distinct());
        Assert.All(OnTheWire, each => Assert.Equal(each.Data, DataOf(each.Record).ToJsonString(), ignoreWhiteSpaceDifferences: true));
        Assert.All(OnTheWire, each => Assert.Equal(each.Record, Parse(each.Record.GetType(), JsonNode.Parse(each.Data)!.AsObject())));
        Assert.Equal(
            """{"page":2,"after":"p9","confirm":true,"list":"manager","item":"erp","done":true,"reason":1}""",
            TaskAction.OnManagersList(new JsonObject().OnPage(2).GoingOnAfter("p9").Confirmed())
                .With(SetupCard.Item, "erp").With(SetupCard.IsDone, true).With(DeliveriesCard.Reason, 1).ToJsonString());
    }

    [Fact]
    public void What_a_card_carries_is_what_its_press_says()
    {
        ComesBack(Gen.Select(Rollouts, Cohorts.Nullable(), Persons.Nullable(), (a, b, c) => new ActionTarget(a, b, c)));
        ComesBack(Gen.Select(Rollouts, Cohorts, Gen.Int, (a, b, c) => new CheckInTarget(a, b, c)));
        ComesBack(Gen.Select(Rollouts, Cohorts, Texts, Gen.Enum<FollowUp>(), (a, b, c, d) => new FollowUpAction(a, b, c, d)));
        ComesBack(Gen.Select(Rollouts, Cohorts, Ids, Texts, (a, b, c, d) => new QuestionTarget(a, b, c, d)));
        ComesBack(Gen.Select(Rollouts, Cohorts, Texts, (a, b, c) => new SessionTarget(a, b, c)));
        ComesBack(
            Gen.Select(
                Rollouts, Gen.Int.Nullable(), Gen.Int.Nullable(), Cohorts.Nullable(), Cohorts.Nullable(), Texts,
                (a, b, c, d, e, f) => new StepTarget(a, b, c, d) { Edited = e, Button = f }));
        ComesBack(
            Gen.Select(
                Rollouts, Texts, Gen.Bool, Gen.Bool,
                (a, b, c, d) => new SubcontractorAction(a, b) { IsInvitedAgain = c, IsOnList = d }));
        ComesBack(Gen.Select(Rollouts, Cohorts, Texts, Gen.Bool, (a, b, c, d) => new TaskAction(a, b, c, d)));
    }

    [Theory]
    [MemberData(nameof(Needed))]
    public void A_press_that_lacks_something_needed_says_nothing(string record, string names)
    {
        var (full, data) = OnTheWire.Last(each => each.Record.GetType().Name == record);
        foreach (var name in names.Split(' '))
        {
            foreach (var value in new[] { null, "null", "{}", "[1]", "\"\"", "\"no such thing!\"", "1.5" })
            {
                var changed = JsonNode.Parse(data)!.AsObject();
                changed.Remove(name);
                if (value is not null)
                {
                    changed[name] = JsonNode.Parse(value);
                }

                // Any text can be the name of a task or a session; none is found.
                var isText = name is "task" or "session" or "subcontractor" or "question"
                    || (name == "reason" && record == nameof(FollowUpAction));
                Assert.True(
                    Parse(full.GetType(), changed) is null || (isText && changed[name] is JsonValue),
                    $"{record}: {changed.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void Junk_is_never_an_error()
    {
        var values = Gen.OneOf(
            OneOf("null", "{}", "[]", "true", "\"true\"", "-1", "1e99", "9999999999", "\"\"", "\"InTraining\"", "\"2147483648\""),
            Gen.String[0, 500].Select(text => JsonSerializer.Serialize(text)));
        var names = OnTheWire.SelectMany(each => JsonNode.Parse(each.Data)!.AsObject().Select(field => field.Key)).Distinct().ToArray();
        Gen.Select(OneOf(names), values).Array[0, 8].Sample(
            fields =>
            {
                var data = new JsonObject();
                foreach (var (name, value) in fields)
                {
                    data[name] = JsonNode.Parse(value);
                }

                Assert.All(Records, record => Parse(record, data));
            },
            iter: 2_000);
        Assert.All(Records, record => Assert.Null(record.GetMethod("Parse", [typeof(PressedAction)])!.Invoke(null, [null])));
    }

    private static Gen<string> OneOf(params string[] all) => Gen.Int[0, all.Length - 1].Select(index => all[index]);

    private static void ComesBack<T>(Gen<T> records) =>
        records.Sample(record => Assert.Equal(record, Parse(typeof(T), DataOf(record!))), iter: 1_000);

    private static JsonObject DataOf(object record) => (JsonObject)record.GetType().GetMethod("ToData")!.Invoke(record, null)!;

    // As sent by a client that supports Action.Execute.
    private static object? Parse(Type record, JsonObject data) => record.GetMethod("Parse", [typeof(PressedAction)])!.Invoke(
        null, [new PressedAction("any.verb", JsonSerializer.SerializeToElement(data), false, true, null)]);
}
