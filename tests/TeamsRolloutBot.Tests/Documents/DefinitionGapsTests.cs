using System.Text.Json.Nodes;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// A definition file with gaps, or with more than can be typed, is refused with the location.
/// </summary>
public sealed class DefinitionGapsTests
{
    [Fact]
    public void A_written_definition_is_read_again() => Assert.Empty(DefinitionTransfer.Read(Definition().ToJsonString()).Errors);

    [Theory]
    [InlineData("cohorts")]
    [InlineData("committee")]
    [InlineData("bestPractices")]
    [InlineData("projects.listed")]
    [InlineData("playbook.roles")]
    [InlineData("playbook.certifications")]
    [InlineData("playbook.webinars")]
    [InlineData("playbook.resources")]
    [InlineData("playbook.agenda")]
    [InlineData("cohorts.0.members")]
    [InlineData("cohorts.0.sessions")]
    [InlineData("cohorts.0.sessions.0.topics")]
    [InlineData("playbook.certifications.0.roles")]
    public void An_entry_that_is_null_is_named_by_its_place(string path)
    {
        var file = Definition();
        var list = (JsonArray)At(file, path);
        list.Add(null);

        var (rollout, errors) = DefinitionTransfer.Read(file.ToJsonString());

        Assert.Null(rollout);
        Assert.StartsWith($"{path.Replace(".0", "[0]", StringComparison.Ordinal)}[{list.Count - 1}]: ", Assert.Single(errors));
    }

    [Theory]
    [InlineData("playbook.roles")]
    [InlineData("playbook.certifications")]
    [InlineData("playbook.webinars")]
    [InlineData("playbook.resources")]
    [InlineData("playbook.agenda")]
    [InlineData("playbook.email")]
    [InlineData("playbook.email.body")]
    [InlineData("playbook.name")]
    [InlineData("playbook.product")]
    [InlineData("playbook.newHires")]
    [InlineData("playbook.switchingAdvice")]
    [InlineData("playbook.certifications.0.roles")]
    [InlineData("projects.listed")]
    [InlineData("message.subject")]
    [InlineData("cohorts.0.sessions.0.id")]
    public void A_part_that_is_null_is_named_by_its_place(string path)
    {
        var file = Definition();
        Set(file, path, null);

        var (rollout, errors) = DefinitionTransfer.Read(file.ToJsonString());

        Assert.Null(rollout);
        Assert.StartsWith($"{path.Replace(".0", "[0]", StringComparison.Ordinal)}: this is empty", Assert.Single(errors));
    }

    [Fact]
    public void Links_and_contents_that_are_left_out_are_empty()
    {
        var file = Definition();
        ((JsonObject)At(file, "playbook.certifications.0")).Remove("url");
        ((JsonObject)At(file, "playbook.agenda.0")).Remove("content");

        var playbook = DefinitionTransfer.Read(file.ToJsonString()).Rollout!.Definition.Playbook;

        Assert.Equal(string.Empty, playbook.Certifications[0].Url);
        Assert.Equal(string.Empty, playbook.Agenda[0].Content);
    }

    [Theory]
    [InlineData("playbook.name", Limits.PlaybookName)]
    [InlineData("playbook.product", Limits.Product)]
    [InlineData("playbook.switchingAdvice", Limits.SwitchingAdvice)]
    [InlineData("playbook.newHires", Limits.NewHires)]
    [InlineData("playbook.agenda.0.content", Limits.AgendaContent)]
    [InlineData("playbook.roles.0.title", Limits.Title)]
    [InlineData("playbook.resources.0.title", Limits.Title)]
    [InlineData("projects.vendorContact", Limits.PersonName)]
    [InlineData("projects.listed.0.name", Limits.Title)]
    [InlineData("projects.listed.0.number", Limits.ProjectNumber)]
    [InlineData("bestPractices.0.text", Limits.BestPracticeText)]
    [InlineData("playbook.email.subject", Limits.EmailSubject)]
    public void A_text_may_be_as_long_as_where_it_is_typed_and_no_longer(string path, int most)
    {
        var file = Definition();
        Set(file, path, new string('x', most));
        Assert.Empty(DefinitionTransfer.Read(file.ToJsonString()).Errors);

        Set(file, path, new string('x', most + 1));
        Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors);
    }

    [Theory]
    [InlineData("manager.name")]
    [InlineData("playbook.name")]
    [InlineData("playbook.product")]
    [InlineData("playbook.roles.0.title")]
    [InlineData("playbook.certifications.0.title")]
    [InlineData("playbook.webinars.0.title")]
    [InlineData("playbook.resources.0.title")]
    [InlineData("playbook.agenda.0.title")]
    [InlineData("playbook.email.subject")]
    [InlineData("message.subject")]
    [InlineData("projects.vendorContact")]
    [InlineData("projects.listed.0.name")]
    [InlineData("projects.listed.0.number")]
    [InlineData("bestPractices.0.title")]
    [InlineData("cohorts.0.name")]
    [InlineData("cohorts.0.members.0.name")]
    public void A_text_of_one_line_holds_nothing_that_is_not_seen(string path)
    {
        foreach (var unseen in new[] { "\u0007", "\t", "\n", "\u200b", "\u202e", "\u2066" })
        {
            var file = Definition();
            Set(file, path, $"a{unseen}b");
            var named = Definition();
            named["name"] = $"a{unseen}b";

            Assert.Contains(
                "name: this contains", Assert.Single(DefinitionTransfer.Read(named.ToJsonString()).Errors), StringComparison.Ordinal);
            Assert.Contains("invisible character", Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("playbook.agenda", Limits.AgendaTopics)]
    [InlineData("cohorts.0.sessions", Limits.SessionsPerCohort)]
    public void A_list_may_be_as_long_as_where_it_is_typed_and_no_longer(string path, int most)
    {
        var file = Definition();
        var list = (JsonArray)At(file, path);
        while (list.Count < most)
        {
            list.Add(list[0]!.DeepClone());
        }

        Assert.Empty(DefinitionTransfer.Read(file.ToJsonString()).Errors);
        list.Add(list[0]!.DeepClone());
        Assert.Contains($"{most + 1} is too many; the limit is {most}.", Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors));
    }

    [Fact]
    public void Projects_together_have_the_same_room_as_in_their_field()
    {
        var file = Definition();
        var list = (JsonArray)At(file, "projects.listed");
        Set(file, "projects.listed.0.name", new string('x', Limits.Title));
        while (list.Count < 110)
        {
            list.Add(list[0]!.DeepClone());
        }

        Assert.StartsWith("projects.listed: characters together", Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors));
    }

    [Theory]
    [InlineData("cohorts.0.sessions.0.minutes", 14)]
    [InlineData("cohorts.0.sessions.0.minutes", 481)]
    [InlineData("playbook.webinars.0.minutes", -1)]
    [InlineData("playbook.certifications.0.minutes", 2001)]
    public void Minutes_are_those_that_can_be_typed(string path, int minutes)
    {
        var file = Definition();
        Set(file, path, minutes);

        Assert.StartsWith(
            path.Replace(".0", "[0]", StringComparison.Ordinal), Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors));
    }

    [Theory]
    [InlineData("cohorts.0.sessions.0.id", "s1|s2")]
    [InlineData("cohorts.0.sessions.0.trainer.email", "sam@contoso.example.com\r\nATTENDEE:x")]
    public void What_becomes_part_of_keys_and_calendar_entries_is_looked_at(string path, string value)
    {
        var file = Definition();
        Set(
            file, "cohorts.0.sessions.0.trainer",
            new JsonObject { ["id"] = "mail:sam@contoso.example.com", ["name"] = "Sam", ["email"] = "sam@contoso.example.com" });
        Assert.Empty(DefinitionTransfer.Read(file.ToJsonString()).Errors);
        Set(file, path, value);

        Assert.StartsWith(
            path.Replace(".0", "[0]", StringComparison.Ordinal), Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors));
    }

    [Fact]
    public void Two_sessions_of_a_cohort_have_two_ids()
    {
        var file = Definition();
        Set(file, "cohorts.0.sessions.0.id", "s1");
        ((JsonArray)At(file, "cohorts.0.sessions")).Add(At(file, "cohorts.0.sessions.0").DeepClone());

        Assert.Equal(
            "cohorts[0].sessions: the id “s1” appears more than once. (In the first cohort, “Denver”.)",
            Assert.Single(DefinitionTransfer.Read(file.ToJsonString()).Errors));
    }

    private static JsonObject Definition()
    {
        var cohort = new Cohort
        {
            Id = new CohortId("c1"),
            Name = "Denver",
            GoLive = new LocalDate(2027, 3, 15),
            Zone = DateTimeZone.Utc,
            Sessions = [new TrainingSession(new LocalDateTime(2027, 3, 8, 10, 0), 60)],
        };
        var definition = RolloutDefinition.Start("Mountain region", ShippedPlaybooks.Default, DateTimeZone.Utc) with
        {
            Committee = [Person.FromEmail("ines@example.com")],
            BestPractices = [new BestPractice("Approval", null, "By the 25th")],
            Projects = new ProjectScope { AllNew = false, Listed = [new Project("Tower", "1", null, false)] },
            Cohorts = [cohort],
        };
        var members = new Dictionary<CohortId, IReadOnlyList<Member>>
        {
            [cohort.Id] = [new Member { Person = Person.FromEmail("maria@example.com") }]
        };
        return (JsonObject)JsonNode.Parse(
            DefinitionTransfer.Write(new TransferredRollout(definition, Person.FromEmail("robin@example.com"), members)))!;
    }

    private static JsonNode At(JsonNode node, string path) =>
        path.Split('.').Aggregate(node, (at, part) => int.TryParse(part, out var index) ? at[index]! : at[part]!);

    private static void Set(JsonNode node, string path, JsonNode? value)
    {
        var dot = path.LastIndexOf('.');
        At(node, path[..dot])[path[(dot + 1)..]] = value;
    }
}
