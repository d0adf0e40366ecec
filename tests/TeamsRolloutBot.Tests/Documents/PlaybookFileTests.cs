using NJsonSchema;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>The playbooks that are shipped, and the schema for them.</summary>
public sealed class PlaybookFileTests
{
    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Where(name => name != "playbook.schema.json")];

    private static string Folder => Repository.File("src", "TeamsRolloutBot", "playbooks");

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task A_shipped_playbook_is_as_its_schema_says_complete_and_the_same_when_written_and_read_again(string file)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Folder, "playbook.schema.json"));
        var json = await File.ReadAllTextAsync(Path.Combine(Folder, file));

        var (playbook, errors) = PlaybookFile.Read(json);
        var written = PlaybookFile.Write(playbook!);

        Assert.Empty(schema.Validate(json));
        Assert.Empty(schema.Validate(written));
        Assert.Empty(errors);
        Assert.Empty(PlaybookCompleteness.Problems(playbook!));
        Assert.Equal(written, PlaybookFile.Write(PlaybookFile.Read(written).Playbook!));
    }

    [Fact]
    public void The_payors_playbook_is_the_default_and_another_product_has_one_too()
    {
        Assert.Equal("Procore Pay (payor)", ShippedPlaybooks.Default.Name);
        Assert.Equal(2, ShippedPlaybooks.All.Select(playbook => playbook.Product).Distinct().Count());
        Assert.All(
            ShippedPlaybooks.All.Skip(1),
            playbook => Assert.DoesNotContain("Procore", PlaybookFile.Write(playbook), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_payors_links_lead_to_the_vendors_public_pages_alone()
    {
        var playbook = ShippedPlaybooks.Default;
        var links = playbook.Tasks.Select(task => task.Url)
            .Concat(playbook.ManagerTasks.Select(task => task.Url))
            .Concat(playbook.Setup.Select(item => item.Url))
            .Concat(playbook.Resources.Select(resource => resource.Url))
            .Concat(playbook.Webinars.Select(webinar => webinar.Url))
            .Append(playbook.Subcontractors!.Url)
            .OfType<string>();

        Assert.All(links, link => Assert.Contains(new Uri(link).Host, new[] { "support.procore.com", "v2.support.procore.com" }));
        Assert.All(playbook.Certifications, course => Assert.Equal("learn.procore.com", new Uri(course.Url).Host));
    }

    [Theory]
    [InlineData("\"newHires\"", "\"newHire\"", "there is no field “newHire”")]
    [InlineData("\"phase\": \"Use\"", "\"phase\": \"Later\"", "managerTasks")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2", "schemaVersion: this version reads only 1.")]
    [InlineData("https://learn.procore.com/", "javascript:alert(1)", "is not a link")]
    [InlineData("\"title\": \"Payments Admin\"", "\"title\": null", "A title must have 1 to 120 characters")]
    [InlineData("\"id\": \"sso\"", "\"id\": \"s s o\"", "An id in the playbook can have only letters, digits and hyphens")]
    public async Task What_is_wrong_with_a_file_is_named(string right, string wrong, string problem)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Folder, "procore-pay-payor.json"));
        Assert.Contains(right, json, StringComparison.Ordinal);

        var (playbook, errors) = PlaybookFile.Read(json.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Null(playbook);
        Assert.Contains(errors, error => error.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_can_not_be_used_is_named_where_playbooks_are_loaded()
    {
        using var folder = new Upgrade.TemporaryFolder();
        var json = await File.ReadAllTextAsync(Path.Combine(Folder, "timekeeping-app.json"));
        await File.WriteAllTextAsync(
            folder.File("ours.json"),
            json.Replace("\"excludes\": [\"approver\"]", "\"excludes\": [\"boss\"]", StringComparison.Ordinal)
        );

        var error = Assert.Throws<InvalidOperationException>(() => ShippedPlaybooks.Load(folder.Path));

        Assert.Contains("ours.json can’t be used. A role rule refers to a role “boss”", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accountant", "invoice-administrator")]
    [InlineData("ap clerk", "invoice-administrator")]
    [InlineData("PM", "project-manager")]
    [InlineData("Project Engineer", "project-manager")]
    [InlineData("Superintendent", "field-staff")]
    [InlineData("Controller", "accounting-approver")]
    [InlineData("Payments Administrator", "payments-admin")]
    [InlineData("CFO", "executive")]
    public void Titles_that_people_have_stand_for_a_role(string title, string role) =>
        Assert.Equal(role, ShippedPlaybooks.Default.RoleOf(title)?.Id);
}
