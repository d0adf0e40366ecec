using System.Text.Json.Nodes;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests.Resources;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// A definition file contains the welcome e-mail in each language that it was written in.
/// </summary>
public sealed class MessageInFilesTests
{
    private const string Translated =
        """{"subject":"Hi","body":"Hello","language":"en","translations":{"es":{"subject":"Hola","body":"Buenos días"}}}""";

    [Fact]
    public void What_was_written_comes_back_as_it_was()
    {
        var read = DefinitionTransfer.Read(With("message", Translated));

        var again = DefinitionTransfer.Read(DefinitionTransfer.Write(read.Rollout!)).Rollout!.Definition.Message;
        Assert.Equal(read.Rollout!.Definition.Message, again);
        Assert.Equal(("Buenos días", "Hello", Language.English), (again.In(Language.Spanish).Body, again.Body, again.Language));
    }

    [Fact]
    public void A_file_with_one_text_is_read_and_everybody_gets_it()
    {
        var message = DefinitionTransfer.Read(With("message", """{"subject":"Hi","body":"Hello"}""")).Rollout!.Definition.Message;

        Assert.All(Language.All, language => Assert.Equal("Hello", message.In(language).Body));
        Assert.DoesNotContain("translations", DefinitionTransfer.Write(DefinitionTransfer.Read(With("name", "X")).Rollout!));
    }

    [Theory]
    [InlineData("""{"subject":"Hi","body":"Hello","translations":{"de":{"subject":"Hallo","body":"Tag"}}}""", "message.translations.de: use one of these languages: en, es, fr.")]
    [InlineData("""{"subject":"Hi","body":"Hello","translations":{"es":null}}""", "message.translations.es: this is empty; fill it in or remove it.")]
    [InlineData("""{"subject":"Hi","body":"Hello","translations":{"es":{"subject":"Hola"}}}""", "message.translations.es.body: this is empty; write a text in quotes.")]
    public void A_translation_that_can_not_be_used_is_refused_with_its_place(string message, string error) =>
        Assert.Equal(error, Assert.Single(DefinitionTransfer.Read(With("message", message)).Errors));

    [Theory]
    [InlineData("es", "cohorts[0].goLive: falta la fecha de inicio; escríbela así: 2027-03-15. (En el primer grupo, «HQ».)")]
    [InlineData("fr", "cohorts[0].goLive : il manque la date de démarrage ; écrivez-la ainsi : 2027-03-15. (Dans le premier groupe, « HQ ».)")]
    public void What_is_wrong_with_a_file_is_said_in_the_language_of_who_sent_it(string language, string error)
    {
        var file = JsonNode.Parse(With("name", "X"))!;
        ((JsonObject)file["cohorts"]![0]!).Remove("goLive");

        Assert.Equal(error, Assert.Single(In.LanguageOf(language, () => DefinitionTransfer.Read(file.ToJsonString()).Errors)));
    }

    private static string With(string field, string value)
    {
        var file = new JsonObject
        {
            ["name"] = "Ours",
            ["manager"] = new JsonObject { ["name"] = "Robin", ["email"] = "robin@contoso.example.com" },
            ["timeZone"] = "America/Denver",
            ["cohorts"] = new JsonArray(new JsonObject { ["name"] = "HQ", ["goLive"] = "2027-03-15" }),
        };
        file[field] = value.StartsWith('{') ? JsonNode.Parse(value) : value;
        return file.ToJsonString();
    }
}
