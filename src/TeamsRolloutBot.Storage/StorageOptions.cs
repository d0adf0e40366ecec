using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Storage;

/// <summary>Where state is stored: the values of <see cref="StorageOptions.Kind"/>.</summary>
internal enum StorageKind
{
    /// <summary>One local file, for a single instance.</summary>
    Embedded,

    /// <summary>An Azure storage account, for any number of instances.</summary>
    AzureTables,
}

/// <summary>The configuration section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    public StorageKind Kind { get; set; } = StorageKind.Embedded;

    /// <summary>The data file of the embedded store, relative to the working directory.</summary>
    [AllowNull]
    public string Path { get; set => field = value ?? "data/rollouts.db"; } = "data/rollouts.db";

    /// <summary>
    /// The storage account's connection string; a secret. Set either this or
    /// <see cref="AccountUri"/>.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// The account's table endpoint, accessed with the bot's identity:
    /// <c>https://NAME.table.core.windows.net</c>.
    /// </summary>
    public Uri? AccountUri { get; set; }

    /// <summary>
    /// Prefix of the table names: a letter, then letters and digits, at most 50 characters.
    /// </summary>
    [AllowNull]
    public string TablePrefix { get; set => field = value ?? "rollout"; } = "rollout";
}
