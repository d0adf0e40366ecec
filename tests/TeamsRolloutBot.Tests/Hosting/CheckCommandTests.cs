using Microsoft.Extensions.DependencyInjection;
using TeamsRolloutBot.Hosting.Commands;
using TeamsRolloutBot.Microsoft365;

namespace TeamsRolloutBot.Tests.Hosting;

public sealed class CheckCommandTests
{
    private const string ObjectId = "5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01";
    private const string Maria = "maria@contoso.example.com";

    private static readonly string[] Whole =
    [
        "--environment=Production",
        "--Bot:AppId=0a1b2c3d-0000-4000-8000-000000000001",
        "--Bot:TenantId=0a1b2c3d-0000-4000-8000-000000000002",
        "--Bot:TenantType=ManagedIdentity",
        "--Bot:PublicUrl=https://rollout.contoso.com",
        $"--Rollouts:Managers:0={ObjectId}",
    ];

    [Fact]
    public async Task A_configuration_the_bot_starts_with_ends_with_0_and_says_who_it_names()
    {
        var (code, output, errors) = await RunAsync([.. Whole, $"--Rollouts:Administrators:0={ObjectId}"]);

        Assert.True(code == 0, errors);
        Assert.Contains($"Rollouts:Managers: {ObjectId}", output, StringComparison.Ordinal);
        Assert.Contains($"Rollouts:Administrators: {ObjectId}", output, StringComparison.Ordinal);
        Assert.Contains("can start with this configuration (Production)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once()
    {
        var (code, output, errors) = await RunAsync(
        [
            .. Whole, "--Storage:Kind=AzureTables", "--Delivery:LeaseSeconds=1", "--Connections:Most=1", "--Requests:BurstPerSender=-1",
            "--Health:DetailsPort=-1",
            "--Rollouts:Managers:0=Sam", "--Rollouts:Administrators:0=Sam", "--Graph:SignIn=ClientSecret",
            "--Mail:AllowedDomains:0=not a domain",
        ]);

        Assert.Equal(1, code);
        Assert.Equal(string.Empty, output);
        foreach (var name in new[]
        {
            "Storage:", "Delivery:LeaseSeconds", "Connections:Most", "Requests:BurstPerSender", "Health:DetailsPort", "Rollouts:Managers",
            "Rollouts:Administrators", "Graph:",
            "Mail:AllowedDomains",
        })
        {
            Assert.Contains(name, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_registration_no_production_bot_starts()
    {
        var (code, _, errors) = await RunAsync([.. Whole, "--Bot:AppId=", "--Bot:TenantId="]);

        Assert.Equal((1, "Bot:AppId is missing. The bot can only run without a registration in Development."), (code, errors.Trim()));
    }

    [Fact]
    public async Task An_address_is_shown_with_the_account_the_directory_has_for_it()
    {
        var (code, output, errors) = await RunAsync(
            [.. Whole, $"--Rollouts:Managers:1={Maria}", "--Graph:SignIn=Bot"], new StubDirectory(Maria));

        Assert.True(code == 0, errors);
        Assert.Contains($"Rollouts:Managers: {Maria} is {ObjectId} (Maria Lopez)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_that_nobody_has_are_each_named()
    {
        var (code, _, errors) = await RunAsync(
            [
                .. Whole, "--Rollouts:Managers:1=nobody@contoso.example.com", $"--Rollouts:Managers:2={Maria}",
                "--Rollouts:Managers:3=gone@contoso.example.com", "--Graph:SignIn=Bot"
            ], new StubDirectory(Maria));

        Assert.Equal(1, code);
        Assert.Contains("“nobody@contoso.example.com”", errors, StringComparison.Ordinal);
        Assert.Contains("“gone@contoso.example.com”", errors, StringComparison.Ordinal);
        Assert.DoesNotContain($"“{Maria}”", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_directory_can_not_be_asked_an_address_names_nobody_and_that_is_said()
    {
        var (code, _, errors) = await RunAsync([.. Whole, $"--Rollouts:Managers:1={Maria}", "--Graph:SignIn=Bot"], new StubDirectory(null));

        Assert.Equal(1, code);
        Assert.Contains($"the directory could not be asked about {Maria}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_no_setting_is_answered_with_the_usage()
    {
        var (code, _, errors) = await RunAsync(["everything"]);

        Assert.Equal(2, code);
        Assert.Equal("Usage: check", errors.Trim());
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments, IPeople? people = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CheckCommand.RunAsync(arguments, output, errors, services =>
        {
            if (people is not null)
            {
                services.AddSingleton(people);
            }
        });
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>A directory with one person; null for one that does not respond.</summary>
    private sealed class StubDirectory(string? address) : IPeople
    {
        public Task<IReadOnlyDictionary<string, DirectoryPerson>> FindAllAsync(
            IReadOnlyCollection<string> idsOrAddresses, CancellationToken ct)
        {
            if (address is null)
            {
                throw new GraphException(GraphFailureKind.Transient, "down");
            }

            var found = new DirectoryPerson(
                new Person { Id = PersonId.FromObjectId(Guid.Parse(ObjectId)), Name = "Maria Lopez", Email = address }, IsGuest: false);
            return Task.FromResult<IReadOnlyDictionary<string, DirectoryPerson>>(
                idsOrAddresses.Where(each => each == address).ToDictionary(each => each, _ => found));
        }

        public Task<DirectoryPerson?> FindAsync(string idOrAddress, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<DirectoryPerson>> SearchAsync(string name, int most, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<DirectoryPerson?> FindManagerAsync(PersonId person, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<PersonId, MailboxHours>> ReadHoursAsync(
            IReadOnlyCollection<PersonId> people, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<DirectoryGroup>> FindGroupsAsync(string nameOrId, CancellationToken ct) =>
            throw new NotSupportedException();

        public Task<int> CountMembersAsync(string groupId, CancellationToken ct) => throw new NotSupportedException();

        public IAsyncEnumerable<DirectoryPerson> ListMembersAsync(string groupId, CancellationToken ct) =>
            throw new NotSupportedException();
    }
}
