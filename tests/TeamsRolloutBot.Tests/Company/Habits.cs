using System.Text.Json.Nodes;
using TeamsRolloutBot.Tests.Dialogs;

namespace TeamsRolloutBot.Tests.Company;

/// <summary>
/// What each person does on a day, depending on their habit and what they have received; recorded
/// in the ledger as they do it.
/// </summary>
internal sealed class Habits(BotUnderTest bot, Ledger ledger)
{
    private static readonly LocalDate AsksOn = new(2027, 4, 22);
    private readonly HashSet<(Employee, string)> _answered = [];
    private readonly HashSet<(Employee, int Office, int CheckIn)> _putOff = [];

    public async Task ActAsync(LocalDate day)
    {
        foreach (var employee in Staff.All)
        {
            await AnswerQuestionsAsync(employee);
            if (ledger.IsMember(employee))
            {
                await TickAsync(employee);
                await AnswerCheckInsAsync(employee);
            }

            if (employee.Habit == Habit.Asking && day == AsksOn)
            {
                await bot.SayAsync(employee.Person, "ask How do I take a payment back?");
                ledger.QuestionsOpen++;
            }
        }
    }

    private async Task TickAsync(Employee employee)
    {
        var letters = ledger.Letters[employee];
        var ticks = ledger.Ticks[employee];
        var most = employee.Habit switch
        {
            _ when employee.IsDiligent => letters.Any(letter => letter.IsChecklist) ? int.MaxValue : 0,
            Habit.Late => letters.Any(letter => letter.IsGoLive) ? int.MaxValue : letters.Any(letter => letter.IsReminder) ? 2 : 0,
            Habit.SayingNo => letters.Any(letter => letter.IsChecklist) ? 3 : 0,
            _ => 0,
        };
        if (ticks.Count >= most || Ledger.TasksOf(employee).FirstOrDefault(task => !ticks.Contains(task)) is not { } next)
        {
            return;
        }

        var card = letters.Last(letter => letter.IsChecklist || letter.IsReminder);
        await bot.PressAsync(employee.Person, "task.set", Data(card, ("task", next), ("done", true)));
        ticks.Add(next);
    }

    private async Task AnswerCheckInsAsync(Employee employee)
    {
        foreach (var letter in ledger.Letters[employee].Where(letter =>
            letter.IsCheckIn && letter.Offices.Any(office => !IsAnswered(employee, letter, office))).ToList())
        {
            var isNudged = ledger.Letters[employee].Any(nudge =>
                nudge.IsNudge && nudge.Office == letter.Office && nudge.CheckIn == letter.CheckIn);
            switch (employee.Habit)
            {
                case Habit.Late when isNudged:
                    await AnswerAsync(employee, letter, letter.CheckIn <= 2 ? "partly" : "yes");
                    break;
                case Habit.SayingNo:
                    await AnswerAsync(employee, letter, letter.CheckIn <= 3 ? "no" : "yes", ("blocker", "No access to the budget tool"));
                    break;
                case Habit.PuttingOff when isNudged:
                    await AnswerAsync(employee, letter, "yes");
                    break;
                case Habit.PuttingOff when _putOff.Add((employee, letter.Office, letter.CheckIn)):
                    await bot.PressAsync(employee.Person, "checkin.snooze", Data(letter));
                    break;
                case Habit.Asking when letter.CheckIn == 1:
                    await AnswerAsync(employee, letter, "yes", ("question", "Who approves the first invoice?"));
                    ledger.QuestionsOpen++;
                    break;
                case not Habit.PuttingOff when employee.IsDiligent:
                    await AnswerAsync(employee, letter, "yes");
                    break;
            }
        }
    }

    private bool IsAnswered(Employee employee, Letter letter, int office) =>
        !ledger.Members.Contains((employee, office)) || ledger.Answers.ContainsKey((employee, office, Ledger.NumberIn(letter, office)));

    private async Task AnswerAsync(Employee employee, Letter letter, string usage, params (string Name, JsonNode Value)[] more)
    {
        var said = await bot.PressAsync(employee.Person, "checkin.answer", Data(letter, [("usage", usage), .. more]));
        Assert.Contains("Thank you", said, StringComparison.Ordinal);
        foreach (var office in letter.Offices.Where(office => ledger.Members.Contains((employee, office))))
        {
            ledger.Answers[(employee, office, Ledger.NumberIn(letter, office))] = usage;
        }
    }

    // On the day after it arrived.
    private async Task AnswerQuestionsAsync(Employee employee)
    {
        foreach (var letter in ledger.Letters[employee].Where(letter => letter.IsQuestion && employee.Leads > 0).ToList())
        {
            var id = (string)letter.Data["question"]!;
            if (letter.At + Duration.FromHours(12) < bot.Now && _answered.Add((employee, id)))
            {
                var said = await bot.PressAsync(employee.Person, "question.answer", Data(letter, ("answer", "Ask the controller.")));
                Assert.Contains("QUESTION · ANSWERED", said, StringComparison.Ordinal);
                ledger.QuestionsOpen--;
            }
        }
    }

    private static JsonObject Data(Letter letter, params (string Name, JsonNode Value)[] more)
    {
        var data = letter.Data.DeepClone().AsObject();
        foreach (var (name, value) in more)
        {
            data[name] = value;
        }

        return data;
    }
}
