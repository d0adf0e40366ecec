using Microsoft.Extensions.Options;

namespace TeamsRolloutBot.Dialogs.Files;

/// <summary>How people get files.</summary>
internal enum FileWay
{
    /// <summary>
    /// Into the person's own OneDrive, through Teams; by link in Development and in clouds in which
    /// Teams gives bots no files.
    /// </summary>
    Automatic,

    /// <summary>By a link that works once, for five minutes, for anybody who has it.</summary>
    Link,
}

/// <summary>The section <c>Files</c> of the configuration.</summary>
internal sealed class FileOptions
{
    public const string Section = "Files";

    public FileWay Way { get; set; }

    /// <summary>
    /// How much of a tenant's files is kept at once, in MB; 1 to 10,000. They are kept for minutes.
    /// </summary>
    public int MegabytesPerTenant { get; set; } = 256;
}

/// <summary>Stops the start with the name of the setting that is wrong.</summary>
internal sealed class FileOptionsValidator : IValidateOptions<FileOptions>
{
    public ValidateOptionsResult Validate(string? name, FileOptions options) =>
        !Enum.IsDefined(options.Way) ? ValidateOptionsResult.Fail("Files:Way is none of Automatic, Link.")
        : options.MegabytesPerTenant is < 1 or > 10_000 ? ValidateOptionsResult.Fail("Files:MegabytesPerTenant must be 1 to 10000.")
        : ValidateOptionsResult.Success;
}
