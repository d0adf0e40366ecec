using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Tests.Protocol.Activities;

public sealed class ActivityJsonTests
{
    public static TheoryData<string> Files => ContractData.Root is null ? ["missing"] : [.. ContractData.ActivityFiles()];

    [ContractTheory]
    [MemberData(nameof(Files))]
    public void A_payload_is_the_same_after_it_was_read_and_written(string file)
    {
        var json = ContractData.Activity(file);

        var written = JsonSerializer.SerializeToUtf8Bytes(Read(json), ProtocolJson.Default.Activity);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), Encoding.UTF8.GetString(written));
    }

    [ContractFact]
    public void A_captured_message_is_read_in_full()
    {
        var activity = Read(ContractData.Activity("message.personal.text.json"));

        Assert.Equal(ActivityTypes.Message, activity.Type);
        Assert.Equal("Hey", activity.Text);
        Assert.Equal("2026-01-02T18:28:24.3788393Z", activity.Timestamp);
        Assert.Equal("00000000-1111-2222-3333-444444444444", activity.From?.EntraObjectId);
        Assert.True(activity.IsPersonal);
        Assert.Equal("a1b2c3d4-e5f6-7890-abcd-ef1234567890", activity.TenantId);
    }

    [ContractFact]
    public void The_tenant_is_found_in_the_channel_data_where_the_conversation_does_not_say()
    {
        var activity = Read(ContractData.Activity("conversationUpdate.team.member-removed.json"));

        Assert.Equal("72f988bf-86f1-41af-91ab-2d7cd011db47", activity.TenantId);
    }

    [Theory]
    [InlineData("""{"id":17,"text":true,"timestamp":1.5}""", "17", "true", "1.5")]
    [InlineData("""{"id":{"a":1},"text":["x"],"timestamp":null}""", null, null, null)]
    public void A_field_of_another_type_is_text_or_missing(string json, string? id, string? text, string? timestamp)
    {
        var activity = Read(json);

        Assert.Equal((id, text, timestamp), (activity.Id, activity.Text, activity.Timestamp));
    }

    [Theory]
    [InlineData("""{"from":"someone"}""")]
    [InlineData("""{"from":[1,2]}""")]
    [InlineData("""{"conversation":7}""")]
    [InlineData("""{"membersAdded":{"id":"29:a"}}""")]
    [InlineData("""{"entities":"none"}""")]
    [InlineData("""{"attachments":false}""")]
    public void A_field_of_an_impossible_type_is_missing(string json)
    {
        var activity = Read(json);

        Assert.Equal(new Activity(), activity);
    }

    [Fact]
    public void What_is_no_member_in_a_list_of_members_is_left_out()
    {
        var activity = Read("""{"membersAdded":[null,"x",[{"id":"29:no"}],{"id":"29:yes"},3]}""");

        Assert.Equal(["29:yes"], activity.MembersAdded!.Select(member => member.Id));
    }

    [Theory]
    [InlineData("""{"conversation":{"isGroup":"True"}}""", true)]
    [InlineData("""{"conversation":{"isGroup":false}}""", false)]
    [InlineData("""{"conversation":{"isGroup":"perhaps"}}""", null)]
    [InlineData("""{"conversation":{"isGroup":{}}}""", null)]
    public void A_group_is_recognised_in_text_too(string json, bool? expected) =>
        Assert.Equal(expected, Read(json).Conversation!.IsGroup);

    [Fact]
    public void A_field_of_tomorrow_is_kept_at_every_level()
    {
        const string Json = """{"type":"hologram","new":{"deep":[1,2.50,"x"]},"from":{"id":"29:a","badge":null},"entities":[{"type":"mood","level":9}]}""";

        var written = JsonSerializer.Serialize(Read(Json), ProtocolJson.Default.Activity);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(written)), written);
    }

    private static Activity Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static Activity Read(byte[] json) => JsonSerializer.Deserialize(json, ProtocolJson.Default.Activity)!;
}
