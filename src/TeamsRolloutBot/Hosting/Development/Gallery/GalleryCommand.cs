using TeamsRolloutBot.Hosting.Commands;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <summary>
/// <c>gallery DIR [--pictures DIR]</c>: writes every card in every language as JSON, and a page,
/// <c>DIR/index.html</c>, that shows them all; with <c>--pictures</c>, the screenshots in a folder
/// as well.
/// </summary>
internal static class GalleryCommand
{
    public const string Name = "gallery";
    private const int NotWritten = 1;

    /// <returns>0: success; 1: the page could not be written; 2: invalid arguments.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var (folder, pictures) = arguments switch
        {
            [{ Length: > 0 } only] => (only, null),
            [{ Length: > 0 } first, "--pictures", { Length: > 0 } shown] => (first, shown),
            _ => ((string?)null, (string?)null),
        };
        if (folder is null || folder.StartsWith('-'))
        {
            await errors.WriteLineAsync("Name the folder to write to.\nUsage: gallery DIR [--pictures DIR]");
            return CommandLine.Usage;
        }

        if (pictures is not null && !Directory.Exists(pictures))
        {
            await errors.WriteLineAsync($"The folder {pictures} does not exist.");
            return CommandLine.Usage;
        }

        try
        {
            var page = await GalleryPage.WriteAsync(Path.GetFullPath(folder), pictures);
            await output.WriteLineAsync($"{page}: {CardGallery.Names.Count()} cards. Open it in a browser.");
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The gallery could not be written: {fault.Message}");
            return NotWritten;
        }
    }
}
