using System.Text;
using CsCheck;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Tests.Documents;

/// <summary>
/// Ten thousand mutations of what people paste and attach: no reader fails, accepted values are
/// valid and shown as what they were read from, and a good row is never lost because of a broken
/// one.
/// </summary>
public sealed class MutatedListsTests
{
    private static readonly LocalDate Today = new(2027, 2, 1);
    private static readonly TrainingLines Training = new(ShippedPlaybooks.Default);

    private static readonly string[] Seeds =
    [
        "Lakeside Tower\tP-14\t2027-04-01\tno\nPort Mall\tP-15\t2027-06-01\tyes",
        "Project;Number;Start;Under way?\nTower;27-14;4/1/2027;no", "\"Lakeside | Tower B\" | 27-14 | 2027-04-01",
        "Invoices | https://intranet.example.com/a | By the 25th\n\"Two | parts\" | | \"First line\nSecond line\"",
        "[Invoices](https://e.example/a)\nLien waivers: www.e.example/w",
        "Pay basics | Accountant, Superintendent | 45 | https://e.example/c\nAll | everybody",
        "Title\tLink\tAudience\nGuide\thttps://e.example/g\texternal",
        "| Name | Number |\n|---|---|\n| Tower | 12 |", "sep=;\nName;Number\nTower;12", "1. Tower | 12\n• Hall\n- Gate",
        "Maria Lopez <maria@contoso.example.com>; \"Hale, Bob\" <bob@contoso.example.com>",
        """{ "name": "Lake region", "timeZone": "America/Denver", "cohorts": [ { "name": "Port", "goLive": "2027-04-05" } ], "manager": { "name": "Robin", "email": "robin@contoso.example.com" } }""",
    ];

    private static readonly string[] Bits =
        [
            "", "\"", "\"\"", "\n", "\t", ";", ",", "|", " ", "\u200b", "\u00a0", "\ufeff", "sep=", "“", "\ud83d", "\0", "-", "1. ", "•",
            "https://", "javascript:x", "[", "](", ")", "<", ">", "@", "yes", "2027-13-01", "{", "}", "\\", "\r"
        ];

    private static readonly Gen<string> Mutated = Gen.Select(
        Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 400], Gen.Int[0, 4], Gen.Int[0, Bits.Length - 1]).Array[0, 6])
        .Select((seed, changes) => changes.Aggregate(Seeds[seed], Change));

    [Fact]
    public void What_is_taken_of_a_field_of_lines_is_within_the_rule_and_shown_as_what_it_is_read_from() => Mutated.Sample(
        text =>
        {
            var (projects, _) = ProjectLines.Read(text, Today);
            Assert.All(
                projects,
                project =>
                    Assert.True(
                        IsTitle(project.Name)
                            && project.Number.Length <= Limits.ProjectNumber
                            && (project.Start is not { } start || DateReader.IsInRange(start))));
            Assert.Equal(projects, ProjectLines.Read(ProjectLines.Write(projects), Today).Projects);

            var (practices, _) = PracticeLines.Read(text);
            Assert.All(practices, practice => Assert.True(IsTitle(practice.Title) && IsLink(practice.Url)));
            Assert.Equal(practices, PracticeLines.Read(PracticeLines.Write(practices)).Practices);

            Assert.All(
                Training.ReadCertifications(text).Certifications,
                each => Assert.True(IsTitle(each.Title) && IsLink(each.Url) && each.Minutes is >= 0 and <= Limits.TrainingMinutes));
            Assert.All(Training.ReadWebinars(text).Webinars, each => Assert.True(IsTitle(each.Title) && IsLink(each.Url)));
            Assert.All(Training.ReadResources(text).Resources, each => Assert.True(IsTitle(each.Title) && IsLink(each.Url)));
        },
        iter: 10_000);

    [Fact]
    public void No_recipient_is_taken_who_has_no_address_and_no_definition_is_an_exception() => Mutated.Sample(
        text =>
        {
            Assert.All(AddressList.Read(text), entry => Assert.True(entry.Address is null || EmailAddress.IsValid(entry.Address)));
            var (rollout, errors) = DefinitionTransfer.Read(text);
            Assert.True(rollout is null ^ errors.Count == 0);
        },
        iter: 10_000);

    [Fact]
    public void A_good_row_is_never_lost_for_a_broken_one() =>
        Gen.Select(
                Gen.Int[1, 8],
                Gen.Int[0, 8],
                OneOf("\"", "\"\"\"", "a\"b,\"", "\"Tim | no end", "|||", "Tim\tsoon\tnever\tmaybe\tno\tx", ";;;", "\"\tTim", ",", "<,>"),
                Gen.Bool,
                Gen.Bool
            )
            .Sample(
                (good, place, broken, isHeaded, isTabbed) =>
                {
                    var between = isTabbed ? "\t" : " | ";
                    var rows = Enumerable
                        .Range(1, good)
                        .Select(n => string.Join(between, $"Tower {n}", $"P-{n}", "2027-04-01", "no"))
                        .ToList();
                    rows.Insert(place % (good + 1), broken);

                    var (projects, _) = ProjectLines.Read(
                        (isHeaded ? string.Join(between, "Name", "Number", "Start date", "Under way") + "\n" : string.Empty)
                            + string.Join('\n', rows),
                        Today);

                    Assert.Superset(
                        Enumerable
                            .Range(1, good)
                            .Select(n => new Project($"Tower {n}", $"P-{n}", new LocalDate(2027, 4, 1), UnderWay: false))
                            .ToHashSet(),
                        projects.ToHashSet());
                },
            iter: 2_000);

    [Fact]
    public async Task No_file_is_an_exception()
    {
        byte[][] seeds =
        [
            await WorkbookFile.WriteAsync(
                [["Name", "Email", "Start"], ["Maria Lopez", "maria@contoso.example.com", new DateTime(2027, 4, 1)]]),
            Encoding.Unicode.GetBytes("\ufeffName\tEmail"), "Name;Email"u8.ToArray()
        ];
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Select(Gen.Int[0, 20_000], Gen.Byte).Array[0, 8], Gen.Int[0, 20_000]).Sample(
            (seed, changes, length) =>
            {
                var content = seeds[seed].ToArray();
                foreach (var (at, value) in changes)
                {
                    content[at % content.Length] = value;
                }

                var (text, problem) = FileText.Read(content[..(length < 10_000 ? content.Length : length % content.Length)]);
                Assert.True(text is null ^ problem is null);
            },
            iter: 10_000);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static bool IsTitle(string title) => title.Length is > 0 and <= Limits.Title && SingleLine.Problem(title) is null;

    private static bool IsLink(string? url) =>
        string.IsNullOrEmpty(url) || (SafeLink.TryCreate(url, out var link) && link.Url == url && url.Length <= Limits.Url);

    private static string Change(string text, (int At, int Cut, int Bit) change)
    {
        var at = change.At % (text.Length + 1);
        return string.Concat(text.AsSpan(0, at), Bits[change.Bit], text.AsSpan(Math.Min(text.Length, at + change.Cut)));
    }
}
