using TeamsRolloutBot.Documents;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>Projects, best practices and training material as people type and paste them.</summary>
public sealed class LineFieldsTests
{
    private static readonly LocalDate Today = new(2027, 2, 1);

    [Theory]
    [InlineData("Lakeside Tower\tP-14\t2027-04-01\tno\nPort Mall\tP-15\t2027-06-01\tyes")]
    [InlineData("Lakeside Tower,P-14,2027-04-01,no\nPort Mall,P-15,2027-06-01,yes")]
    [InlineData("Lakeside Tower;P-14;2027-04-01\nPort Mall;P-15;2027-06-01;Yes")]
    [InlineData("Lakeside Tower | P-14 | April 1, 2027\nPort Mall | P-15 | 1-Jun-27 | x")]
    [InlineData(
        "Project Name\tProject #\tStart Date\tCity\tIn progress\nLakeside Tower\tP-14\t4/1/2027\tDenver\tNo\nPort "
        + "Mall\tP-15\t6/1/2027\tDenver\tYes")]
    [InlineData("Start\tProject\tNumber\tUnder way?\n2027-04-01\tLakeside Tower\tP-14\t\n2027-06-01\tPort Mall\tP-15\tyes")]
    [InlineData("1\tLakeside Tower\tP-14\t2027-04-01\tno\n2\tPort Mall\tP-15\t2027-06-01\tyes")]
    public void Projects_come_out_of_a_spreadsheet_with_their_dates_and_state(string pasted)
    {
        var (projects, remarks) = ProjectLines.Read(pasted, Today);

        Assert.Empty(remarks.Problems);
        Assert.Equal(
            [
                new Project("Lakeside Tower", "P-14", new LocalDate(2027, 4, 1), UnderWay: false),
                new Project("Port Mall", "P-15", new LocalDate(2027, 6, 1), UnderWay: true)
            ],
            projects);
    }

    [Theory]
    [InlineData("Lakeside Tower, Denver", "Lakeside Tower, Denver")]
    [InlineData("Project Name\nLakeside Tower\nPort Mall", "Lakeside Tower/Port Mall")]
    public void Names_alone_are_projects(string pasted, string expected) =>
        Assert.Equal(expected, string.Join('/', ProjectLines.Read(pasted, Today).Projects.Select(project => project.Name)));

    [Theory]
    [InlineData("Tower\t1\tsoon\tno", "Line 1: “soon”")]
    [InlineData("Tower | 1 | 2027-04-01 | perhaps", "Line 1: under way must be yes or no, not “perhaps”.")]
    [InlineData(
        "Hall\nTower\t1\t2027-04-01\tno\tDenver", "Line 2: it has 5 columns; the limit is 4: name | number | start date | under way.")]
    [InlineData("Tower, 1, soon, yes, Denver", "Line 1: it has 5 columns")]
    public void What_cannot_be_told_apart_is_refused_with_its_line(string pasted, string expected) =>
        Assert.StartsWith(expected, Assert.Single(ProjectLines.Read(pasted, Today).Remarks.Problems), StringComparison.Ordinal);

    [Fact]
    public void A_project_is_shown_as_what_it_is_read_from()
    {
        Project[] projects =
        [
            new(
                "Lakeside | Tower B", "27-14", new LocalDate(2027, 4, 1),
                UnderWay: false), new("1. Hall", "2027-01-01", null, UnderWay: false),
            new("Gate, 12, yes", "", null, UnderWay: true), new("name", "number", null, UnderWay: false),
        ];

        Assert.Equal(projects, ProjectLines.Read(ProjectLines.Write(projects), Today).Projects);
    }

    [Theory]
    [InlineData("Invoices | https://e.example/a | By the 25th")]
    [InlineData("Invoices\thttps://e.example/a\tBy the 25th")]
    [InlineData("Invoices, https://e.example/a, By the 25th")]
    [InlineData("Title\tDescription\tURL\nInvoices\tBy the 25th\thttps://e.example/a")]
    [InlineData("• Invoices | By the 25th | <https://e.example/a>")]
    public void A_best_practice_has_its_link_wherever_it_stands(string typed) =>
        Assert.Equal(
            new BestPractice("Invoices", "https://e.example/a", "By the 25th"), Assert.Single(PracticeLines.Read(typed).Practices));

    [Theory]
    [InlineData("[Invoices](https://e.example/a)")]
    [InlineData("Invoices: https://e.example/a")]
    [InlineData("1. Invoices | [here](https://e.example/a)")]
    public void A_titled_link_is_a_title_and_a_link(string typed) =>
        Assert.Equal(new BestPractice("Invoices", "https://e.example/a", null), Assert.Single(PracticeLines.Read(typed).Practices));

    [Fact]
    public void A_link_without_its_scheme_is_one() =>
        Assert.Equal("https://www.e.example/a", Assert.Single(PracticeLines.Read("Invoices | www.e.example/a").Practices).Url);

    [Fact]
    public void A_best_practice_is_shown_as_what_it_is_read_from()
    {
        BestPractice[] practices =
        [
            new(
                "Invoices | retention", "https://e.example/a",
                "First line\nSecond “line”"), new("Lien waivers", null, "https://e.example/b"),
            new(
                "[Change orders](https://e.example/c)", null,
                null), new("\"Buyout\" process", null, "ask | first"), new("Pay, link", null, null),
        ];

        Assert.Equal(practices, PracticeLines.Read(PracticeLines.Write(practices)).Practices);
    }

    [Fact]
    public void The_playbooks_lists_are_shown_as_what_they_are_read_from()
    {
        var playbook = ShippedPlaybooks.Default;
        playbook = playbook with
        {
            Webinars = [.. playbook.Webinars, new Webinar("pipe", "Pay | first steps", "https://e.example/w", 30, Required: true)],
            Resources = [.. playbook.Resources, new Resource("Guide, https://e.example", "https://e.example/g", null)],
        };
        var lines = new TrainingLines(playbook);

        Assert.Equal(
            playbook.Certifications.Select(each => each with { Roles = [] }),
            lines.ReadCertifications(lines.WriteCertifications()).Certifications.Select(each => each with { Roles = [] }));
        Assert.Equal(
            playbook.Certifications.SelectMany(each => each.Roles),
            lines.ReadCertifications(lines.WriteCertifications()).Certifications.SelectMany(each => each.Roles));
        Assert.Equal(playbook.Webinars, lines.ReadWebinars(lines.WriteWebinars()).Webinars);
        Assert.Equal(playbook.Resources, lines.ReadResources(lines.WriteResources()).Resources);
    }

    [Theory]
    [InlineData("Pay basics\tAccountant; Superintendent\t45 min\thttps://e.example/c")]
    [InlineData("Course\tLink\tFor whom\tDuration\nPay basics\thttps://e.example/c\tAccountant, Superintendent\t45")]
    [InlineData("\"Pay basics\",\"Accountant, Superintendent\",45,https://e.example/c")]
    public void A_certification_comes_out_of_a_spreadsheet(string pasted)
    {
        var (certifications, remarks) = new TrainingLines(ShippedPlaybooks.Default).ReadCertifications(pasted);

        Assert.Empty(remarks.Problems);
        var only = Assert.Single(certifications);
        Assert.Equal(
            ("Pay basics", 45, "https://e.example/c", "invoice-administrator,field-staff"),
            (only.Title, only.Minutes, only.Url, string.Join(',', only.Roles))
        );
    }
}
