using System.Text.RegularExpressions;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Hosting.Development.Gallery;

/// <content>The people, texts and rollout that the cards are about.</content>
internal sealed partial class CardGallery
{
    private string Numbered(int number, string typical) =>
        _isLongest ? $"{number} {Hostile(Limits.Title - 3)}" : Hostile(Limits.Title, typical);

    private string Text(int length) => Hostile(
        length,
        Wording.Shorten("Procore Pay, Mountain region: what everybody needs to know before they start with it.", Math.Min(length, 80)));

    // Everything that has ever broken a card: markup, mentions, right-to-left text, emoji, quotes.
    private static string Hostile(int length)
    {
        const string pattern = "**[x](https://e.example)** <at>Bob</at> <b>שלום</b> \"quoted\" مرحبا & _under_ # - ";
        var text = string.Concat(Enumerable.Repeat(pattern, (length / pattern.Length) + 1))[..length];
        return char.IsHighSurrogate(text[^1]) ? text[..^1] + "x" : text;
    }

    // Text that is prepared before a card is drawn, not typed by people.
    private string Said(string words) => _isForeign ? Letter().Replace(words, "ω") : words;

    private string Hostile(int length, string typical) =>
        _isHostile ? Attack(length)
        : _isLongest ? Hostile(length)
        : Said(typical);

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Letter();

    private Person Somebody(int number) => new()
    {
        Id = PersonId.FromEmail($"person{number}@example.com"),
        Name = Hostile(Limits.PersonName, $"Person {number}"),
        Email = _isLongest ? $"person{number}@{new string('a', 60)}.{new string('b', 60)}.example.com" : $"person{number}@example.com",
    };

    private Question AQuestion(int number, bool isOpen) => new()
    {
        Id = $"{number:D24}",
        Rollout = _rollout.Id,
        Cohort = _rollout.Definition.Cohorts[0].Id,
        Asker = Somebody(number),
        Text = Hostile(Limits.Question, $"Where do I find the lien waivers of project {number}?"),
        AskedAt = Now,
        Answer = isOpen ? null : Hostile(Limits.Question, "In the payments tool."),
        AnsweredBy = isOpen ? null : Somebody(1),
    };

    private static string LongestAddress(int number) => $"{number:D64}@{new string('d', EmailAddress.MaxLength - 69)}.com";

    private RolloutDefinition Definition()
    {
        var playbook = ShippedPlaybooks.Default;
        if (_isLongest)
        {
            playbook = playbook with
            {
                // As many and as long as Limits.TrainingText allows in total.
                Certifications =
                [
                    .. Enumerable.Range(0, 10)
                        .Select(n => new Certification($"c{n}", Hostile(Limits.Title), Url(n, 160), 120, ["project-manager"]))
                ],
                Webinars = [.. Enumerable.Range(0, Limits.Webinars).Select(n => new Webinar($"w{n}", Hostile(60), Url(n, 30), 30, true))],
                Resources = [.. Enumerable.Range(0, 10).Select(n => new Resource(Hostile(60), Url(n, 60), null))],
                NewHires = Hostile(Limits.NewHires),
                Setup =
                [
                    .. Enumerable
                        .Range(0, Limits.SetupItems)
                        .Select(n => new SetupItem($"i{n}", Hostile(Limits.Title), Hostile(Limits.Detail), Url(n, 200))),
                ],
                Tasks =
                [
                    .. Enumerable
                        .Range(0, Limits.PlaybookTasks)
                        .Select(n => new PlaybookTask($"t{n}", Hostile(Limits.Title), Url(n, 160), 30, [])
                        {
                            Detail = Hostile(Limits.Detail),
                        }),
                ],
            };
        }

        var cohorts = _isLongest ? Limits.Cohorts : 3;
        return RolloutDefinition.Start(Hostile(Limits.RolloutName, "Mountain region"), playbook, Zone) with
        {
            Committee = [.. Enumerable.Range(0, _isLongest ? Limits.Committee : 2).Select(Somebody)],
            BestPractices =
            [
                .. Enumerable.Range(0, _isLongest ? Limits.BestPractices : 2).Select(
                    n => new BestPractice(Hostile(40, "Invoice approval"), "https://e.example/" + n, Hostile(250, "Approve by the 25th")))
            ],
            Projects = new ProjectScope
            {
                AllNew = false,
                Listed =
                [
                    .. Enumerable.Range(0, _isLongest ? 150 : 2)
                        .Select(n => new Project(Hostile(60, "Tower"), $"2027-{n:D3}", new LocalDate(2027, 4, 1), true))
                ]
            },
            Message = _isLongest ? new EmailTemplate(Hostile(Limits.EmailSubject), Hostile(Limits.EmailBody)) : playbook.Email,
            Timing = new TimingPlan
            {
                Holidays =
                [
                    .. Enumerable.Range(0, _isLongest ? TimingPlan.MaxHolidays : 2).Select(n => new LocalDate(2028, 1, 1).PlusDays(n))
                ]
            },
            Cohorts = [.. Enumerable.Range(1, cohorts).Select(n => new Cohort
            {
                Id = new CohortId($"c{n}"),
                Name = Hostile(Limits.CohortName - 4, "HQ Denver") + n,
                GoLive = new LocalDate(2027, 3, 15).PlusDays(n % 100),
                Zone = Zone,
                ImplementationManager = n % 2 == 0 ? null : Somebody(n),
                IsCorporate = n == 1,
            })],
        };
    }

    private static string Url(int number, int length) => $"https://e.example/{number:D2}/".PadRight(length, 'x');
}
