using System.Text;
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

    // What may be retried according to the documentation.
    private static readonly int[] Retried = [412, 429, 502, 503, 504];

    public static TheoryData<int, string?> Rows
    {
        get
        {
            var rows = new TheoryData<int, string?>();
            foreach (var (status, code) in Expected.Keys)
            {
                rows.Add(status, code);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_documented_row_has_its_kind(int status, string? code)
    {
        var kind = ConnectorFailures.Classify(status, code, subCode: null);

        Assert.Equal(Expected[(status, code)], kind);
        Assert.Equal(Retried.Contains(status), new ConnectorException(kind, "").IsRetryable);
    }

    [ContractFact]
    public void The_rows_are_those_of_the_documented_table()
    {
        // The client itself retries the host error once on another host, without waiting.
        var table = ContractData.Json("teams", "activities", "connector-errors.documented-table.json").EnumerateArray()
            .Where(row => row.GetProperty("code").GetString() != ConnectorFailures.InvalidBotApiHost)
            .Select(row => (row.GetProperty("status").GetInt32(), row.GetProperty("code").GetString(), row.GetProperty("retry").GetBoolean()));

        Assert.Equal(
            Expected.Keys.Where(row => row.Code != ConnectorFailures.InvalidBotApiHost)
                .Select(row => (row.Status, row.Code, Retried.Contains(row.Status))),
            table);
    }

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

    [Theory]
    [InlineData("""{"error":{"code":"BadSyntax","message":"The members are missing"}}""", "BadSyntax", "The members are missing")]
    [InlineData("""{"error":{"code":"BotNotInConversationRoster"}}""", "BotNotInConversationRoster", null)]
    [InlineData("""{"error":{"code":"TooManyRequests"}}""", "TooManyRequests", null)]
    public void The_usual_envelope_is_read(string body, string code, string? message)
    {
        var said = ConnectorErrorBody.Parse(Encoding.UTF8.GetBytes(body));

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
