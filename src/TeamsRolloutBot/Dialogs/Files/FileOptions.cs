using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>How people get files.</summary>
internal enum FileWay
{
    /// <summary>
    /// Through Teams into the person's own OneDrive; by link in Development and in clouds where
    /// bots cannot send files.
    /// </summary>
    Automatic,

    /// <summary>By a one-time link that works for five minutes, for anybody who has it.</summary>
    Link,
}

/// <summary>The <c>Files</c> configuration section.</summary>
internal sealed class FileOptions
{
    public const string Section = "Files";

    public FileWay Way { get; set; }

    /// <summary>
    /// The storage limit per tenant in MB, 1 to 10,000. Files are kept only for minutes.
    /// </summary>
    public int MegabytesPerTenant { get; set; } = 256;
}

/// <summary>Fails startup with the name of the invalid setting.</summary>
internal sealed class FileOptionsValidator : IValidateOptions<FileOptions>
{
    public ValidateOptionsResult Validate(string? name, FileOptions options) =>
        !Enum.IsDefined(options.Way) ? ValidateOptionsResult.Fail("Files:Way must be Automatic or Link.")
        : options.MegabytesPerTenant is < 1 or > 10_000 ? ValidateOptionsResult.Fail("Files:MegabytesPerTenant must be 1 to 10000.")
        : ValidateOptionsResult.Success;
}
