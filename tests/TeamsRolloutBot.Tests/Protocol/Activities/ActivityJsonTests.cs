using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Protocol.Serialization;

namespace TeamsRolloutBot.Tests.Protocol.Activities;

public sealed class ActivityJsonTests
{
    public static TheoryData<string> Files => [.. Payloads.Activities()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_payload_is_the_same_after_it_was_read_and_written(string file)
    {
        var json = Payloads.Read(file);

        var written = TeamsJson.Write(Read(json));

        Assert.True(JsonNode.DeepEquals(WithInstants(JsonNode.Parse(json)!), WithInstants(JsonNode.Parse(written)!)), written);
    }

    [Fact]
    public void A_message_is_read_in_full()
    {
        var activity = Read(Payloads.Read("message.personal.text.json"));

        Assert.Equal(ActivityTypes.Message, activity.Type);
        Assert.Equal("help", activity.Text);
        Assert.Equal(DateTimeOffset.Parse("2027-03-01T18:28:24.3788393Z"), activity.Timestamp);
        Assert.Equal("e4b591e9-7934-457b-899f-797817d0a532", activity.From?.AadObjectId);
        Assert.True(activity.IsPersonal);
        Assert.Equal("760a6034-6db9-46cb-8726-316e9590f65b", activity.TenantId);
    }

    [Fact]
    public void The_tenant_is_found_in_the_channel_data_where_the_conversation_does_not_say()
    {
        var activity = Read(Payloads.Read("conversationUpdate.team.member-removed.json"));

        Assert.Equal("dd886b2a-b041-4f78-8feb-64a0a793ccd3", activity.TenantId);
    }

    [Theory]
    [InlineData("""{"id":17,"text":true,"name":1.5}""", "17", "true", "1.5")]
    [InlineData("""{"id":{"a":1},"text":["x"],"name":null}""", null, null, null)]
    public void A_field_of_another_type_is_text_or_missing(string json, string? id, string? text, string? name)
    {
        var activity = Read(json);

        Assert.Equal((id, text, name), (activity.Id, activity.Text, activity.Name));
    }

    [Theory]
    [InlineData("""{"from":"someone"}""")]
    [InlineData("""{"from":[1,2]}""")]
    [InlineData("""{"conversation":7}""")]
    [InlineData("""{"membersAdded":{"id":"29:a"}}""")]
    [InlineData("""{"entities":"none"}""")]
    [InlineData("""{"attachments":false}""")]
    [InlineData("""{"timestamp":1.5}""")]
    [InlineData("""{"timestamp":"2026-13-45T99:99"}""")]
    [InlineData("""{"semanticAction":[1]}""")]
    [InlineData("""{"listenFor":{"a":1}}""")]
    public void A_field_of_an_impossible_type_is_missing(string json) => Assert.Equal("{}", TeamsJson.Write(Read(json)));

    [Theory]
    [InlineData("""{"type":"message","value":{"date":"2027-03-01T09:00:00.0000000+01:00","number":1.50}}""")]
    [InlineData("""{"type":"message","value":{"$type":"System.IO.FileInfo, System.Private.CoreLib","$ref":"1"}}""")]
    public void A_value_is_kept_as_it_came(string json) =>
        Assert.Equal(json, $$"""{"type":"message","value":{{Read(json).ReceivedValue?.GetRawText()}}}""");

    [Theory]
    [InlineData("""{"type":"message","attachments":[{"contentType":"a/b","content":{"$type":"System.IO.FileInfo, System.Private.CoreLib","fileName":"x"}}]}""")]
    [InlineData("""{"type":"message","from":{"$type":"No.Such.Type, Nowhere","id":"29:a"},"channelData":{"$id":"1","tenant":{"$ref":"1"}}}""")]
    [InlineData("""{"$type":"Newtonsoft.Json.Linq.JObject, Newtonsoft.Json","type":"message","entities":[{"type":"x","when":"2027-03-01T09:00:00Z"}]}""")]
    public void No_type_is_made_that_the_JSON_names_and_a_date_stays_text(string json)
    {
        var written = TeamsJson.Write(Read(json));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
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

        var written = TeamsJson.Write(Read(Json));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(written)), written);
    }

    private static Activity Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static Activity Read(byte[] json) => ActivityReader.Parse(json)!;

    /// <summary>
    /// Timestamps as the SDK reads them, as instants, which it writes with a different number of
    /// decimals.
    /// </summary>
    private static JsonNode WithInstants(JsonNode activity)
    {
        foreach (var name in (string[])["timestamp", "localTimestamp"])
        {
            if (activity[name] is JsonValue value)
            {
                activity[name] = DateTimeOffset.Parse(value.GetValue<string>()).ToString("O");
            }
        }

        return activity;
    }
}
