using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using TeamsRolloutBot.Storage.AzureTables;

namespace TeamsRolloutBot.Storage;

/// <summary>Validates the section, naming settings as an administrator knows them.</summary>
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var wrong = WhatIsWrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> WhatIsWrong(StorageOptions options)
    {
        if (!Enum.IsDefined(options.Kind))
        {
            yield return "Storage:Kind must be Embedded or AzureTables.";
        }

        if (options.Kind == StorageKind.Embedded && string.IsNullOrWhiteSpace(options.Path))
        {
            yield return "Storage:Path must name the data file when Storage:Kind is Embedded.";
        }

        if (options.Kind != StorageKind.AzureTables)
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.ConnectionString) == options.AccountUri is null)
        {
            yield return "Storage:ConnectionString or Storage:AccountUri, and not both, must be set when Storage:Kind is AzureTables.";
        }

        if (!string.IsNullOrWhiteSpace(options.ConnectionString) && !AzureTablesClient.CanParse(options.ConnectionString))
        {
            yield return "Storage:ConnectionString is not a storage account's connection string.";
        }

        if (options.AccountUri is { } uri && (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps))
        {
            yield return "Storage:AccountUri must be an absolute https URL, such as https://NAME.table.core.windows.net.";
        }

        if (!ValidPrefix.IsMatch(options.TablePrefix ?? ""))
        {
            yield return "Storage:TablePrefix must be a letter followed by letters and digits, at most 50 characters.";
        }
    }

    // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#table-names
    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,49}\\z")]
    private static partial Regex ValidPrefix { get; }
}
