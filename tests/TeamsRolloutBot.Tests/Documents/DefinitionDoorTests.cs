using System.Text.Json.Nodes;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Hosting.Commands;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// What a definition file may not bring in, and what the command says when it can't do its work.
/// </summary>
public sealed class DefinitionDoorTests
{
    [Theory]
    [InlineData(
        "cohorts[0].goLive", "9999-12-31", "cohorts[0].goLive: the year 9999 is out of range; dates from 2000 to 2100 can be used.")]
    [InlineData(
        "cohorts[0].goLive", "1999-12-31", "cohorts[0].goLive: the year 1999 is out of range; dates from 2000 to 2100 can be used.")]
    [InlineData(
        "timing.holidays", "[\"2027-05-31\",\"9999-12-31\"]",
        "timing.holidays[1]: the year 9999 is out of range; dates from 2000 to 2100 can be used.")]
    [InlineData("projects", """{"allNew":false,"listed":[{"name":"Tower","start":"9999-01-01"}]}""", "projects.listed[0].start: the year 9999 is out of range; dates from 2000 to 2100 can be used.")]
    [InlineData("cohorts[0].sessions", """[{"id":"s1","topics":[],"start":"9999-12-31T10:00:00","minutes":60}]""", "cohorts[0].sessions[0].start: the year 9999 is out of range; dates from 2000 to 2100 can be used.")]
    [InlineData("timing.daysOff", """[0,8,"Sunday"]""", "timing.daysOff[0]: “None” is not a day of the week; write days such as [\"Saturday\", \"Sunday\"].")]
    [InlineData("timing.daysOff", """["None"]""", "timing.daysOff[0]: “None” is not a day of the week; write days such as [\"Saturday\", \"Sunday\"].")]
    [InlineData("timeZone", "MST", "timeZone: “MST” could be America/Denver or America/Phoenix. Write the one you mean.")]
    public void What_can_not_be_lived_through_is_refused_with_its_place(string place, string value, string expected)
    {
        var (rollout, errors) = DefinitionTransfer.Read(With(place, value));

        Assert.Null(rollout);
        Assert.Contains(errors, error => error.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cohorts[0].goLiv", "goLiv")]
    [InlineData("timing.dayOff", "dayOff")]
    [InlineData("colour", "colour")]
    public void A_field_that_is_not_known_is_named(string place, string name)
    {
        var (rollout, errors) = DefinitionTransfer.Read(With(place, "x"));

        Assert.Null(rollout);
        Assert.Contains($"there is no field “{name}”", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_names_its_schema_is_read() =>
        Assert.NotNull(DefinitionTransfer.Read(With("$schema", "definition.schema.json")).Rollout);

    [Fact]
    public void An_abbreviation_of_a_zone_is_the_zone_people_live_in() =>
        Assert.Equal("America/New_York", DefinitionTransfer.Read(With("timeZone", "EST")).Rollout!.Definition.Zone.Id);

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("-0500-01-01T00:00:00Z")]
    public async Task An_instant_out_of_range_is_refused_by_the_command(string asOf)
    {
        var errors = new StringWriter();

        Assert.Equal(2, await TimelineCommand.RunAsync(["definition.json", "--as-of", asOf], Stream.Null, errors));
        Assert.StartsWith(
            $"--as-of: “{asOf}” is out of range; use a year from 2000 to 2100.", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public async Task A_file_with_a_byte_order_mark_is_read_by_the_command(string encoding)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, With("name", "Pay"), System.Text.Encoding.GetEncoding(encoding));
            var errors = new StringWriter();

            Assert.Equal((0, string.Empty), (await TimelineCommand.RunAsync([file], Stream.Null, errors), errors.ToString()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_full_disk_is_said_by_the_command()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, With("name", "Pay"));
            var errors = new StringWriter();

            Assert.Equal(3, await TimelineCommand.RunAsync([file], new FullDisk(), errors));
            Assert.Equal("The timeline could not be written: No space left on device", errors.ToString().Trim());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string With(string place, string value)
    {
        var file = JsonNode.Parse("""
            {"name":"Pay","manager":{"name":"Sam","email":"sam@example.com"},"timeZone":"America/Denver","timing":{},
             "committee":[{"name":"Ines","email":"ines@example.com"}],
             "cohorts":[{"name":"HQ","goLive":"2027-03-15","members":[{"name":"Maria","email":"maria@example.com"}]}]}
            """)!;
        var target = place.StartsWith("cohorts[0].", StringComparison.Ordinal)
            ? file["cohorts"]![0]!
            : place.StartsWith("timing.", StringComparison.Ordinal)
            ? file["timing"]!
            : file;
        target[place[(place.LastIndexOf('.') + 1)..]] = value[0] is '[' or '{' ? JsonNode.Parse(value) : JsonValue.Create(value);
        return file.ToJsonString();
    }

    private sealed class FullDisk : MemoryStream
    {
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            throw new IOException("No space left on device");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
