using System.Text.RegularExpressions;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 4: the company's own procedures.</summary>
internal sealed partial class BestPracticesStep : IDefinitionStep
{
    private const string List = "practices";

    public int Number => 4;

    public string Title => "Best practices";

    public string Line => "Your company’s own procedures. Everybody gets them at go-live.";

    public bool IsOptional => true;

    public IEnumerable<AdaptiveElement> Body(StepView view) =>
    [
        .. view.ErrorsOf(List),
        Inputs.Text(
            List,
            "One on each line: title | link | text (link or text may be left out)",
            isMultiline: true,
            maxLength: 12_000,
            placeholder: "Invoice approval | https://intranet.company.com/invoices | Approve by the 25th",
            value: view.Value(List, string.Join('\n', view.Definition.BestPractices.Select(practice => LineList.Join(practice.Title, practice.Url, practice.Text))))),
    ];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var errors = new List<FieldError>();
        var practices = new List<BestPractice>();
        foreach (var (line, text) in input.Lines(List))
        {
            if (Read(line, text, errors) is { } practice)
            {
                practices.Add(practice);
            }
        }

        if (practices.Count > Limits.BestPractices)
        {
            errors.Add(new FieldError(List, $"{practices.Count} best practices are too many; at most {Limits.BestPractices}."));
        }

        var length = practices.Sum(practice => practice.Title.Length + (practice.Url?.Length ?? 0) + (practice.Text?.Length ?? 0));
        if (length > Limits.BestPracticesText)
        {
            errors.Add(new FieldError(List, $"All together have {length:N0} characters; at most {Limits.BestPracticesText:N0} fit. Put long texts behind a link."));
        }

        return errors.Count > 0 ? StepOutcome.Reject(errors) : StepOutcome.Accept(view.Definition with { BestPractices = practices });
    }

    public StepInput? FromText(string text, StepView view) => StepInput.FromFields(KeyValuePair.Create(List, text));

    private static BestPractice? Read(int line, string text, List<FieldError> errors)
    {
        var parts = LineList.Parts(text);
        var title = parts[0];
        if (title.Length is 0 or > Limits.Title)
        {
            errors.Add(new FieldError(List, $"Line {line}: the title needs 1 to {Limits.Title} characters."));
            return null;
        }

        if (SingleLine.Problem(title) is { } problem)
        {
            errors.Add(new FieldError(List, $"Line {line}: the title {problem}."));
            return null;
        }

        string? url = null;
        var rest = parts.Skip(1).Where(part => part.Length > 0).ToList();
        if (rest.Count > 0 && SafeLink.TryRead(rest[0], out var link))
        {
            url = link.Url;
            rest.RemoveAt(0);
        }
        else if (rest.Count > 0 && LooksLikeAddress().IsMatch(rest[0]))
        {
            errors.Add(new FieldError(List, $"Line {line}: the link must begin with https:// or http://, without a user name in it."));
            return null;
        }

        var body = rest.Count > 0 ? string.Join(" | ", rest) : null;
        if (url?.Length > Limits.Url)
        {
            errors.Add(new FieldError(List, $"Line {line}: the link has {url.Length:N0} characters; at most {Limits.Url} fit."));
            return null;
        }

        if (body?.Length > Limits.BestPracticeText)
        {
            errors.Add(new FieldError(List, $"Line {line}: the text has {body.Length:N0} characters; at most {Limits.BestPracticeText:N0} fit."));
            return null;
        }

        return new BestPractice(title, url, body);
    }

    // A word with a scheme before it, such as javascript:… or msteams:…, is meant as a link; "Tip: ask first" is not.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]+:\S+$")]
    private static partial Regex LooksLikeAddress();
}
