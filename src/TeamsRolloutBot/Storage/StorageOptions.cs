using System.Diagnostics.CodeAnalysis;

namespace TeamsRolloutBot.Storage;

/// <summary>Where state is kept. Values of <see cref="StorageOptions.Kind"/>.</summary>
internal enum StorageKind
{
    /// <summary>One file beside the bot; for one instance.</summary>
    Embedded,

    /// <summary>An Azure storage account; for any number of instances.</summary>
    AzureTables,
}

/// <summary>The section <c>Storage</c> of the configuration.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    public StorageKind Kind { get; set; } = StorageKind.Embedded;

    /// <summary>
    /// The data file of the embedded store; a relative path starts at the working directory.
    /// </summary>
    [AllowNull]
    public string Path { get; set => field = value ?? "data/rollouts.db"; } = "data/rollouts.db";

    /// <summary>
    /// Connection string of the storage account; a secret. Either this or <see cref="AccountUri"/>.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Address of the account's table endpoint, used with the bot's identity:
    /// <c>https://NAME.table.core.windows.net</c>.
    /// </summary>
    public Uri? AccountUri { get; set; }

    /// <summary>
    /// What table names begin with: a letter, then letters and digits, at most 50 characters.
    /// </summary>
    [AllowNull]
    public string TablePrefix { get; set => field = value ?? "rollout"; } = "rollout";
}
