using System.Text;
using NodaTime.Text;
using TeamsRolloutBot.Tests.Infrastructure;
using Xunit.Abstractions;

namespace TeamsRolloutBot.Tests.Company;

/// <summary>
/// A company goes through a rollout: three offices in three zones, with their clock changes, sixty
/// people with their own habits, fourteen weeks.
/// </summary>
public sealed class CompanyTests(ITestOutputHelper output)
{
    private static readonly LocalDate First = new(2027, 2, 22);
    private static readonly LocalDate Last = new(2027, 5, 31);
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("ddd MMM dd HH:mm");

    [Fact]
    public async Task Everybody_gets_what_the_timeline_says_and_the_status_is_what_they_did()
    {
        await using var life = await CompanyLife.LaunchAsync();
        var differences = new List<string>();
        for (var day = First; day <= Last; day = day.PlusDays(1))
        {
            await life.LiveAsync(day);
            differences.AddRange(await new StatusCount(life).CompareAsync(day));
        }

        differences.ForEach(output.WriteLine);
        Assert.Empty(differences);
        await Snapshot.AssertAsync(Write(life), "tests", "TeamsRolloutBot.Tests", "Company", "messages.txt");
    }

    // Everything that each person received, one per line: the local time and the card's header.
    private static string Write(CompanyLife life)
    {
        var text = new StringBuilder();
        Write(text, "Robin Hale, who leads the rollout", DateTimeZoneProviders.Tzdb["America/Denver"], life.ManagersLetters);
        foreach (var employee in Staff.All)
        {
            var offices = string.Join(" and ", employee.Offices.Select(office => Staff.Offices[office - 1].Name));
            var part = employee.Leads > 0 ? $", leads {Staff.Offices[employee.Leads - 1].Name}" : string.Empty;
            var where = offices.Length > 0 ? $" · {offices}" : string.Empty;
            Write(text, $"{employee.Person.Name} · {employee.Habit}{where}{part} · {employee.ReadsIn.Id}", employee.ReadsIn,
                life.Ledger.Letters[employee]);
        }

        return text.ToString();
    }

    // An e-mail and a chat message that are due at the same time go out a minute apart, in either
    // order.
    private static Instant Rounded(Instant at) =>
        at - Duration.FromTicks(at.ToUnixTimeTicks() % Duration.FromMinutes(5).BclCompatibleTicks);

    private static void Write(StringBuilder text, string who, DateTimeZone zone, IReadOnlyList<Letter> letters)
    {
        text.Append("== ").Append(who).Append('\n');

        // Messages within the same minutes have no order here.
        foreach (var letter in letters.OrderBy(letter => Rounded(letter.At)).ThenBy(letter => letter.Where, StringComparer.Ordinal)
            .ThenBy(letter => letter.Title, StringComparer.Ordinal))
        {
            string[] parts = [Stamp.Format(Rounded(letter.At).InZone(zone).LocalDateTime), letter.Where, letter.Title, letter.Line,
                letter.Fact];
            text.AppendJoin(" | ", parts.Where(part => part.Length > 0)).Append('\n');
        }

        text.Append('\n');
    }
}
