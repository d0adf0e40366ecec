using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Ten more inputs of each kind: other exports, other mail programs, other spellings than those
/// that the readers were originally written for.
/// </summary>
public sealed class MoreInputsTests
{
    private const string Maria = "Maria Lopez|maria@contoso.example.com|invoice-administrator";
    private const string Bob = "Bob Hale|bob@contoso.example.com|field-staff";

    // Wednesday, March 10, 2027.
    private static readonly LocalDate Today = new(2027, 3, 10);

    public static TheoryData<string, string> Tables { get; } = new()
    {
        { "ADP", "Associate ID,Legal First Name,Legal Last Name,Job Title Description,Work Contact: Work Email,Location Description\n10001,Maria,Lopez,Accountant,maria@contoso.example.com,Denver\n10002,Bob,Hale,Superintendent,bob@contoso.example.com,Boulder" },
        { "UKG", "Employee Number;Employee Name (Last Suffix, First MI);Job;Email Address - Work;Supervisor Email\n77;Lopez, Maria;Accountant;maria@contoso.example.com;boss@contoso.example.com\n78;Hale, Bob;Superintendent;bob@contoso.example.com;boss@contoso.example.com" },
        { "Paychex",
            "\"Worker Name\",\"Worker Email (Business)\",\"Position Title\",\"Hire Date\"\n\"Lopez, Maria\",\"maria@contoso.example.com\",\"Accountant\",\"01/02/2020\"\n\"Hale, Bob\",\"bob@contoso.example.com\",\"Superintendent\",\"03/04/2021\"" },
        { "Gusto", "First name,Last name,Title,Personal email,Work email\nMaria,Lopez,Accountant,maria@home.example.net,maria@contoso.example.com\nBob,Hale,Superintendent,bob@home.example.net,bob@contoso.example.com" },
        { "SAP SuccessFactors",
            "STATUS,USERID,FIRSTNAME,LASTNAME,EMAIL,TITLE,MANAGER\nactive,mlopez,Maria,Lopez,maria@contoso.example.com,Accountant,NO_MANAGER\nactive,bhale,Bob,Hale,bob@contoso.example.com,Superintendent,mlopez" },
        { "Okta", "login,firstName,lastName,middleName,honorificPrefix,email,title\nmlopez,Maria,Lopez,,,maria@contoso.example.com,Accountant\nbhale,Bob,Hale,,,bob@contoso.example.com,Superintendent" },
        { "Get-ADUser",
            "\"Name\"\t\"EmailAddress\"\t\"Title\"\t\"Enabled\"\n\"Maria Lopez\"\t\"maria@contoso.example.com\"\t\"Accountant\"\t\"True\"\n\"Bob Hale\"\t\"bob@contoso.example.com\"\t\"Superintendent\"\t\"True\"" },
        { "Teams attendance",
            "Name\tFirst Join\tLast Leave\tEmail\tParticipant ID (UPN)\tRole\nMaria Lopez\t3/1/27, 9:00:00 AM\t3/1/27, 10:00:00 AM\tmaria@contoso.example.com\tmaria@contoso.example.com\tAccountant\nBob Hale\t3/1/27, 9:00:00 AM\t3/1/27, 10:00:00 AM\tbob@contoso.example.com\tbob@contoso.example.com\tSuperintendent" },
        { "a Markdown table",
            "| Name | E-mail | Role |\n| --- | --- | --- |\n| Maria Lopez | maria@contoso.example.com | Accountant |\n| Bob Hale | bob@contoso.example.com | Superintendent |" },
        { "a totals line and blank rows",
            "Name,E-mail,Role\nMaria Lopez,maria@contoso.example.com,Accountant\n,,\nBob Hale,bob@contoso.example.com,Superintendent\n,,\n" },
        { "Spanish",
            "Apellidos;Nombre;Correo electrónico;Puesto\nLopez;Maria;maria@contoso.example.com;Accountant\nHale;Bob;bob@contoso.example.com;Superintendent" },
        { "French", "Nom de famille;Prénom;Adresse e-mail;Fonction\nLopez;Maria;maria@contoso.example.com;Accountant\nHale;Bob;bob@contoso.example.com;Superintendent" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_of_another_program_is_read(string program, string table)
    {
        var reading = MemberList.Read(table, ShippedPlaybooks.Default, []);

        Assert.NotEmpty(program);
        Assert.Equal([Maria, Bob], reading.Members.Select(member => $"{member.Person.Name}|{member.Person.Email}|{member.Role}"));
        Assert.Empty(reading.BadRows);
    }

    [Theory]
    [InlineData("Maria Lopez (Contoso) <m@x.example>", "Maria Lopez (Contoso)=m@x.example")]
    [InlineData("LOPEZ Maria [EXT] <m@x.example>;HALE Bob <b@x.example>", "LOPEZ Maria [EXT]=m@x.example|HALE Bob=b@x.example")]
    [InlineData("Cc: Maria <m@x.example>", "Maria=m@x.example")]
    [InlineData("From:\tMaria Lopez <m@x.example>", "Maria Lopez=m@x.example")]
    [InlineData("maria <m@x.example> and bob <b@x.example>", "maria=m@x.example|bob=b@x.example")]
    [InlineData("SMTP:m@x.example", "m@x.example")]
    [InlineData("Maria Lopez: m@x.example", "Maria Lopez=m@x.example")]
    [InlineData("Maria Lopez\tm@x.example\nBob Hale\tb@x.example", "Maria Lopez=m@x.example|Bob Hale=b@x.example")]
    [InlineData("* m@x.example\n* b@x.example", "m@x.example|b@x.example")]
    [InlineData("@Maria Lopez <m@x.example>", "Maria Lopez=m@x.example")]
    public void Recipients_of_another_mail_program_are_read(string text, string expected) => Assert.Equal(
        expected,
        string.Join(
            '|',
            AddressList.Read(text).Select(
                entry => entry.Address is null ? $"{entry.Text}=" : entry.Name is null ? entry.Address : $"{entry.Name}={entry.Address}")));

    [Theory]
    [InlineData("the 31st of May 2027", "2027-05-31")]
    [InlineData("May 31 '27", "2027-05-31")]
    [InlineData("Mon 31 May 2027", "2027-05-31")]
    [InlineData("31May2027", "2027-05-31")]
    [InlineData("2027-05-31 09:00 (UTC-06:00)", "2027-05-31")]
    [InlineData("Monday the 31st of May, 2027", "2027-05-31")]
    [InlineData("tomorrow", "2027-03-11")]
    [InlineData("in 2 weeks", "2027-03-24")]
    [InlineData("in a month", "2027-04-10")]
    [InlineData("2027-05-31T09:00:00+02:00", "2027-05-31")]
    public void A_date_is_read_in_another_spelling(string text, string expected) =>
        Assert.Equal(expected, DateReader.Read(text, Today).Date is { } date ? NodaTime.Text.LocalDatePattern.Iso.Format(date) : "none");

    [Theory]
    [InlineData("9:30 A.M.", 9, 30)]
    [InlineData("at 9:30", 9, 30)]
    [InlineData("9:30 Uhr", 9, 30)]
    [InlineData("9:30 o'clock", 9, 30)]
    [InlineData("9 o’clock am", 9, 0)]
    [InlineData("0900h", 9, 0)]
    [InlineData("9.30am", 9, 30)]
    [InlineData("12:00 noon", 12, 0)]
    [InlineData("midday", 12, 0)]
    [InlineData("T09:30", 9, 30)]
    public void A_time_of_day_is_read_in_another_spelling(string text, int hour, int minute) =>
        Assert.Equal(new LocalTime(hour, minute), TimeReader.Read(text));

    [Theory]
    [InlineData("Mountain Time - Denver", "America/Denver")]
    [InlineData("(GMT-07:00) Mountain Time - Phoenix", "America/Phoenix")]
    [InlineData("US Central Time (Chicago)", "America/Chicago")]
    [InlineData("Boston, MA", "America/New_York")]
    [InlineData("Dallas/Fort Worth", "America/Chicago")]
    [InlineData("(UTC-09:00) Alaska", "America/Anchorage")]
    [InlineData("Eastern (EST/EDT)", "America/New_York")]
    [InlineData("Central Europe", "Europe/Berlin")]
    [InlineData("GMT Standard Time", "Europe/London")]
    [InlineData("Sydney, Australia", "Australia/Sydney")]
    public void A_zone_is_found_by_another_name(string text, string expected) => Assert.Equal(expected, ZoneNames.Read(text).Zone?.Id);

    [Theory]
    [InlineData("- [ ] Lakeside Tower | P-14 | 2027-04-01 | no")]
    [InlineData("| Lakeside Tower | P-14 | 2027-04-01 | no |")]
    [InlineData("Project;Job No.;Planned start;Status\nLakeside Tower;P-14;01-Apr-2027;not started")]
    [InlineData("Job Number,Job Name,Start\nP-14,Lakeside Tower,4/1/2027")]
    [InlineData("Lakeside Tower, P-14, April 1, 2027, no")]
    [InlineData("Lakeside Tower\tP-14\t46113")]
    [InlineData("Lakeside Tower , P-14 , 1 April 2027 , N")]
    [InlineData("Lakeside Tower – P-14 – April 1, 2027")]
    [InlineData("- Lakeside Tower - P-14 - 2027-04-01 - no")]
    public void A_project_is_read_as_another_program_writes_it(string text)
    {
        var (projects, remarks) = ProjectLines.Read(text, new LocalDate(2026, 2, 1));

        Assert.Empty(remarks.Problems);
        var project = Assert.Single(projects);
        Assert.Equal(("Lakeside Tower", "P-14", false), (project.Name, project.Number, project.UnderWay));
        Assert.Equal((4, 1), (project.Start?.Month, project.Start?.Day));
    }

    [Theory]
    [InlineData("Memorial Day: May 31, 2027")]
    [InlineData("Memorial Day (observed) - 05/31/2027")]
    [InlineData("Date;Day;Holiday\n31.05.2027;Monday;Memorial Day")]
    [InlineData("| 2027-05-31 | Memorial Day |")]
    [InlineData("5/31/2027\tMonday\tMemorial Day")]
    [InlineData("* Mon, 31 May 2027: Memorial Day")]
    [InlineData("May 31, 2027 Memorial Day (office closed)")]
    [InlineData("DTSTART;VALUE=DATE:20270531")]
    [InlineData("Memorial Day 2027-05-31;")]
    [InlineData("31-05-2027")]
    public void A_holiday_is_read_in_another_spelling(string text)
    {
        var reading = HolidayReader.Read(text, Today);

        Assert.Empty(reading.Problems);
        Assert.Equal([new LocalDate(2027, 5, 31)], reading.Dates);
    }

    [Theory]
    [InlineData("~~~json\n", "\n~~~")]
    [InlineData("> ", "")]
    [InlineData("'", "'")]
    [InlineData("`", "`")]
    [InlineData("Robin wrote:\n\n```\n", "\n```\n\nSent from my phone")]
    [InlineData("rollout.json:\n", "\n")]
    [InlineData("«", "»")]
    [InlineData("import: ", "")]
    [InlineData("\u200b\u200e", "\u200b")]
    [InlineData("<pre>", "</pre>")]
    public void What_stands_around_a_definition_does_not_matter(string before, string after)
    {
        const string definition = """{ "name": "Mountain", "timeZone": "America/Denver", "cohorts": [ { "name": "HQ", "goLive": "2027-03-15" } ], "manager": { "name": "Robin", "email": "robin@contoso.example.com" } }""";

        var (rollout, errors) = DefinitionTransfer.Read(before + definition + after);

        Assert.Empty(errors);
        Assert.Equal("Mountain", rollout?.Definition.Name);
        Assert.True(PastedDefinition.IsIn(before + definition + after));
    }
}
