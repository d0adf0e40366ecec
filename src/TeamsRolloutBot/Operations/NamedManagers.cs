using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Authentication;

namespace TeamsRolloutBot.Operations;

/// <summary>
/// The people named in <see cref="RolloutOptions.Managers"/>. Addresses are resolved once at
/// startup: after that the account counts, whoever has the address. An unknown address fails the
/// start; while the directory is unavailable, an address matches nobody and is retried.
/// </summary>
internal sealed partial class NamedManagers(
    IOptions<RolloutOptions> options, IPeople people, IOptions<GraphOptions> graph, TimeProvider time, ILogger<NamedManagers> logger)
    : BackgroundService, IHostedLifecycleService
{
    internal static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DirectoryPerson> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The account found for each address.</summary>
    public IReadOnlyDictionary<string, DirectoryPerson> Found => _found;

    private IReadOnlyList<string> Open =>
        graph.Value.IsOn ? [.. options.Value.Managers.Where(entry => EmailAddress.IsValid(entry) && !_found.ContainsKey(entry))] : [];

    /// <summary>True for an account named by its object id or by its own address.</summary>
    public bool Contains(PersonId person) =>
        options.Value.Managers.Any(entry => EntraId.Canonical(entry.Trim()) == person.Value)
            || _found.Values.Any(found => found.Person.Id == person);

    public Task StartingAsync(CancellationToken cancellationToken) => ResolveAsync(cancellationToken);

    /// <summary>Looks up addresses not found yet.</summary>
    /// <exception cref="OptionsValidationException">An address belongs to nobody.</exception>
    public async Task ResolveAsync(CancellationToken ct)
    {
        if (Open is not { Count: > 0 } open)
        {
            return;
        }

        try
        {
            foreach (var (address, person) in await people.FindAllAsync([.. open], ct))
            {
                _found[address] = person;
            }
        }
        catch (GraphException failure)
        {
            LogNotAsked(logger, failure.Kind);
            return;
        }

        if (Open is { Count: > 0 } nobodies)
        {
            throw new OptionsValidationException(
                nameof(RolloutOptions),
                typeof(RolloutOptions),
                nobodies.Select(nobody =>
                    $"Rollouts:Managers contains “{nobody}”, which is nobody’s address in the directory. Use the Entra object id."
                )
            );
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (Open.Count > 0)
        {
            await Task.Delay(AskAgainAfter, time, stoppingToken);
            try
            {
                await ResolveAsync(stoppingToken);
            }
            catch (OptionsValidationException wrong)
            {
                LogNobody(logger, wrong.Message);
            }
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The directory could not be asked about the addresses in Rollouts:Managers ({Kind}); until it can, they match nobody")]
    private static partial void LogNotAsked(ILogger logger, GraphFailureKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private static partial void LogNobody(ILogger logger, string problem);
}
