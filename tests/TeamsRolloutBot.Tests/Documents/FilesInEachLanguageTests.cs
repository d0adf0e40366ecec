using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Tests.Resources;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>Files are written in the recipient's language, and can be read in any.</summary>
public sealed class FilesInEachLanguageTests
{
    private static readonly Playbook Payor = ShippedPlaybooks.Default;

    [Theory]
    [InlineData("es", "Grupo Nombre Correo")]
    [InlineData("fr", "Groupe Nom E-mail")]
    [InlineData("en", "Cohort Name E-mail")]
    public void Headings_are_in_the_language_of_who_gets_the_file(string language, string columns) =>
        Assert.Equal(columns, string.Join(' ', In.LanguageOf(language, () => ProgressTable.Columns).Take(3)));

    [Theory]
    [MemberData(nameof(In.Codes), MemberType = typeof(In))]
    public void An_exported_list_of_people_can_be_given_back(string language)
    {
        var (headings, audience, role) = In.LanguageOf(language, () => (
            string.Join(
                ',',
                [
                    ExportTexts.Cohort, ExportTexts.Name, ExportTexts.Email, ExportTexts.Role, ExportTexts.Audience, ExportTexts.TimeZone,
                    CommandTexts.Language.Split('|')[0],
                ]),
            ListWords.Written(nameof(ListTexts.WordExternal)),
            PlaybookContent.Of(Payor.Roles[0].Title)));

        var reading = MemberList.Read($"{headings}\nHQ,Maria Lopez,maria@example.com,{role},{audience},America/Denver,es", Payor, []);

        Assert.Empty(reading.NotUnderstood);
        Assert.Equal("HQ", Assert.Single(reading.Cohorts).Name);
        var maria = Assert.Single(reading.Members);
        Assert.Equal(
            ("Maria Lopez", Payor.Roles[0].Id, Audience.External, Language.Spanish),
            (maria.Person.Name, maria.Role, maria.Audience, maria.Language));
    }

    [Theory]
    [InlineData("Nombre;Correo;Función;Idioma")]
    [InlineData("Nom;E-mail;Rôle;Langue")]
    [InlineData("Name;E-mail;Role;Language")]
    public void Headings_of_people_are_understood_in_each_language(string headings)
    {
        var reading = MemberList.Read($"{headings}\nMaria;maria@example.com;;fr", Payor, []);

        Assert.Equal((4, Language.French), (reading.Understood.Count, Assert.Single(reading.Members).Language));
    }

    [Theory]
    [InlineData("es", "proyecto | número | fecha de inicio | en curso\nTorre | P-1 | 15 de marzo de 2027 | sí")]
    [InlineData("fr", "projet | numéro | date de début | en cours\nTorre | P-1 | 15 mars 2027 | oui")]
    [InlineData("en", "project | number | start date | under way\nTorre | P-1 | March 15, 2027 | yes")]
    [InlineData("es", "project | number | start date | under way\nTorre | P-1 | March 15, 2027 | yes")]
    public void A_list_of_projects_is_read_and_written_in_each_language(string language, string text)
    {
        var today = new NodaTime.LocalDate(2027, 1, 1);
        var (projects, remarks) = In.LanguageOf(language, () => ProjectLines.Read(text, today));

        Assert.Empty(remarks.Problems);
        Assert.Equal(new Project("Torre", "P-1", new(2027, 3, 15), UnderWay: true), Assert.Single(projects));
        Assert.Equal(projects, ProjectLines.Read(In.LanguageOf(language, () => ProjectLines.Write(projects)), today).Projects);
    }

    [Theory]
    [InlineData("es", "Línea 2: «en curso» es sí o no, no «quizás».")]
    [InlineData("fr", "Ligne 2 : « en cours », c’est oui ou non, pas « quizás ».")]
    public void A_line_that_can_not_be_read_is_said_in_the_language_of_who_typed_it(string language, string problem)
    {
        var remarks = In.LanguageOf(
            language,
            () => ProjectLines.Read("name | number | start | under way\nTower | 1 | 2027-03-15 | quizás", new(2027, 1, 1)).Remarks);

        Assert.Equal(problem, Assert.Single(remarks.Problems));
    }

    [Theory]
    [InlineData("en", "progress")]
    [InlineData("es", "avance")]
    [InlineData("fr", "avancement")]
    public void What_file_was_given_out_is_worded_when_the_history_is_read(string language, string words) =>
        Assert.Equal(words, In.LanguageOf(language, () => AuditWords.Detail("progress")));
}
