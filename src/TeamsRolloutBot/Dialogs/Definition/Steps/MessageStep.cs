using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Resources;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Step 9: the welcome e-mail with its merge fields.</summary>
internal sealed class MessageStep : IDefinitionStep
{
    private const string Subject = "subject";
    private const string Content = "body";

    /// <summary>Which step of the definition it is.</summary>
    public const int Position = 9;

    public int Number => Position;

    public string Title => DefinitionTexts.WelcomeEMail;

    public string Line =>
        DefinitionTexts.FieldsInBracesAreFilledIn.With(string.Join(", ", WelcomeEmail.Fields.Select(name => $"{{{name}}}")));

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        foreach (var error in view.ErrorsOf(Subject))
        {
            yield return error;
        }

        var subject = view.Value(Subject, view.Definition.Message.Subject);
        var body = view.Value(Content, view.Definition.Message.Body);
        yield return Inputs.Text(Subject, DefinitionTexts.Subject, maxLength: Limits.EmailSubject, value: subject);
        foreach (var error in view.ErrorsOf(Content))
        {
            yield return error;
        }

        yield return Inputs.Text(Content, DefinitionTexts.Text, isMultiline: true, maxLength: Limits.EmailBody, value: body);
        if (view.Typed is not null && view.Errors.Count == 0)
        {
            var sample = Sample(view);
            yield return CardKit.Title(DefinitionTexts.Preview + Wording.Shorten(WelcomeEmail.Fill(subject, sample), 200));
            yield return CardKit.Lines(Wording.Shorten(WelcomeEmail.Fill(body, sample), 5000), AdaptiveContainerStyle.Emphasis);
        }
    }

    public IEnumerable<StepButton> Buttons(StepView view) => [new(DefinitionTexts.Next, "next"), new(DefinitionTexts.Preview2, "preview")];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var subject = input.Has(Subject) ? input.Text(Subject).ReplaceLineEndings(" ") : view.Definition.Message.Subject;
        var body = input.Has(Content) ? input.Text(Content).ReplaceLineEndings("\n") : view.Definition.Message.Body;
        List<FieldError> errors =
        [
            .. Check(Subject, subject, Limits.EmailSubject), .. CheckLine(Subject, subject), .. Check(Content, body, Limits.EmailBody)
        ];
        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        return new StepOutcome
        {
            Definition = view.Definition with { Message = new EmailTemplate(subject, body) },
            Stay = button == "preview",
            Keep = button == "preview" ? input : null,
        };
    }

    private static IEnumerable<FieldError> CheckLine(string field, string text) =>
        SingleLine.Problem(text) is { } problem ? [new FieldError(field, DefinitionTexts.This.With(problem))] : [];

    private static IEnumerable<FieldError> Check(string field, string text, int most)
    {
        if (text.Length == 0)
        {
            yield return new FieldError(field, DefinitionTexts.ThisCantBeEmpty);
        }
        else if (text.Length > most)
        {
            yield return new FieldError(field, DefinitionTexts.ThisHasCharactersAtMostFit.With(text.Length, most));
        }

        foreach (var unknown in WelcomeEmail.UnknownFields(text))
        {
            yield return new FieldError(
                field,
                DefinitionTexts.ThereIsNoFieldFieldsAre.With(Wording.Shorten(unknown, 40),
                    string.Join(", ", WelcomeEmail.Fields.Select(known => $"{{{known}}}"))));
        }
    }

    private static WelcomeEmailValues Sample(StepView view)
    {
        var definition = view.Definition;
        var role = view.Sample is { } sample
            ? definition.Playbook.FindRole(sample.Role)
            : definition.Playbook.Roles is [var first, ..]
            ? first
            : null;
        var date = definition.Cohorts.Count > 0
            ? new Domain.Timeline.TouchpointDates(
                  definition.Timing, definition.Timing.Calendar, CohortOrder.ByGoLive(definition)[0].GoLive).Invitation
            : view.Today.PlusDays(14);
        return new WelcomeEmailValues(
            view.Sample?.Person.Name ?? DefinitionTexts.MariaLopez,
            role?.Title ?? DefinitionTexts.AMemberOfTheTeam,
            Dates.Day(date),
            string.Join(", ", definition.Playbook.Webinars.Where(webinar => webinar.Required).Select(webinar => webinar.Title)),
            string.Join(
                ", ",
                Checklists.ForMember(definition, role?.Id).Where(task => task.Id.StartsWith("cert.", StringComparison.Ordinal))
                    .Select(task => PlaybookContent.Of(task.Title[Checklists.Certification.Length..]))),
            (definition.Cohorts is [{ ImplementationManager: { } lead }, ..] ? lead : view.Caller.Person).Name);
    }
}
