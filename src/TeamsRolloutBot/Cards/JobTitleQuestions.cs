using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>Asks once for each unknown job title of a list which role it means.</summary>
internal static class JobTitleQuestions
{
    private const string Field = "jobTitle";
    private const string NoRole = "none";

    // Each question lists all roles, so only a few fit. The rest follow once these are answered.
    private const int MostChoices = 40;

    /// <summary>The open questions, each with the best-matching role preselected.</summary>
    /// <param name="playbook">The playbook with the unknown titles.</param>
    /// <param name="chosen">Returns the value of a field, or the given proposal if unset; null if
    /// nothing was chosen yet.</param>
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

    /// <summary>Reads the answers.</summary>
    /// <param name="playbook">The playbook the questions were about.</param>
    /// <param name="chosen">Returns the value of an input by its id; empty if unset.</param>
    public static IReadOnlyList<JobTitle> Read(Playbook playbook, Func<string, string> chosen) =>
    [
        .. playbook.JobTitles.Index()
            .Where(title => title.Item.IsOpen)
            .Select(title => (title.Item, Choice: chosen(Field + title.Index)))
            .Where(title => title.Choice == NoRole || playbook.FindRole(title.Choice) is not null)
            .Select(title => title.Item with { Role = title.Choice == NoRole ? null : title.Choice, Waiting = 0 }),
    ];

    /// <summary>The answers, as plain sentences.</summary>
    public static string Said(Playbook playbook, IReadOnlyList<JobTitle> said) => string.Join(' ', said.Select(title =>
        ManagerTexts.Is.With(title.Title, playbook.FindRole(title.Role)?.Title ?? ManagerTexts.NoneOfTheRoles)));

    // Finds the role title or known job title whose words all occur in the title, such as
    // “Accountant” in “Senior Cost Accountant”. The longest match wins.
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
