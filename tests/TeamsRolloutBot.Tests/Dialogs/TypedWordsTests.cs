using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>Keywords in typed text are understood in every language.</summary>
public sealed class TypedWordsTests
{
    [Theory]
    [InlineData("HQ Denver to 2027-04-12", "HQ Denver", "2027-04-12")]
    [InlineData("HQ Denver al 2027-04-12", "HQ Denver", "2027-04-12")]
    [InlineData("HQ Denver AU 2027-04-12", "HQ Denver", "2027-04-12")]
    [InlineData("Coast to Coast to May 3", "Coast to Coast", "May 3")]
    [InlineData("to May 3", "", "May 3")]
    public void A_text_is_divided_at_the_last_of_the_words(string typed, string before, string after) =>
        Assert.Equal((before, after), TypedWords.Divide(typed, nameof(CommandTexts.To)));

    [Theory]
    [InlineData("until May 3", "", "May 3")]
    [InlineData("Mountain region hasta el 2027-05-03", "Mountain region", "2027-05-03")]
    [InlineData("jusqu'au 2027-05-03", "", "2027-05-03")]
    public void So_it_is_at_the_word_for_until(string typed, string before, string after) =>
        Assert.Equal((before, after), TypedWords.Divide(typed, nameof(CommandTexts.Until)));

    [Fact]
    public void A_text_without_them_is_not_divided() => Assert.Null(TypedWords.Divide("Toronto", nameof(CommandTexts.To)));

    [Theory]
    [InlineData("back", "back")]
    [InlineData("Atras", "back")]
    [InlineData("retour.", "back")]
    [InlineData("siguiente", "next")]
    [InlineData("guardar para despues", "save")]
    [InlineData("continuer sans elles", "without")]
    [InlineData("cancelar!", "cancel")]
    [InlineData("Denver", null)]
    public void A_step_is_left_in_any_language(string typed, string? way) => Assert.Equal(way, TypedAnswers.LeavesBy(typed));
}
