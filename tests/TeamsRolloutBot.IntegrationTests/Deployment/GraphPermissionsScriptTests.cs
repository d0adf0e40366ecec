using System.Text.Json;

namespace TeamsRolloutBot.IntegrationTests.Deployment;

/// <summary>
/// The script that grants Graph permissions: it grants the minimum for a level, only once, and
/// explains what it can't do.
/// </summary>
public sealed class GraphPermissionsScriptTests : IDisposable
{
    private static readonly string[] Installation =
        [
            "AppCatalog.Read.All", "TeamsAppInstallation.ReadWriteSelfForUser.All", "User.ReadBasic.All", "Group.ReadBasic.All",
            "GroupMember.ReadBasic.All"
        ];

    private readonly StubTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [InlineData("installation", false, "")]
    [InlineData("mail", false, "")]
    [InlineData("mail", true, "")]
    [InlineData("calendar", true, "MailboxSettings.Read")]
    [InlineData("attendance", true, "OnlineMeetings.Read.All OnlineMeetingArtifact.Read.All")]
    public async Task A_level_gets_its_permissions_and_no_other(string level, bool alone, string own)
    {
        var result = await _tools.RunAsync(
            $"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level {level} "
                + $"{(alone ? "--without-previous" : string.Empty)}");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal([.. alone ? [] : Installation, .. own.Split(' ', StringSplitOptions.RemoveEmptyEntries)], _tools.Granted);
        Assert.Empty(AzureCli.ProblemsWith(_tools.AzCalls));
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("calendar")]
    [InlineData("attendance")]
    public async Task What_acts_in_peoples_names_is_never_granted_for_every_mailbox(string level)
    {
        var result = await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level {level}");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.NotEmpty(_tools.Granted);
        Assert.DoesNotContain("Mail.Send", _tools.Granted);
        Assert.DoesNotContain("Calendars.ReadWrite", _tools.Granted);
    }

    [Theory]
    [InlineData("Mail.Send", "mail")]
    [InlineData("Mail.Send", "attendance")]
    [InlineData("Calendars.ReadWrite", "calendar")]
    public async Task Where_it_is_granted_for_every_mailbox_nothing_else_is_and_how_to_remove_it_is_said(string wide, string level)
    {
        _tools.Write("granted", StubTools.Roles[wide]);

        var result = await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level {level}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{wide} is granted in Entra, for every mailbox of the organisation", result.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "az rest --method DELETE --url "
                + $"https://graph.microsoft.com/v1.0/servicePrincipals/{StubTools.Principal}/appRoleAssignments/$id",
            result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("New-ManagementRoleAssignment", result.Output, StringComparison.Ordinal);
        Assert.Equal([wide], _tools.Granted);
    }

    [Fact]
    public async Task Mail_and_calendars_come_as_Exchange_commands_for_the_mailboxes_named_and_questions_that_show_it()
    {
        var result = await _tools.RunAsync(
            $"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level calendar --mailbox rollout@contoso.com "
                + "--organisers trainers@contoso.com");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "Connect-ExchangeOnline",
                $"New-ServicePrincipal -AppId {StubTools.AppId} -ObjectId {StubTools.Principal} -DisplayName TeamsRolloutBot",
                "New-ManagementScope -Name TeamsRolloutBot-mail -RecipientRestrictionFilter \"PrimarySmtpAddress -eq "
                    + "'rollout@contoso.com'\"",
                $"New-ManagementRoleAssignment -App {StubTools.Principal} -Role \"Application Mail.Send\" -CustomResourceScope "
                    + "TeamsRolloutBot-mail",
                $"Test-ServicePrincipalAuthorization -Identity {StubTools.Principal} -Resource rollout@contoso.com    # Application "
                    + "Mail.Send: InScope True",
                $"Test-ServicePrincipalAuthorization -Identity {StubTools.Principal} -Resource SOMEBODY_ELSE    # Application "
                    + "Mail.Send: InScope False",
                "New-ManagementScope -Name TeamsRolloutBot-calendar -RecipientRestrictionFilter \"MemberOfGroup -eq '$((Get-Group "
                    + "trainers@contoso.com).DistinguishedName)'\"",
                $"New-ManagementRoleAssignment -App {StubTools.Principal} -Role \"Application Calendars.ReadWrite\" "
                    + "-CustomResourceScope TeamsRolloutBot-calendar",
                $"Test-ServicePrincipalAuthorization -Identity {StubTools.Principal} -Resource AN_ORGANISER    # Application "
                    + "Calendars.ReadWrite: InScope True",
                $"Test-ServicePrincipalAuthorization -Identity {StubTools.Principal} -Resource SOMEBODY_ELSE    # Application "
                    + "Calendars.ReadWrite: InScope False",
            ],
            result.Output.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Trim()));
    }

    [Fact]
    public async Task A_grant_names_the_identity_Graph_and_the_role()
    {
        await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level calendar --without-previous");

        var call = _tools.AzCalls.Single(call => call is ["rest", "--method", "POST", ..]);
        Assert.Equal(
            $"https://graph.microsoft.com/v1.0/servicePrincipals/{StubTools.GraphResource}/appRoleAssignedTo",
            AzureCli.Option(call, "--url"));
        using var body = JsonDocument.Parse(AzureCli.Option(call, "--body"));
        Assert.Equal(
            [
                ("principalId", StubTools.Principal), ("resourceId", StubTools.GraphResource),
                ("appRoleId", StubTools.Roles["MailboxSettings.Read"])
            ],
            body.RootElement.EnumerateObject().Select(property => (property.Name, property.Value.GetString()!)));
    }

    [Fact]
    public async Task Done_again_nothing_is_granted_twice_and_a_higher_level_adds_only_what_is_missing()
    {
        foreach (var level in (string[])["installation", "installation", "attendance", "attendance"])
        {
            Assert.Equal(
                0, (await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level {level}")).ExitCode);
        }

        Assert.Equal(StubTools.Roles.Keys.Except(["Mail.Send", "Calendars.ReadWrite"]), _tools.Granted);
    }

    [Fact]
    public async Task What_is_there_is_found_however_much_comes_behind_it()
    {
        // More than fits into a pipe: a reader that stops at the first match must not make the rest
        // look like a failure.
        var others = Enumerable.Range(0, 5000).Select(number => $"11111111-0000-4000-9000-{number:D12}");
        _tools.Write(
            "granted",
            string.Join(
                '\n',
                StubTools.Roles.Where(role => role.Key is not ("Mail.Send" or "Calendars.ReadWrite")).Select(role => role.Value)
                    .Concat(others)));

        var result = await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level attendance");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.DoesNotContain(_tools.AzCalls, call => call.Contains("POST"));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_granted_and_grants_nothing()
    {
        var result = await _tools.RunAsync(
            $"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level calendar --dry-run");

        Assert.Contains("would grant MailboxSettings.Read", result.Output, StringComparison.Ordinal);
        Assert.Empty(_tools.Granted);
    }

    [Fact]
    public async Task Permissions_that_this_cloud_lacks_are_said_and_the_others_granted()
    {
        File.Delete(Path.Combine(_tools.Folder, "roles", "TeamsAppInstallation.ReadWriteSelfForUser.All"));

        var result = await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level installation");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "no application permission TeamsAppInstallation.ReadWriteSelfForUser.All in this cloud", result.Errors,
            StringComparison.Ordinal);
        Assert.Equal(Installation.Where(name => !name.StartsWith("TeamsApp", StringComparison.Ordinal)), _tools.Granted);
    }

    [Fact]
    public async Task Who_may_not_grant_is_told_the_role_that_may_and_goes_on_from_there_later()
    {
        _tools.Refuse(
            StubTools.Roles["User.ReadBasic.All"],
            "Forbidden({\"error\":{\"code\":\"Authorization_RequestDenied\",\"message\":\"Insufficient privileges to complete the "
                + "operation.\"}})");
        var refused = await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level mail");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Insufficient privileges", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "User.ReadBasic.All was not granted. It takes a Privileged Role Administrator", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, _tools.Granted.Count());

        File.Delete(Path.Combine(_tools.Folder, "refused"));
        Assert.Equal(
            0, (await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.Principal} --level mail")).ExitCode);
        Assert.Equal(Installation, _tools.Granted);
    }

    [Theory]
    [InlineData("--level mail", "infra/grant-graph-permissions.sh --group GROUP")]
    [InlineData("--principal x", "infra/grant-graph-permissions.sh --group GROUP")]
    [InlineData("--principal x --level everything", "infra/grant-graph-permissions.sh --group GROUP")]
    [InlineData("--principal x --level mail --mailbox \"x'; Remove-Mailbox y\"", "is no e-mail address")]
    [InlineData("--principal x --level calendar --organisers trainers", "\"trainers\" is no e-mail address")]
    [InlineData("--group rollout --level mail", "There is no deployment \"rollout\" in rollout: run infra/deploy.sh first")]
    public async Task What_is_missing_is_said_before_anything_is_granted(string arguments, string message)
    {
        var result = await _tools.RunAsync($"infra/grant-graph-permissions.sh {arguments}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(_tools.AzCalls, call => call.Contains("POST"));
    }

    [Fact]
    public async Task An_object_id_of_something_else_is_said_to_be_the_wrong_one()
    {
        _tools.Refuse("--method GET", "Not Found({\"error\":{\"code\":\"Request_ResourceNotFound\"}})");

        var result = await _tools.RunAsync($"infra/grant-graph-permissions.sh --principal {StubTools.AppId} --level mail");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("of the enterprise application, not of the registration", result.Errors, StringComparison.Ordinal);
        Assert.Empty(_tools.Granted);
    }
}
