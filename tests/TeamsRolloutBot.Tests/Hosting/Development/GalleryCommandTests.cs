using TeamsRolloutBot.Hosting.Commands;
using TeamsRolloutBot.Hosting.Development.Gallery;

namespace TeamsRolloutBot.Tests.Hosting.Development;

/// <summary>The arguments of the command; the page itself is tested in the browser.</summary>
public sealed class GalleryCommandTests
{
    [Theory]
    [InlineData("Usage: gallery DIR [--pictures DIR]")]
    [InlineData("Usage: gallery DIR [--pictures DIR]", "--pictures")]
    [InlineData("Usage: gallery DIR [--pictures DIR]", "there", "--picture", "here")]
    [InlineData("The folder nowhere does not exist.", "there", "--pictures", "nowhere")]
    public async Task Arguments_that_cannot_be_used_are_named_and_nothing_is_written(string said, params string[] arguments)
    {
        using var errors = new StringWriter();

        var code = await GalleryCommand.RunAsync(arguments, TextWriter.Null, errors);

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains(said, errors.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists("there"));
    }
}
