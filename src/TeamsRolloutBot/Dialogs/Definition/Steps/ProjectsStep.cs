using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// Step 5: all new projects or a list. Projects under way require checking with the vendor first.
/// </summary>
internal sealed class ProjectsStep : IDefinitionStep
{
    private const string Scope = "scope";
    private const string List = "projects";
    private const string Confirmed = "confirmed";
    private const string Contact = "contact";
    private const string AllNew = "all";

    public int Number => 5;

    public bool TakesFiles => true;

    public string Title => DefinitionTexts.Projects;

    public string Line => DefinitionTexts.WhichProjectsAreBroughtOnline;

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        var projects = view.Definition.Projects;
        yield return Inputs.Choices(
            Scope,
            DefinitionTexts.Projects,
            [Inputs.Choice(DefinitionTexts.AllNewProjects, AllNew), Inputs.Choice(DefinitionTexts.OnlyTheseProjects, "list")],
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(Scope, projects.AllNew ? AllNew : "list"));
        foreach (var error in view.ErrorsOf(List))
        {
            yield return error;
        }

        yield return Inputs.Text(
            List,
            DefinitionTexts.OneOnEachLineNameNumber,
            isMultiline: true,
            maxLength: Limits.ProjectsText,
            placeholder: DefinitionTexts.RiversideTower2027014202704,
            value: view.Value(List, ProjectLines.Write(projects.Listed)));
        var shown = view.Typed is { } typed && typed.Has(List) ? ProjectLines.Read(typed.Raw(List), view.Today).Projects : projects.Listed;
        var underWay = shown.Any(project => project.UnderWay) || view.Errors.Any(error => error.Field is Confirmed or Contact);
        if (!underWay)
        {
            // Shown upfront, before anything is missing.
            yield return Cards.CardKit.Subtle(
                DefinitionTexts.UnderWayInAnotherSystem.With(PlaybookContent.Of(view.Definition.Playbook.SwitchingAdvice)));
            yield break;
        }

        yield return Cards.CardKit.Notice(
            AdaptiveContainerStyle.Warning,
            DefinitionTexts.UnderWayInAnotherSystem2 + CardText.Escape(PlaybookContent.Of(view.Definition.Playbook.SwitchingAdvice)));
        foreach (var error in view.ErrorsOf(Confirmed).Concat(view.ErrorsOf(Contact)))
        {
            yield return error;
        }

        yield return Inputs.Toggle(
            Confirmed,
            DefinitionTexts.GoOnAllTheSame,
            DefinitionTexts.YesWeDiscussedItWithThe,
            value: view.Value(Confirmed, projects.VendorContact is null ? "false" : "true"));
        yield return Inputs.Text(
            Contact,
            DefinitionTexts.NameOfTheVendorsContact,
            maxLength: Limits.PersonName,
            value: view.Value(Contact, projects.VendorContact ?? string.Empty));
    }

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var stored = view.Definition.Projects.Listed;
        var (projects, remarks) = input.IsUntouched(List, ProjectLines.Write(stored))
            ? (stored, new LineRemarks())
            : ProjectLines.Read(input.Raw(List), view.Today);
        var errors = remarks.Problems.Select(problem => new FieldError(List, problem)).ToList();
        var allNew = input.Text(Scope) is AllNew or "";
        if (!allNew && projects.Count == 0 && errors.Count == 0)
        {
            errors.Add(new FieldError(List, DefinitionTexts.ListAtLeastOneProjectOr));
        }

        if (projects.Count > Limits.Projects)
        {
            errors.Add(new FieldError(List, DefinitionTexts.ProjectsAreTooManyForOne.With(projects.Count, Limits.Projects)));
        }

        if (ProjectLines.LengthOf(projects) is var length && length > Limits.ProjectsText)
        {
            errors.Add(
                new FieldError(
                    List,
                    DefinitionTexts.TheListHasCharactersAtMost.With(length, Limits.ProjectsText)));
        }

        string? contact = null;
        if (errors.Count == 0 && !allNew && projects.Any(project => project.UnderWay))
        {
            contact = ReadConfirmation(input, errors);
        }

        return errors.Count > 0
            ? StepOutcome.Reject(errors)
            : StepOutcome.Accept(
                view.Definition with
                {
                    Projects = new ProjectScope
                    {
                        AllNew = allNew,
                        Listed = projects,
                        VendorContact = contact,
                    },
                }
            ) with
            {
                Notice = ReadBack.Lines(remarks),
            };
    }

    public StepInput? FromText(string text, StepView view) =>
        TypedText.Fold(text).ToLowerInvariant() is AllNew or "all new" or "all projects" or "all new projects"
            ? StepInput.FromFields(KeyValuePair.Create(Scope, AllNew))
            : StepInput.FromFields(KeyValuePair.Create(Scope, "list"), KeyValuePair.Create(List, text));

    private static string? ReadConfirmation(StepInput input, List<FieldError> errors)
    {
        var contact = input.Text(Contact);
        if (!input.IsTrue(Confirmed))
        {
            errors.Add(
                new FieldError(
                    Confirmed,
                    DefinitionTexts.AProjectIsUnderWayIn));
        }
        else if (contact.Length is 0 or > Limits.PersonName)
        {
            errors.Add(new FieldError(Contact, DefinitionTexts.SayWhoAtTheVendorYou));
        }
        else if (SingleLine.Problem(contact) is { } problem)
        {
            errors.Add(new FieldError(Contact, DefinitionTexts.TheName.With(problem)));
        }

        return contact;
    }
}
