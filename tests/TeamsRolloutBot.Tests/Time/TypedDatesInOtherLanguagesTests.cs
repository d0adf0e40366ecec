using CsCheck;
using NodaTime.Text;
using TeamsRolloutBot.Tests.Resources;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Time;

public sealed class TypedDatesInOtherLanguagesTests
{
    // A Wednesday.
    private static readonly LocalDate Today = new(2027, 3, 10);

    private static readonly Gen<LocalDate> Days = Gen.Int[0, 365 * 70].Select(day => new LocalDate(2010, 1, 1).PlusDays(day));

    [Theory]
    [InlineData("hoy", "2027-03-10")]
    [InlineData("Mañana", "2027-03-11")]
    [InlineData("manana", "2027-03-11")]
    [InlineData("pasado mañana", "2027-03-12")]
    [InlineData("lunes", "2027-03-15")]
    [InlineData("el lunes", "2027-03-15")]
    [InlineData("mié", "2027-03-17")]
    [InlineData("el próximo viernes", "2027-03-19")]
    [InlineData("viernes de la próxima semana", "2027-03-19")]
    [InlineData("este viernes", "2027-03-12")]
    [InlineData("15 de marzo", "2027-03-15")]
    [InlineData("15 de marzo de 2027", "2027-03-15")]
    [InlineData("lunes, 15 de marzo de 2027", "2027-03-15")]
    [InlineData("lunes 15 de marzo", "2027-03-15")]
    [InlineData("1.º de abril de 2027", "2027-04-01")]
    [InlineData("15 mar 2027", "2027-03-15")]
    [InlineData("mar, 16 mar 2027", "2027-03-16")]
    [InlineData("15-ene-2028", "2028-01-15")]
    [InlineData("15 de setiembre del 2027", "2027-09-15")]
    [InlineData("dentro de tres semanas", "2027-03-31")]
    [InlineData("en 10 días", "2027-03-20")]
    [InlineData("en un mes", "2027-04-10")]
    [InlineData("el primer lunes de mayo", "2027-05-03")]
    [InlineData("último lunes de mayo de 2028", "2028-05-29")]
    [InlineData("March 15, 2027", "2027-03-15")]
    [InlineData("next Friday", "2027-03-19")]
    [InlineData("03/04/2027", "2027-03-04")]
    public void A_date_is_read_as_it_is_said_in_Spanish_or_English(string text, string expected) => Reads("es", text, expected);

    [Theory]
    [InlineData("aujourd’hui", "2027-03-10")]
    [InlineData("demain", "2027-03-11")]
    [InlineData("après-demain", "2027-03-12")]
    [InlineData("lundi", "2027-03-15")]
    [InlineData("lundi prochain", "2027-03-15")]
    [InlineData("vendredi de la semaine prochaine", "2027-03-19")]
    [InlineData("ce vendredi", "2027-03-12")]
    [InlineData("lundi 15 mars", "2027-03-15")]
    [InlineData("le lundi 15 mars 2027", "2027-03-15")]
    [InlineData("le 1er avril 2027", "2027-04-01")]
    [InlineData("mar. 16 mars 2027", "2027-03-16")]
    [InlineData("15 févr. 2028", "2028-02-15")]
    [InlineData("15 aout 2027", "2027-08-15")]
    [InlineData("dans trois semaines", "2027-03-31")]
    [InlineData("dans 10 jours", "2027-03-20")]
    [InlineData("dans sept jours", "2027-03-17")]
    [InlineData("le dernier lundi de mai", "2027-05-31")]
    [InlineData("premier lundi d’octobre 2027", "2027-10-04")]
    [InlineData("March 15, 2027", "2027-03-15")]
    [InlineData("tomorrow", "2027-03-11")]
    [InlineData("03/04/2027", "2027-04-03")]
    [InlineData("3/15/2027", "2027-03-15")]
    public void A_date_is_read_as_it_is_said_in_French_or_English(string text, string expected) => Reads("fr", text, expected);

    [Theory]
    [InlineData("es", "«pronto» no es una fecha. Escríbela así: 2027-03-15 o 15 de marzo de 2027.", "pronto")]
    [InlineData("es", "El 15 de marzo de 2027 es lunes, no martes. Di cuál de los dos es.", "martes, 15 de marzo de 2027")]
    [InlineData("fr", "« bientôt » n’est pas une date. Écrivez-la ainsi : 2027-03-15 ou 15 mars 2027.", "bientôt")]
    public void What_is_no_date_is_refused_in_the_language_of_who_typed_it(string language, string problem, string text) =>
        Assert.Equal(problem, In.LanguageOf(language, () => DateReader.Read(text, Today).Problem));

    [Theory]
    [InlineData("es", "Viernes Santo, 2027-03-26", "2027-03-26")]
    [InlineData("es", "Navidad: 24 de diciembre de 2027 al 26 de diciembre de 2027", "2027-12-24 2027-12-25 2027-12-26")]
    [InlineData("fr", "Lundi de Pâques 29 mars 2027", "2027-03-29")]
    [InlineData("fr", "14 juillet 2027 au 15 juillet 2027", "2027-07-14 2027-07-15")]
    public void A_line_of_holidays_is_read_in_its_language(string language, string line, string expected) =>
        Assert.Equal(
            expected, In.LanguageOf(language, () => string.Join(' ', DateReader.ReadLine(line, Today).Dates.Select(Dates.Iso))));

    [Theory]
    [InlineData("es", "festivos de Estados Unidos 2027")]
    [InlineData("fr", "jours fériés États-Unis 2027")]
    public void The_holidays_of_a_country_are_asked_for_in_either_language(string language, string line) =>
        Assert.Equal(
            HolidayReader.Read("US 2027", Today).Dates, In.LanguageOf(language, () => HolidayReader.Read(line, Today).Dates));

    [Theory]
    [InlineData("9:30 a. m.", 9, 30)]
    [InlineData("2:30 p. m.", 14, 30)]
    [InlineData("9 de la mañana", 9, 0)]
    [InlineData("a las 3:30 de la tarde", 15, 30)]
    [InlineData("mediodía", 12, 0)]
    [InlineData("14 h 30", 14, 30)]
    [InlineData("à 9 h", 9, 0)]
    [InlineData("midi", 12, 0)]
    public void A_time_of_day_is_read_as_Spanish_and_French_say_it(string text, int hour, int minute) =>
        Assert.Equal(new LocalTime(hour, minute), TimeReader.Read(text));

    [Theory]
    [MemberData(nameof(In.Codes), MemberType = typeof(In))]
    public void Whatever_the_bot_writes_with_a_year_is_read_as_the_same_day(string language) =>
        Days.Sample(day => In.LanguageOf(language, () =>
        {
            Assert.All(
                new[] { Dates.Iso(day), Dates.Full(day), Dates.InWords(day), Dates.Long(day) },
                written => Assert.Equal(new DateReading(day), DateReader.Read(written, Today)));
            return true;
        }));

    [Theory]
    [MemberData(nameof(In.Codes), MemberType = typeof(In))]
    public void Whatever_the_bot_writes_without_a_year_is_read_as_the_day_to_come(string language) =>
        Gen.Select(Days, Gen.Int[0, 364]).Sample((today, ahead) => In.LanguageOf(language, () =>
        {
            var day = today.PlusDays(ahead);
            Assert.All(
                new[] { Dates.Day(day), Dates.Short(day), Dates.Moment(day.At(new LocalTime(9, 5))) },
                written => Assert.Equal(day, DateReader.Read(written, today).Date));
            return true;
        }));

    private static void Reads(string language, string text, string expected) =>
        Assert.Equal(
            LocalDatePattern.Iso.Parse(expected).Value, In.LanguageOf(language, () => DateReader.Read(text, Today).Date));
}
