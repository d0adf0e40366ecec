using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Domain;

/// <summary>The welcome e-mail is written once, and everybody gets it in their language.</summary>
public sealed class EmailTemplateTests
{
    private static readonly EmailTemplate Standard = ShippedPlaybooks.Default.Email;
    private static readonly EmailTemplate Ours = new("Welcome aboard", "Hello {name}\n\nCall Bob.") { Language = Language.English };
    private static readonly EmailTemplate InSpanish = new("Te damos la bienvenida", "Hola, {name}:\n\nLlama a Bob.");

    [Theory]
    [InlineData("en", "Hello {name},")]
    [InlineData("es", "Hola, {name}:")]
    [InlineData("fr", "Bonjour {name},")]
    public void The_text_that_comes_with_the_bot_is_there_in_each_language(string code, string begin) =>
        Assert.StartsWith(begin, Standard.In(Language.Of(code)!).Body, StringComparison.Ordinal);

    [Fact]
    public void Who_reads_a_language_it_was_translated_to_gets_the_translation_and_everybody_else_what_was_written()
    {
        var email = Ours.With(Language.Spanish, InSpanish);

        Assert.Equal(InSpanish, email.In(Language.Spanish));
        Assert.Equal((Ours.Subject, Ours.Body), (email.In(Language.French).Subject, email.In(Language.French).Body));
        Assert.Equal(Ours.Body, email.In(Language.English).Body);
        Assert.Equal(Ours, email.With(Language.Spanish, null));
    }

    [Fact]
    public void Two_are_the_same_by_what_they_say_in_each_language()
    {
        Assert.Equal(Ours.With(Language.Spanish, InSpanish), Ours.With(Language.Spanish, InSpanish with { }));
        Assert.NotEqual(Ours, Ours.With(Language.Spanish, InSpanish));
        Assert.NotEqual(Ours.With(Language.French, InSpanish), Ours.With(Language.Spanish, InSpanish));
    }

    [Fact]
    public void Where_to_get_the_app_is_said_in_each_language_and_taken_back_in_each()
    {
        var linked = Standard.With(Language.French, InSpanish).Each(WelcomeEmail.WithAppLink);

        Assert.Contains("add it first: {app link}", linked.In(Language.English).Body, StringComparison.Ordinal);
        Assert.Contains("agrégalo primero: {app link}", linked.In(Language.Spanish).Body, StringComparison.Ordinal);
        Assert.Contains("ajoutez-le d’abord : {app link}", linked.In(Language.French).Body, StringComparison.Ordinal);
        Assert.Equal(Standard.In(Language.Spanish).Body, linked.Each(WelcomeEmail.WithoutAppLink).In(Language.Spanish).Body);
        Assert.Equal(Standard.Body, linked.Each(WelcomeEmail.WithoutAppLink).Body);
    }
}
