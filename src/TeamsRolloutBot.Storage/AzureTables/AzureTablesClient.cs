using Azure.Core;
using Azure.Data.Tables;

namespace TeamsRolloutBot.Storage.AzureTables;

/// <summary>Creates the service's client with the settings the adapter relies on.</summary>
internal static class AzureTablesClient
{
    public static TableServiceClient FromConnectionString(string connectionString, Action<TableClientOptions>? configure = null) =>
        new(connectionString, Options(configure));

    /// <summary>
    /// Whether a text is a well-formed connection string; does not check the account behind it.
    /// </summary>
    public static bool CanParse(string connectionString)
    {
        try
        {
            return FromConnectionString(connectionString) is not null;
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    public static TableServiceClient FromUri(Uri account, TokenCredential credential, Action<TableClientOptions>? configure = null) =>
        new(account, credential, Options(configure));

    private static TableClientOptions Options(Action<TableClientOptions>? configure)
    {
        var options = new TableClientOptions
        {
            // 408, 429, 500, 502, 503, 504, time-outs and connection resets are retried;
            // Retry-After is honoured.
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = 5,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(10),
                NetworkTimeout = TimeSpan.FromSeconds(20),
            },
        };
        configure?.Invoke(options);
        options.AddPolicy(new AttemptCounter.Policy(), HttpPipelinePosition.PerRetry);
        return options;
    }
}
