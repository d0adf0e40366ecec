using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Tests.Operations;

/// <summary>An address in the settings refers to the account that has it at startup.</summary>
public sealed class NamedManagersTests
{
    private const string Address = "uma@contoso.example.com";
    private static readonly PersonId Uma = PersonId.FromObjectId(Guid.Parse("0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f"));
    private static readonly PersonId Sam = PersonId.FromObjectId(Guid.Parse("5c0fcd06-5c3b-4c0b-9e5a-0f6f2f1a7b01"));

    private readonly Mock<IPeople> _people = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task An_address_names_the_account_that_has_it_and_nobody_who_gets_it_later()
    {
        Has(Address, Uma);
        using var managers = Named(Address);

        await managers.ResolveAsync(default);
        Has(Address, Sam);
        await managers.ResolveAsync(default);

        Assert.True(managers.Contains(Uma));
        Assert.False(managers.Contains(Sam));
        _people.Verify(people => people.FindAllAsync(It.IsAny<IReadOnlyCollection<string>>(), default), Times.Once);
    }

    [Fact]
    public async Task An_address_that_nobody_has_stops_the_start_and_is_named()
    {
        Has(Address, Uma);
        using var managers = Named(Address, "nobody@contoso.example.com");

        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => managers.StartingAsync(default));

        Assert.Contains("nobody@contoso.example.com", Assert.Single(problem.Failures), StringComparison.Ordinal);
        Assert.True(managers.Contains(Uma));
    }

    [Fact]
    public async Task While_the_directory_does_not_answer_an_address_names_nobody_and_it_is_asked_again()
    {
        _people.Setup(people => people.FindAllAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new GraphException(GraphFailureKind.Throttled, "later"));
        using var managers = Named(Address);

        await managers.StartingAsync(default);
        await managers.StartAsync(default);
        Assert.False(managers.Contains(Uma));

        Has(Address, Uma);
        _time.Advance(await _time.WaitAsync());
        await managers.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(managers.Contains(Uma));
    }

    [Theory]
    [InlineData("0b1f3f0c-77aa-4f52-9d3f-3a1b0c9d8e7f")]
    [InlineData(" {0B1F3F0C-77AA-4F52-9D3F-3A1B0C9D8E7F} ")]
    public async Task An_object_id_names_its_account_in_any_spelling_and_nobody_is_asked(string id)
    {
        using var managers = Named(id);

        await managers.StartingAsync(default);

        Assert.True(managers.Contains(Uma));
        Assert.False(managers.Contains(Sam));
        _people.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Without_Graph_no_address_is_looked_up()
    {
        using var managers = Named(GraphSignIn.None, Address);

        await managers.StartingAsync(default);

        Assert.False(managers.Contains(Uma));
        _people.VerifyNoOtherCalls();
    }

    private void Has(string address, PersonId account) =>
        _people.Setup(people => people.FindAllAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Dictionary<string, DirectoryPerson>
            {
                [address] = new(new Person { Id = account, Name = "Uma Meyer", Email = address }, IsGuest: false)
            });

    private NamedManagers Named(params string[] entries) => Named(GraphSignIn.ManagedIdentity, entries);

    private NamedManagers Named(GraphSignIn signIn, params string[] entries)
    {
        var options = new RolloutOptions();
        foreach (var entry in entries)
        {
            options.Managers.Add(entry);
        }

        return new NamedManagers(
            Options.Create(options), _people.Object, Options.Create(new GraphOptions { SignIn = signIn }), _time,
            NullLogger<NamedManagers>.Instance);
    }
}
