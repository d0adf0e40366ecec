namespace TeamsRolloutBot.Tests;

/// <summary>
/// The repository that the tests were built from. Found by its solution file, because the
/// compiler's own paths are anonymised in a CI build.
/// </summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file by its path from the root.</summary>
    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "TeamsRolloutBot.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The repository's root was not found above the tests.");
    }
}
