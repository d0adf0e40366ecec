using System.Text.Json;
using AdaptiveCards;
using Microsoft.Bot.Schema;
using TeamsRolloutBot.Protocol.Connector;

namespace TeamsRolloutBot.Tests.Protocol.Connector;

public sealed class BotConnectorTests
{
    private const string Host = "https://smba.trafficmanager.net";

    private static readonly ConversationAddress Chat = new($"{Host}/amer/", "a:1/2;messageid=3");

    [Theory]
    [InlineData($"{Host}/amer/tenant/")]
    [InlineData($"{Host}/amer/tenant")]
    public async Task A_message_goes_to_the_activities_of_the_conversation(string serviceUrl)
    {
        using var server = new StubServer(_ => StubServer.Json(201, """{"id":"177"}"""));

        var id = await server.Connector().SendAsync(Chat with { ServiceUrl = serviceUrl }, OutgoingActivity.FromText("Hello"), default);

        var sent = server.Requests.Single();
        Assert.Equal("177", id);
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.Equal($"{Host}/amer/tenant/v3/conversations/a%3A1%2F2%3Bmessageid%3D3/activities", sent.Url);
        JsonAssert.Same("""{"type":"message","text":"Hello","textFormat":"markdown"}""", sent.Body);
        Assert.Null(sent.Authorization);
    }

    [Fact]
    public async Task Cards_and_what_notifications_show_are_written()
    {
        using var server = new StubServer(_ => StubServer.Json(201, "{}"));
        var activity = OutgoingActivity.FromCard(
            new AdaptiveCard("1.5") { Body = [new AdaptiveTextBlock("✓ ü") { Wrap = true }] }, "Your checklist", alert: true);
        activity.Importance = "high";
        activity.ReplyToId = "5";
        activity.Attachments.Add(new Attachment { ContentType = "text/csv", Name = "a.csv" });

        var id = await server.Connector().SendAsync(Chat, activity, default);

        Assert.Equal("", id);
        JsonAssert.Same(
            """
            {"type":"message","summary":"Your checklist","replyToId":"5","importance":"high","channelData":{"notification":{"alert":true}},
            "attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.5",
            "body":[{"type":"TextBlock","text":"✓ ü","wrap":true}]}},{"contentType":"text/csv","name":"a.csv"}]}
            """.ReplaceLineEndings(""),
            server.Requests.Single().Body);
    }

    [Fact]
    public async Task Updating_deleting_and_typing_have_their_paths()
    {
        using var server = new StubServer(_ => new HttpResponseMessage());
        var connector = server.Connector();

        await connector.UpdateAsync(Chat, "1:x/y", OutgoingActivity.FromText("New"), default);
        await connector.DeleteAsync(Chat, "7", default);
        await connector.SendTypingAsync(Chat, default);

        Assert.Equal(
            ["PUT activities/1%3Ax%2Fy", "DELETE activities/7", "POST activities"],
            server.Requests.Select(sent => $"{sent.Method} {sent.Url[(sent.Url.IndexOf("/activities", StringComparison.Ordinal) + 1)..]}"));
        Assert.Equal("""{"type":"typing"}""", server.Requests[2].Body);
    }

    [Fact]
    public async Task A_personal_conversation_is_created_with_its_member_and_tenant_alone()
    {
        var request = JsonElement.Parse("""{"isGroup":false,"members":[{"id":"29:maria"}],"tenantId":"3b1c8c0e-53a6-4b39-9a55-7d6e0c5f1a20"}""");
        using var server = new StubServer(_ => StubServer.Json(201, """{"id":"a:conversation"}"""));

        var id = await server.Connector().CreatePersonalConversationAsync(
            $"{Host}/teams", request.GetProperty("tenantId").GetString()!, request.GetProperty("members")[0].GetProperty("id")
                .GetString()!, default);

        Assert.Equal("a:conversation", id);
        Assert.Equal($"{Host}/teams/v3/conversations", server.Requests.Single().Url);
        Assert.True(JsonElement.DeepEquals(request, server.Requests.Single().Json), server.Requests.Single().Body);
    }

    [Fact]
    public async Task Members_come_page_by_page()
    {
        using var server = new StubServer(sent =>
            StubServer.Json(
                200,
                sent.Url.Contains("continuationToken=a%2Bb%3D", StringComparison.Ordinal)
                    ? """{"members":[{"id":"29:3","objectId":"o3"}]}"""
                    : """{"members":[{"id":"29:1","aadObjectId":"o1"},{"id":"29:2"}],"continuationToken":"a+b="}"""
            )
        );

        var members = await server.Connector().GetMembersAsync(Chat, default).ToListAsync();

        Assert.Equal([("29:1", "o1"), ("29:2", null), ("29:3", "o3")], members.Select(member => (member.Id, (string?)member.AadObjectId)));
        Assert.EndsWith("/pagedmembers?pageSize=500", server.Requests[0].Url);
    }

    [Fact]
    public async Task Odd_fields_of_a_member_cost_nobody_the_roster()
    {
        using var server = new StubServer(_ => StubServer.Json(200, """
            {"members":[null,"x",{"id":"29:1","email":{"a":1},"userPrincipalName":7,"tenantId":"t","userRole":"guest","aadObjectId":[]},[],{"id":["29:2"]}],"continuationToken":{}}
            """));

        var members = (await server.Connector().GetMembersPageAsync(Chat, null, default)).Members;

        Assert.Equal(
            [("29:1", null, "7", "t", "guest"), (null, null, null, null, null)],
            members.Select(one =>
                ((string?)one.Id, (string?)one.Email, (string?)one.UserPrincipalName, (string?)one.TenantId, (string?)one.UserRole)
            )
        );
    }

    [Fact]
    public async Task A_member_is_found_with_the_addresses_Teams_tells()
    {
        using var server = new StubServer(_ =>
            StubServer.Json(
                200,
                """{"id":"29:1","objectId":"o1","email":"uma@contoso.example","userPrincipalName":"u1@contoso.example","x":1}"""
            )
        );

        var member = await server.Connector().GetMemberAsync(Chat, "29:1", default);

        Assert.Equal(
            ("29:1", "o1", "uma@contoso.example", "u1@contoso.example"),
            (member!.Id, member.AadObjectId, member.Email, member.UserPrincipalName));
        Assert.EndsWith("/v3/conversations/a%3A1%2F2%3Bmessageid%3D3/members/29%3A1", server.Requests.Single().Url);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(206)]
    public async Task Every_status_that_means_success_is_one_for_every_call(int status)
    {
        using var server = new StubServer(_ => new HttpResponseMessage((System.Net.HttpStatusCode)status));
        var connector = server.Connector();

        await connector.DeleteAsync(Chat, "7", default);
        await connector.UpdateAsync(Chat, "7", OutgoingActivity.FromText("x"), default);

        Assert.Equal(string.Empty, await connector.SendAsync(Chat, OutgoingActivity.FromText("x"), default));
    }

    [Fact]
    public async Task A_success_whose_answer_is_no_JSON_is_one_all_the_same()
    {
        using var server = new StubServer(_ => StubServer.Json(201, "<html>"));

        Assert.Equal(string.Empty, await server.Connector().SendAsync(Chat, OutgoingActivity.FromText("x"), default));
    }

    [Fact]
    public async Task A_redirect_is_a_refusal()
    {
        using var server = new StubServer(_ =>
        {
            var response = StubServer.Json(307, "{}");
            response.Headers.Location = new Uri("https://evil.example/");
            return response;
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => server.Connector(new FixedCredential("abc")).SendTypingAsync(Chat, default));

        Assert.Equal((ConnectorFailureKind.Other, 307), (failure.Kind, failure.Status));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task What_is_written_of_a_message_is_told_when_it_goes_out()
    {
        using var server = new StubServer(_ => StubServer.Json(201, "{}"));
        var connector = server.Connector();
        var written = 0;

        await connector.SendAsync(Chat, OutgoingActivity.FromText("x"), () => written++, default);
        await connector.SendAsync(Chat, OutgoingActivity.FromText("x"), default);

        Assert.Equal(1, written);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_client_without_pages_is_asked_for_the_whole_list(int status)
    {
        using var server = new StubServer(sent => sent.Url.Contains("/pagedmembers", StringComparison.Ordinal)
            ? StubServer.Json(status, "{}")
            : StubServer.Json(200, """[{"id":"29:1"},{"id":"29:2"}]"""));

        Assert.Equal(["29:1", "29:2"], await server.Connector().GetMembersAsync(Chat, default).Select(member => member.Id).ToListAsync());
    }

    [Fact]
    public async Task A_roster_that_names_the_same_page_for_ever_ends()
    {
        using var server = new StubServer(_ => StubServer.Json(200, """{"members":[{"id":"29:1"}],"continuationToken":"same"}"""));

        Assert.Equal(2, await server.Connector().GetMembersAsync(Chat, default).CountAsync());
    }

    [Fact]
    public async Task Somebody_who_is_not_in_the_conversation_is_no_member()
    {
        using var server = new StubServer(_ => StubServer.Json(404, """{"error":{"code":"MemberNotFoundInConversation"}}"""));

        Assert.Null(await server.Connector().GetMemberAsync(Chat, "29:x", default));
    }

    [Fact]
    public async Task A_conversation_that_is_gone_has_no_members_to_look_up()
    {
        using var server = new StubServer(_ => StubServer.Json(404, """{"error":{"code":"ConversationNotFound"}}"""));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => server.Connector().GetMemberAsync(Chat, "29:x", default));

        Assert.Equal(ConnectorFailureKind.ConversationGone, failure.Kind);
    }

    [Fact]
    public async Task The_token_goes_with_the_request()
    {
        using var server = new StubServer(_ => StubServer.Json(201, "{}"));

        await server.Connector(new FixedCredential("abc")).SendAsync(Chat, OutgoingActivity.FromText("x"), default);

        Assert.Equal("Bearer abc", server.Requests.Single().Authorization);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://localhost:9/")]
    [InlineData("")]
    public async Task Nothing_is_asked_or_sent_for_a_foreign_service_url(string serviceUrl)
    {
        using var server = new StubServer(_ => StubServer.Json(201, "{}"));
        var credential = new FixedCredential("abc");

        var failure = await Assert.ThrowsAsync<ConnectorException>(
            () => server.Connector(credential).SendAsync(Chat with { ServiceUrl = serviceUrl }, OutgoingActivity.FromText("x"), default));

        Assert.Equal(ConnectorFailureKind.BadRequest, failure.Kind);
        Assert.Empty(server.Requests);
        Assert.Equal(0, credential.Asked);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_cannot_lead_to_another_path(string id)
    {
        using var server = new StubServer(_ => StubServer.Json(201, "{}"));

        await Assert.ThrowsAsync<ArgumentException>(() => server.Connector().DeleteAsync(Chat, id, default));
        await Assert.ThrowsAsync<ArgumentException>(() => server.Connector().SendTypingAsync(Chat with { ConversationId = id }, default));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_GCC_tenant_is_asked_once_more_on_its_own_host()
    {
        using var server = new StubServer(sent => sent.Url.StartsWith(Host, StringComparison.Ordinal)
            ? StubServer.Json(403, """{"error":{"code":"InvalidBotApiHost"}}""")
            : StubServer.Json(201, """{"id":"9"}"""));

        Assert.Equal("9", await server.Connector().SendAsync(Chat, OutgoingActivity.FromText("x"), default));
        Assert.StartsWith("https://smba.infra.gcc.teams.microsoft.com/gcc/v3/conversations/", server.Requests[1].Url);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
    }

    [Fact]
    public async Task The_GCC_host_is_asked_exactly_once()
    {
        using var server = new StubServer(_ => StubServer.Json(403, """{"error":{"code":"InvalidBotApiHost"}}"""));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => server.Connector().SendTypingAsync(Chat, default));

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(ConnectorFailureKind.Other, failure.Kind);
    }

    [Fact]
    public async Task A_local_test_client_does_not_lead_out_of_the_machine()
    {
        using var server = new StubServer(_ => StubServer.Json(403, """{"error":{"code":"InvalidBotApiHost"}}"""));

        await Assert.ThrowsAsync<ConnectorException>(() =>
            server.Connector(allowLoopback: true).SendTypingAsync(Chat with { ServiceUrl = "http://localhost:1/_connector" }, default)
        );

        Assert.Equal("http://localhost:1/_connector/v3/conversations/a%3A1%2F2%3Bmessageid%3D3/activities", server.Requests.Single().Url);
    }

    private sealed class FixedCredential(string token) : IBotCredential
    {
        public int Asked { get; private set; }

        public ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return ValueTask.FromResult<string?>(token);
        }
    }
}
