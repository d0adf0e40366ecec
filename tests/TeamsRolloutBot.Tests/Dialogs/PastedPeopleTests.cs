using CsCheck;
using TeamsRolloutBot.Dialogs.Definition;
using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>
/// Lists of people as programs export them and people paste them: who is accepted, and with which
/// role.
/// </summary>
public sealed class PastedPeopleTests
{
    private const string Maria = "Maria Lopez|maria@contoso.example.com|invoice-administrator|Internal";
    private const string Bob = "Bob Hale|bob@contoso.example.com|field-staff|Internal";

    /// <summary>Each list with everybody in it, in order.</summary>
    public static TheoryData<string, string, string[]> Lists => new()
    {
        {
            "Entra, users",
            """
            userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled
            maria@contoso.example.com,Maria Lopez,Lopez,maria@contoso.example.com,Maria,0001,Member,Accountant,Finance,True
            jane_partner.example.net#EXT#@contoso.onmicrosoft.com,Jane Roe,Roe,jane@partner.example.net,Jane,0002,Guest,,,True
            field.crew7@contoso.example.com,Tom Field,Field,,Tom,0003,Member,Foreman,Field,True
            """,
            [Maria, "Jane Roe|jane@partner.example.net||External", "Tom Field|field.crew7@contoso.example.com|field-staff|Internal"]
        },
        { "Microsoft 365 admin",
            "User Name,First Name,Last Name,Display Name,Job Title,Department\nmaria@contoso.example.com,Maria,Lopez,Maria Lopez,Accountant,Finance", [Maria] },
        {
            "Entra, bulk template",
            "version:v1.0,,,\nName [displayName] Required,User name [userPrincipalName] Required,Job title [jobTitle],Department "
                + "[department]\nMaria Lopez,maria@contoso.example.com,Accountant,Finance",
            [Maria]
        },
        {
            "Google Workspace",
            "First Name [Required],Last Name [Required],Email Address [Required],Recovery Email,Home Secondary Email,Employee "
                + "Title,Org Unit Path "
                + "[Required]\nMaria,Lopez,maria@contoso.example.com,m@home.example,x@home.example,Accountant,/Finance",
            [Maria]
        },
        { "gophish, Procore",
            "First Name,Last Name,Position,Email\nMaria,Lopez,Accountant,maria@contoso.example.com\nBob,Hale,Superintendent,bob@contoso.example.com", [Maria, Bob] },
        {
            "BambooHR",
            "Employee #,\"Last name, First name\",Job Title,Department,Work Email,Supervisor Email\n12,\"Lopez, "
                + "Maria\",Accountant,Finance,maria@contoso.example.com,boss@contoso.example.com",
            [Maria]
        },
        { "Workday",
            "Employee ID,Worker,Business Title,Email - Primary Work,Manager,Location\n7,Maria Lopez,Accountant,maria@contoso.example.com,Ann Boss,Denver", [Maria] },
        { "Outlook contacts",
            "\"Title\",\"First Name\",\"Last Name\",\"E-mail Address\",\"Job Title\"\n\"Ms.\",\"Maria\",\"Lopez\",\"maria@contoso.example.com\",\"Accountant\"", [Maria] },
        { "sep=", "sep=;\nE-mail;Name;Role\nmaria@contoso.example.com;Maria Lopez;Accountant\nbob@contoso.example.com;Bob Hale;Superintendent", [Maria, Bob] },
        { "a title above",
            "Company directory - exported 11/28/2026\n\nEmail,Name,Role\nmaria@contoso.example.com,Maria Lopez,Accountant", [Maria] },
        { "marks in the heading", "* E-MAIL (required)\t*Full Name\tROLE*\nmaria@contoso.example.com\tMaria Lopez\tAccountant", [Maria] },
        { "no heading over the address", "Name,Contact details,Job title\nMaria Lopez,maria@contoso.example.com,Accountant", [Maria] },
        { "pipes", "| Name | Email | Role |\n|---|:---:|---|\n| Maria Lopez | maria@contoso.example.com | Accountant |", [Maria] },
        { "name and surname", "Name;Surname;Mail;Role\nMaria;Lopez;maria@contoso.example.com;Accountant", [Maria] },
        {
            "recipients",
            "Maria Lopez <maria@contoso.example.com>; Bob Hale <bob@contoso.example.com>; Ann Roe <ann@contoso.example.com>",
            [
                "Maria Lopez|maria@contoso.example.com||Internal", "Bob Hale|bob@contoso.example.com||Internal",
                "Ann Roe|ann@contoso.example.com||Internal"
            ]
        },
        {
            "recipients, one per line",
            "\"Lopez, Maria\" <maria@contoso.example.com>\nBob Hale <bob@contoso.example.com>,",
            ["Lopez, Maria|maria@contoso.example.com||Internal", "Bob Hale|bob@contoso.example.com||Internal"]
        },
        {
            "addresses on one line",
            "maria@contoso.example.com, bob@contoso.example.com",
            ["maria@contoso.example.com|maria@contoso.example.com||Internal", "bob@contoso.example.com|bob@contoso.example.com||Internal"]
        },
        {
            "invisible characters",
            "Maria Lopez, maria@contoso.example.com\u200b, Accountant\n\u200bbob@contoso.example.com\nAnn Roe, "
                + "\ufeffann@contoso.example.com\nTim Low, mailto:tim@contoso.example.com\nBob O’Brien, bob.o’brien@contoso.example.com",
            [
                Maria, "bob@contoso.example.com|bob@contoso.example.com||Internal", "Ann Roe|ann@contoso.example.com||Internal",
                "Tim Low|tim@contoso.example.com||Internal", "Bob O’Brien|bob.o'brien@contoso.example.com||Internal"
            ]
        },
        { "a non-breaking blank", "Maria Lopez, maria@contoso.example.com, Project\u00a0Manager",
            ["Maria Lopez|maria@contoso.example.com|project-manager|Internal"] },
        { "a guest", "Jane Roe, jane_partner.example.net#EXT#@contoso.onmicrosoft.com", ["Jane Roe|jane@partner.example.net||External"] },
        { "row numbers", "1\tMaria Lopez\tmaria@contoso.example.com\tAccountant\n2\tBob Hale\tbob@contoso.example.com\tSuperintendent",
            [Maria, Bob] },
        { "an empty column", "\tMaria Lopez\tmaria@contoso.example.com\tAccountant\n\tBob Hale\tbob@contoso.example.com\tSuperintendent",
            [Maria, Bob] },
        { "two names without a heading", "Maria,Lopez,maria@contoso.example.com\nBob,Hale,bob@contoso.example.com",
            ["Maria Lopez|maria@contoso.example.com||Internal", "Bob Hale|bob@contoso.example.com||Internal"] },
        { "the address first", "maria@contoso.example.com;Maria Lopez;Accountant\nbob@contoso.example.com;Bob Hale;Superintendent",
            [Maria, Bob] },
        { "the role before the address",
            "Maria Lopez,Accountant,maria@contoso.example.com\nBob Hale,Superintendent,bob@contoso.example.com", [Maria, Bob] },
        { "marks of a list",
            "1. Maria Lopez, maria@contoso.example.com, Accountant\n• Bob Hale, bob@contoso.example.com, Superintendent", [Maria, Bob] },
        { "tabs and commas in names", "Lopez, Maria, PE, PMP\tmaria@contoso.example.com\tAccountant",
            ["Lopez, Maria, PE, PMP|maria@contoso.example.com|invoice-administrator|Internal"] },
        { "cells of several lines",
            "Name,Email,Address,Role\nMaria Lopez,maria@contoso.example.com,\"1 Main St\nDenver, CO\",Accountant\n,,,\nBob Hale,bob@contoso.example.com,,Superintendent", [Maria, Bob] },
        { "two lists, one below the other",
            "Name,Email,Role\nMaria Lopez,maria@contoso.example.com,Accountant\n\nE-mail,Role,Name\nbob@contoso.example.com,Superintendent,Bob Hale", [Maria, Bob] },
        { "a row that speaks of e-mail", "Name,Email,Remark\nMaria Lopez,maria@contoso.example.com,she has no other email address",
            ["Maria Lopez|maria@contoso.example.com||Internal"] },
        { "headings in one column", "Email\nmaria@contoso.example.com\nbob@contoso.example.com",
            ["maria@contoso.example.com|maria@contoso.example.com||Internal",
            "bob@contoso.example.com|bob@contoso.example.com||Internal"] },
        { "German headings, Excel", "Nachname;Vorname;E-Mail-Adresse;Position\nLopez;Maria;maria@contoso.example.com;Accountant", [Maria] },
        { "surname and first name in a quoted cell of recipients", "\"Lopez, Maria\" <maria@contoso.example.com>",
            ["Lopez, Maria|maria@contoso.example.com||Internal"] },
        { "name and address in one column", "Team member,Role\nMaria Lopez <maria@contoso.example.com>,Accountant", [Maria] },
        { "row numbers with a heading",
            "No.,Full name,,Work e-mail address,Job title\n1,Maria Lopez,,maria@contoso.example.com,Accountant", [Maria] },
        { "lines of different kinds",
            "Maria Lopez, maria@contoso.example.com, Accountant\nBob Hale;bob@contoso.example.com;Superintendent", [Maria, Bob] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Everybody_in_the_list_is_taken_in_and_no_row_is_bad(string kind, string list, string[] people)
    {
        Assert.NotEmpty(kind);
        foreach (var text in new[] { list, "\ufeff" + list, list.ReplaceLineEndings("\r\n") + "\r\n" })
        {
            var reading = Read(text);

            Assert.Equal(
                people, reading.Members.Select(member => $"{member.Person.Name}|{member.Person.Email}|{member.Role}|{member.Audience}"));
            Assert.Empty(reading.BadRows);
        }
    }

    [Fact]
    public void A_quotation_mark_that_is_not_closed_costs_its_own_row()
    {
        var reading = Read(
            "\"Maria Lopez,maria@contoso.example.com,Accountant\nBob Hale,bob@contoso.example.com,Superintendent\n\"Ann \"Annie\" "
                + "Roe\",ann@contoso.example.com\nTim Low,tim@contoso.example.com,Accountant");

        Assert.Equal(
            ["bob@contoso.example.com", "ann@contoso.example.com", "tim@contoso.example.com"],
            reading.Members.Select(member => member.Person.Email));
        var bad = Assert.Single(reading.BadRows);
        Assert.Equal((1, "\"Maria Lopez,maria@contoso.example.com,Accountant"), (bad.Line, bad.Text));
        Assert.Contains("quotation mark", bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_role_is_asked_for_once_and_costs_nobody_their_place()
    {
        var reading = Read(
            "Name,Email,Title\nMaria,m1@contoso.example.com,Cost Accountant\nBob,b@contoso.example.com,cost "
                + "accountant\nAnn,a@contoso.example.com,Accountant\nTim,t@contoso.example.com,Welder");

        Assert.Equal(4, reading.Members.Count);
        Assert.Empty(reading.BadRows);
        Assert.Equal([new JobTitle("cost accountant", null, 2), new JobTitle("Welder", null, 1)], reading.UnknownTitles);
    }

    [Fact]
    public void Columns_that_were_read_and_those_that_were_not_are_named()
    {
        var remarks = Read("Employee #,Name,Work Email,Department\n1,Maria,m@contoso.example.com,Finance").Remarks;

        Assert.Equal("Used: Name, Work Email. Not used: Employee \\#, Department.".Replace("\\#", "#", StringComparison.Ordinal), remarks);
    }

    [Fact]
    public void Languages_that_the_bot_does_not_write_are_named_and_their_people_are_taken_in()
    {
        var reading = Read(
            "Name,Email,Language\nMaria,m@contoso.example.com,Spanish\nRui,r@contoso.example.com,Portuguese\nAna,a@contoso.example.com,");

        Assert.Equal("Languages I don’t know: Portuguese. These people get the language of their Teams app, or English.", reading.Remarks);
        Assert.Equal(["es", null, null], reading.Members.Select(member => member.Language?.Code));
    }

    [Theory]
    [InlineData("Name,Email\nBob,bob at example", 2, "“bob at example” is not an e-mail address.")]
    [InlineData("Bob, not an address", 1, "“not an address” is not an e-mail address.")]
    [InlineData("Ann, ann@contoso.example.com\n\nBob, bob@contoso", 3, "“bob@contoso” is not an e-mail address.")]
    [InlineData("Name,Email,Manager Email\nBob,,boss@contoso.example.com", 2, "There is no e-mail address.")]
    [InlineData("Email,Audience\nbob@contoso.example.com,sometimes", 2, "The audience is “internal” or “external”, not “sometimes”.")]
    [InlineData("Ann, ann@contoso.example.com\nBob, no email", 2, "“no email” is not an e-mail address.")]
    [InlineData(
        "Email,Time zone\nbob@contoso.example.com,Mars", 2,
        "There is no time zone “Mars”. Write it like America/Denver, Europe/Berlin or “Mountain”.")]
    public void What_can_not_be_used_comes_back_with_its_line_and_the_reason(string list, int line, string reason)
    {
        var bad = Assert.Single(Read(list).BadRows);

        Assert.Equal((line, reason), (bad.Line, bad.Reason));
    }

    [Fact]
    public void Headings_in_any_order_and_case_say_the_same() =>
        Gen.Select(Gen.Shuffle(new[] { 0, 1, 2, 3, 4 }), OneOf(",", ";", "\t", "|"), Gen.Bool, Gen.Bool)
            .Sample((order, delimiter, isUpper, isMarked) =>
        {
            string[] headings = ["Display Name", "E-mail", "Job title", "Department", "Time zone"];
            string[] values = ["Maria Lopez", "maria@contoso.example.com", "Accountant", "Finance", "America/Denver"];
            var heading = string.Join(delimiter,
                order.Select(column =>
                $"{(isMarked ? "*" : "")}{(isUpper ? headings[column].ToUpperInvariant() : headings[column])}{(isMarked ? " [Required]" : "")}"));

            var reading = Read($"{heading}\n{string.Join(delimiter, order.Select(column => values[column]))}");

            var member = Assert.Single(reading.Members);
            Assert.Equal(
                ("Maria Lopez", "maria@contoso.example.com", "invoice-administrator", "America/Denver"),
                (member.Person.Name, member.Person.Email, member.Role, member.Zone?.Id)
            );
            Assert.Empty(reading.BadRows);
            Assert.Equal(
                isUpper ? ["DEPARTMENT"] : ["Department"],
                reading.NotUnderstood.Select(name =>
                    name.Replace("*", "", StringComparison.Ordinal).Replace(" [Required]", "", StringComparison.Ordinal)
                )
            );
        },
                iter: 300
            );

    /// <summary>
    /// Whatever is done to a list, nothing is thrown, and nobody is accepted without a valid
    /// address.
    /// </summary>
    [Fact]
    public void Ten_thousand_mutations_of_the_lists_are_read_and_accept_nothing_that_the_rule_refuses()
    {
        var lists = Lists.Select(row => (string)row[1]).ToArray();
        var oddities = new[]
        {
            "\"", "\n", "\t", ";", ",", "|", "\u200b", "\u00a0", "@", "<", ">", "\ufeff", "sep=", "“", "\ud83d", "\0", ".", " ", "=",
            "#EXT#", "mailto:"
        };
        var change = Gen.Select(Gen.Int[0, 2_000], Gen.Int[0, oddities.Length - 1], Gen.Int[0, 3]);
        Gen.Select(Gen.Int[0, lists.Length - 1], change.Array[1, 6]).Sample(
            (list, changes) =>
            {
                var text = lists[list];
                foreach (var (at, oddity, removed) in changes)
                {
                    var place = at % (text.Length + 1);
                    text = text[..place] + oddities[oddity] + text[Math.Min(text.Length, place + removed)..];
                }

                var reading = Read(text);
                Assert.All(reading.Members, member => Assert.True(EmailAddress.IsValid(member.Person.Email)));
                Assert.NotNull(reading.Remarks);
            },
            iter: 10_000);
    }

    /// <summary>A broken row does not lose another.</summary>
    [Fact]
    public void Good_rows_are_not_lost_for_a_broken_one() =>
        Gen.Select(
                Gen.Int[1, 12],
                Gen.Int[0, 12],
                OneOf(
                    "\"",
                    "\"\"\"",
                    "a\"b,\"",
                    "\"Tim, no address",
                    ",,,",
                    "Tim,tim at home",
                    "\"Tim\" Low,x",
                    ";;;",
                    "\"\tTim",
                    "Tim,\"",
                    "<,>",
                    "@"
                ),
                Gen.Bool
            )
            .Sample(
                (good, place, broken, isHeaded) =>
                {
                    var rows = Enumerable.Range(1, good).Select(n => $"Person {n},p{n}@contoso.example.com,Accountant").ToList();
                    rows.Insert(place % (good + 1), broken);

                    var reading = Read((isHeaded ? "Name,Email,Role\n" : "") + string.Join('\n', rows));

                    Assert.Superset(
                        Enumerable.Range(1, good).Select(n => $"p{n}@contoso.example.com").ToHashSet(),
                        reading.Members.Select(member => member.Person.Email!).ToHashSet());
                },
            iter: 2_000);

    private static MemberReading Read(string list) => MemberList.Read(list, ShippedPlaybooks.Default, []);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
