using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Asks which roles the job titles of a list are, each once.</summary>
internal static class JobTitleQuestions
{
    private const string Field = "jobTitle";
    private const string NoRole = "none";

    // Each question shows all roles; the others follow once these are answered.
    private const int MostChoices = 40;

    /// <summary>The questions that are open, with the role that fits the title best.</summary>
    /// <param name="playbook">The playbook whose titles are asked about.</param>
    /// <param name="chosen">What was chosen in a field, else what is proposed; null: nothing was
    /// chosen yet.</param>
    public static IEnumerable<AdaptiveElement> Elements(Playbook playbook, Func<string, string, string>? chosen = null)
    {
        var open = playbook.JobTitles.Index().Where(title => title.Item.IsOpen).ToList();
        if (open.Count == 0 || playbook.Roles.Count == 0)
        {
            yield break;
        }

        yield return CardKit.Title(ManagerTexts.WhichRolesAreThese);
        foreach (var (index, title) in open.Take(Math.Clamp(MostChoices / playbook.Roles.Count, 1, 5)))
        {
            yield return Inputs.Choices(
                Field + index,
                ManagerTexts.People4.With(Wording.Shorten(title.Title, 60), title.Waiting),
                [.. playbook.Roles.Select(role => Inputs.Choice(role.Title, role.Id)), Inputs.Choice(ManagerTexts.NoneOfThese, NoRole)],
                value: Guess(title.Title, playbook)?.Id is var guess && chosen is null
                    ? guess
                    : chosen(Field + index, guess ?? string.Empty),
                placeholder: ManagerTexts.ChooseTheRole);
        }
    }

    /// <summary>What was chosen.</summary>
    /// <param name="playbook">The playbook whose questions were asked.</param>
    /// <param name="chosen">The value of an input by its id; empty where nothing was
    /// chosen.</param>
    public static IReadOnlyList<JobTitle> Read(Playbook playbook, Func<string, string> chosen) =>
    [
        .. playbook.JobTitles.Index()
            .Where(title => title.Item.IsOpen)
            .Select(title => (title.Item, Choice: chosen(Field + title.Index)))
            .Where(title => title.Choice == NoRole || playbook.FindRole(title.Choice) is not null)
            .Select(title => title.Item with { Role = title.Choice == NoRole ? null : title.Choice, Waiting = 0 }),
    ];

    /// <summary>What was chosen, as plain sentences.</summary>
    public static string Said(Playbook playbook, IReadOnlyList<JobTitle> said) => string.Join(' ', said.Select(title =>
        ManagerTexts.Is.With(title.Title, playbook.FindRole(title.Role)?.Title ?? ManagerTexts.NoneOfTheRoles)));

    // The role, or a title that is known to be one, whose words are all in the title: “Senior Cost
    // Accountant” is an
    // accountant. Of several the longest.
    private static Role? Guess(string title, Playbook playbook)
    {
        var words = Words(title);
        var known = playbook.JobTitles.Where(each => !each.IsOpen).Select(each => (each.Title, Role: playbook.FindRole(each.Role)));
        return playbook.Roles.Select(role => (role.Title, Role: (Role?)role)).Concat(known)
            .Where(each => each.Role is not null && Words(each.Title).All(words.Contains))
            .OrderByDescending(each => each.Title.Length)
            .Select(each => each.Role)
            .FirstOrDefault();

        static string[] Words(string text) =>
            TypedText.Fold(text).ToLowerInvariant().Split([' ', '/', ',', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
    }
}
