using TeamsRolloutBot.Hosting.Commands;

namespace TeamsRolloutBot.Tests.Hosting;

/// <summary>
/// The command <c>timeline</c>, checked against files worked out by hand from the table in
/// PRODUCT.md: two cohorts, three zones, a clock change (March 28 in Europe) and a holiday on a
/// go-live date.
/// </summary>
public sealed class TimelineCommandTests
{
    [Theory]
    [InlineData("planned.jsonl")]
    [InlineData("as-of-march-9.jsonl", "--as-of", "2027-03-09T18:30:00Z")]
    public async Task The_command_prints_the_timeline_of_a_definition_and_nothing_else(string expected, params string[] arguments)
    {
        using var output = new MemoryStream();
        var errors = new StringWriter();

        Assert.Equal(0, await TimelineCommand.RunAsync([Data("definition.json"), .. arguments], output, errors));
        Assert.Empty(errors.ToString());
        Assert.Equal(await File.ReadAllTextAsync(Data(expected)), System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    private static string Data(string name) => Repository.File("tests", "TeamsRolloutBot.Tests", "Hosting", "Timeline", name);
}
