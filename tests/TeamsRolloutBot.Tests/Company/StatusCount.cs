using System.Text.Json.Nodes;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Company;

/// <summary>
/// Counts a day's status from the ledger alone, by the rule in the product's contract, and compares
/// it with the cards that the rollout's manager sees.
/// </summary>
internal sealed class StatusCount(CompanyLife life)
{
    private static readonly string[] NotBegun = ["starts Mar 8", "starts Mar 8", "starts Mar 22"];

    private readonly Ledger _ledger = life.Ledger;

    /// <returns>The differences, one per line.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(LocalDate day)
    {
        var differences = new List<string>();
        var status = await TextsAsync("status.show", 1);
        for (var office = 1; office <= Staff.Offices.Count; office++)
        {
            var name = Staff.Offices[office - 1].Name;
            Compare($"{day} {name}", Row(status, name), Expected(office));
            Compare($"{day} {name} answers", Answers(await TextsAsync("answers.list", office)), ExpectedAnswers(office));
        }

        var members = _ledger.Members.ToList();
        var atRisk = members.Where(member => IsAtRisk(member.Who, member.Office)).Select(member => member.Who).Distinct().Count();
        var risk = atRisk == 0 ? null : $"{atRisk} {(atRisk == 1 ? "person is" : "people are")} at risk";
        Compare($"{day} at risk", Needs(status, " at risk"), risk ?? string.Empty);
        var open = _ledger.QuestionsOpen;
        Compare($"{day} questions", Needs(status, "an answer"), open == 0 ? string.Empty
            : $"{open} question{(open == 1 ? " is waiting" : "s are waiting")} for an answer");
        Compare($"{day} people", Facts(JsonNode.Parse(await life.Bot.PressForJsonAsync(TestPerson.Robin, "report.closing", life.Data(1)))),
            ExpectedFacts());
        return differences;

        void Compare(string what, string card, string counted)
        {
            if (card != counted)
            {
                differences.Add($"{what}: the card says “{card}”, counted “{counted}”");
            }
        }
    }

    private async Task<List<string>> TextsAsync(string verb, int office) =>
        [.. Letter.Texts(JsonNode.Parse(await life.Bot.PressForJsonAsync(TestPerson.Robin, verb, life.Data(office))))];

    // Each person once, however many offices they are in.
    private string ExpectedFacts()
    {
        var people = _ledger.Members.Select(member => member.Who).Distinct().ToList();
        var ready = people.Count(person => _ledger.Ticks[person].Count == Ledger.TasksOf(person).Count);
        var atRisk = people.Count(person => _ledger.Members.Any(member => member.Who == person && IsAtRisk(person, member.Office)));
        return $"{people.Count} people in 3 cohorts / {ready} / {People(people.Count(person => _ledger.Ticks[person].Count == 0))} / "
            + People(atRisk);

        static string People(int count) => count == 1 ? "1 person" : $"{count} people";
    }

    private static string Facts(JsonNode? card) => string.Join(" / ", card!["value"]!["body"]!.AsArray()
        .Single(element => (string?)element!["type"] == "FactSet")!["facts"]!.AsArray()
        .Where(fact => (string?)fact!["title"] is "People" or "Finished phase 1" or "Never started" or "At risk")
        .Select(fact => (string?)fact!["value"]));

    private string Expected(int office)
    {
        var members = _ledger.In(office).ToList();
        var today = life.Bot.Now.InZone(DateTimeZoneProviders.Tzdb[Staff.Offices[office - 1].Zone]).Date;
        var plan = OfficeDays.Of(office);
        var tasks = members.Sum(member => Ledger.TasksOf(member).Count);
        var done = members.Sum(member => _ledger.Ticks[member].Count);
        var reached = members.Count(member => _ledger.Letters[member].Any(letter => letter.IsChecklist && letter.Offices.Contains(office)));
        var ready = members.Count(member => _ledger.Ticks[member].Count == Ledger.TasksOf(member).Count);
        var trained = _ledger.Attended.TryGetValue(office, out var attended) ? attended.Count(members.Contains) : 0;
        var last = members.Select(member => LastAnswer(member, office)).ToList();
        var health = today < plan.Checklist ? NotBegun[office - 1]
            : IsBehind(office, members, today, plan, (tasks, done, reached), last) ? "⚠ behind"
            : reached < members.Count && today == plan.Checklist ? "? unknown"
            : today >= plan.GoLive && plan.NewestAnswered(today) == 0 ? "? unknown"
            : "✓ on track";
        var numbers = $"reached {reached} of {members.Count} · ready {ready} · trained {trained}";
        if (today >= plan.GoLive)
        {
            numbers += $" · use it: {Of("yes")} yes, {Of("partly")} partly, {Of("no")} no, {last.Count(answer => answer is null)} silent";
        }

        var percent = tasks == 0 ? "–" : $"{100 * done / tasks}%";
        var phase = today < plan.Checklist ? "Not started" : today < plan.Invitation ? "Phase 1" : today < plan.GoLive ? "Phase 2"
            : "Phase 3";
        var row = $"{phase} · go-live {plan.Entered} · {members.Count} people / {percent} / {health}";
        return today < plan.Checklist ? row : $"{row} / {numbers}";

        int Of(string answer) => last.Count(each => each == answer);
    }

    private bool IsBehind(
        int office, List<Employee> members, LocalDate today, OfficeDays plan, (int Tasks, int Done, int Reached) count,
        List<string?> last)
    {
        var left = Math.Max(0, Period.DaysBetween(today, plan.GoLive));
        var all = Period.DaysBetween(plan.Checklist, plan.GoLive);
        var isLate = (count.Tasks - count.Done) * all > count.Tasks * left;
        var isMissed = _ledger.Attended.TryGetValue(office, out var attended) && members.Any(member => !attended.Contains(member));
        if ((today > plan.Checklist && count.Reached < members.Count) || isLate || isMissed)
        {
            return true;
        }

        var newest = plan.NewestAnswered(today);
        if (today < plan.GoLive || newest == 0)
        {
            return false;
        }

        var sent = members.Count(member => _ledger.CheckIns(member, office).Any(checkIn => checkIn.Number == newest));
        var answered = members.Count(member => _ledger.Answers.ContainsKey((member, office, newest)));
        var isQuiet = newest < 5 ? answered * 3 < sent * 2 : answered * 2 < sent;
        return isQuiet || last.Count(answer => answer == "no") * 10 > last.Count(answer => answer is not null);
    }

    private string ExpectedAnswers(int office)
    {
        var members = _ledger.In(office).ToList();
        var rows = new List<string>();
        for (var number = 6; number > 0; number--)
        {
            var got = members.Where(member => _ledger.CheckIns(member, office).Any(checkIn => checkIn.Number == number)).ToList();
            var said = got.Select(member => _ledger.Answers.GetValueOrDefault((member, office, number))).ToList();
            if (got.Count > 0)
            {
                var counts = $"{Of("yes")} yes · {Of("partly")} partly · {Of("no")} no · {Of(null)} silent";
                rows.Add($"{number}: {counts} / {got.Count - Of(null)} of {got.Count}");
            }

            int Of(string? usage) => said.Count(answer => answer == usage);
        }

        return string.Join(", ", rows);
    }

    // The last two answers are no, or the last three check-ins are unanswered; the newest counts
    // once its nudge has gone out.
    private bool IsAtRisk(Employee employee, int office)
    {
        var due = _ledger.CheckIns(employee, office).Where(checkIn => checkIn.IsOverdue || AnswerTo(checkIn.Number) is not null)
            .Select(checkIn => AnswerTo(checkIn.Number)).ToList();
        var answers = due.Where(answer => answer is not null).TakeLast(2).ToList();
        return (due.Count >= 3 && due.TakeLast(3).All(answer => answer is null))
            || (answers.Count == 2 && answers.All(answer => answer == "no"));

        string? AnswerTo(int number) => _ledger.Answers.GetValueOrDefault((employee, office, number));
    }

    private string? LastAnswer(Employee employee, int office) =>
        Enumerable.Range(1, 6).Select(number => _ledger.Answers.GetValueOrDefault((employee, office, number)))
            .LastOrDefault(answer => answer is not null);

    // The texts after a cohort's name in its row.
    private static string Row(List<string> texts, string name)
    {
        var at = Enumerable.Range(0, texts.Count - 1)
            .First(index => texts[index] == name && texts[index + 1].Contains(" · go-live ", StringComparison.Ordinal));
        return string.Join(" / ", texts.Skip(at + 1).Take(4)
            .Where((text, index) => index < 3 || text.StartsWith("reached", StringComparison.Ordinal)));
    }

    private static string Answers(List<string> texts) => string.Join(", ", texts
        .Select((text, index) => (Text: text, Index: index))
        .Where(text => text.Text.StartsWith("Check-in ", StringComparison.Ordinal)
            && texts[text.Index + 1].Contains(" silent", StringComparison.Ordinal))
        .Select(text => $"{text.Text["Check-in ".Length..]}: {texts[text.Index + 1]} / {texts[text.Index + 2]}"));

    private static string Needs(List<string> texts, string part) =>
        texts.FirstOrDefault(text =>
            text.Contains(part, StringComparison.Ordinal) && char.IsAsciiDigit(text[0]))?.Split(':')[0] ?? string.Empty;
}
