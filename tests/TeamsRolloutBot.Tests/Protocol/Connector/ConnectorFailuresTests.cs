using System.Text;
using System.Text.Json;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

public sealed class ConnectorFailuresTests
{
    private static readonly Dictionary<(int Status, string? Code), ConnectorFailureKind> Expected = new()
    {
        [(400, "Bad Argument")] = ConnectorFailureKind.BadRequest,
        [(401, "BotNotRegistered")] = ConnectorFailureKind.Unauthorised,
        [(403, "BotDisabledByAdmin")] = ConnectorFailureKind.Blocked,
        [(403, "BotNotInConversationRoster")] = ConnectorFailureKind.Blocked,
        [(403, "ConversationBlockedByUser")] = ConnectorFailureKind.Blocked,
        [(403, "ForbiddenOperationException")] = ConnectorFailureKind.Blocked,
        [(403, "InvalidBotApiHost")] = ConnectorFailureKind.Other,
        [(403, "NotEnoughPermissions")] = ConnectorFailureKind.Other,
        [(404, "ActivityNotFoundInConversation")] = ConnectorFailureKind.ActivityGone,
        [(404, "ConversationNotFound")] = ConnectorFailureKind.ConversationGone,
        [(412, "PreconditionFailed")] = ConnectorFailureKind.Transient,
        [(413, "MessageSizeTooBig")] = ConnectorFailureKind.TooLarge,
        [(429, "Throttled")] = ConnectorFailureKind.Throttled,
        [(500, "ServiceError")] = ConnectorFailureKind.ServerFault,
        [(502, "ServiceError")] = ConnectorFailureKind.Transient,
        [(503, null)] = ConnectorFailureKind.Transient,
        [(504, null)] = ConnectorFailureKind.Transient,
    };

    public static TheoryData<int, string?, bool> Rows
    {
        get
        {
            var rows = new TheoryData<int, string?, bool>();
            var table = ContractData.Root is null
                ? []
                : ContractData.Json("teams", "activities", "connector-errors.documented-table.json").EnumerateArray();
            foreach (var row in table)
            {
                rows.Add(row.GetProperty("status").GetInt32(), row.GetProperty("code").GetString(), row.GetProperty("retry").GetBoolean());
            }

            return rows;
        }
    }

    [ContractTheory]
    [MemberData(nameof(Rows))]
    public void Each_documented_row_has_its_kind(int status, string? code, bool retry)
    {
        var kind = ConnectorFailures.Classify(status, code, subCode: null);

        Assert.Equal(Expected[(status, code)], kind);

        // The host error is retried once on another host, by the client itself, and never waited
        // for.
        var isWaitedFor = new ConnectorException(kind, "").IsRetryable;
        Assert.Equal(retry && code != ConnectorFailures.InvalidBotApiHost, isWaitedFor);
    }

    [ContractFact]
    public void The_documented_table_has_no_row_that_is_not_expected_here() => Assert.Equal(Expected.Count, Rows.Count);

    [Theory]
    [InlineData(429, "TooManyRequests", ConnectorFailureKind.Throttled)]
    [InlineData(403, "SomethingNew", ConnectorFailureKind.Blocked)]
    [InlineData(403, null, ConnectorFailureKind.Blocked)]
    [InlineData(404, null, ConnectorFailureKind.ConversationGone)]
    [InlineData(501, null, ConnectorFailureKind.ServerFault)]
    [InlineData(302, null, ConnectorFailureKind.Other)]
    [InlineData(405, null, ConnectorFailureKind.Other)]
    public void Codes_that_are_not_documented_go_by_the_status(int status, string? code, ConnectorFailureKind kind) =>
        Assert.Equal(kind, ConnectorFailures.Classify(status, code, subCode: null));

    [ContractTheory]
    [InlineData("connector-response.400.BadSyntax.json", "BadSyntax", "Incorrect conversation creation parameters")]
    [InlineData("connector-response.403.BotNotInConversationRoster.sdk.json", "BotNotInConversationRoster", null)]
    [InlineData("connector-response.429.TooManyRequests.sdk.json", "TooManyRequests", null)]
    public void The_usual_envelope_is_read(string file, string code, string? message)
    {
        var body = ContractData.Json("teams", "activities", file).GetProperty("body");

        var said = ConnectorErrorBody.Parse(JsonSerializer.SerializeToUtf8Bytes(body));

        Assert.Equal((code, message), (said.Code, said.Message));
    }

    [Fact]
    public void The_envelope_of_a_blocked_bot_is_read()
    {
        const string Body = """{"errorCode":209,"message":"{\r\n  \"subCode\": \"MessageWritesBlocked\",\r\n  \"details\": \"blocked\"\r\n}"}""";

        var said = ConnectorErrorBody.Parse(Encoding.UTF8.GetBytes(Body));

        Assert.Equal(("209", "MessageWritesBlocked"), (said.Code, said.SubCode));
        Assert.Equal(ConnectorFailureKind.Blocked, ConnectorFailures.Classify(403, said.Code, said.SubCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502 Bad Gateway</html>")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"error":"text"}""")]
    [InlineData("""{"error":{"code":{}}}""")]
    public void Other_bodies_say_no_code(string body) => Assert.Null(ConnectorErrorBody.Parse(Encoding.UTF8.GetBytes(body)).Code);

    [Theory]
    [InlineData("""{"errorCode":1,"message":"{broken"}""")]
    [InlineData("""{"errorCode":1,"message":"{\"subCode\":[]}"}""")]
    public void A_message_that_only_looks_like_JSON_has_no_sub_code(string body) =>
        Assert.Null(ConnectorErrorBody.Parse(Encoding.UTF8.GetBytes(body)).SubCode);
}
