using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// Step 9: the welcome e-mail with its merge fields, one language at a time. Pressing any button
/// saves the text shown.
/// </summary>
internal sealed class MessageStep : IDefinitionStep
{
    private const string Preview = "preview";

    /// <summary>The step's number.</summary>
    public const int Position = 9;

    public int Number => Position;

    public string Title => DefinitionTexts.WelcomeEMail;

    public string Line =>
        DefinitionTexts.FieldsInBracesAreFilledIn.With(string.Join(", ", WelcomeEmail.Fields.Select(name => $"{{{name}}}")));

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        var email = view.Definition.Message;
        var main = MessageFields.MainOf(email);
        var fields = MessageFields.Shown(view);
        var stored = MessageFields.Offer(view.Definition, fields.Language);
        foreach (var error in view.ErrorsOf(fields.Subject))
        {
            yield return error;
        }

        var name = fields.Language.Name;
        var subject = view.Value(fields.Subject, stored.Subject);
        var body = view.Value(fields.Body, stored.Body);
        yield return Inputs.Text(fields.Subject, DefinitionTexts.SubjectIn.With(name), maxLength: Limits.EmailSubject, value: subject);
        foreach (var error in view.ErrorsOf(fields.Body))
        {
            yield return error;
        }

        yield return Inputs.Text(
            fields.Body, DefinitionTexts.TextIn.With(name), isMultiline: true, maxLength: Limits.EmailBody, value: body);
        yield return CardKit.Small(string.Join(" · ", Language.All.Select(language => Standing(view, language, main))));
        yield return new AdaptiveActionSet
        {
            Actions =
            [
                .. Language.All.Where(language => language != fields.Language).Select(language => Actions.Execute(
                    language.Name, CardVerbs.DefineNext,
                    StepData.For(
                        view, StepData.Target(view, Position) with { Button = fields.Button(MessageFields.Opens(language)) }),
                    about: DefinitionTexts.WelcomeEMail)),
            ],
        };
        if (view.Typed is not null && view.Errors.Count == 0)
        {
            var sample = fields.Language.Write(() => Sample(view));
            yield return CardKit.Title(DefinitionTexts.Preview + Wording.Shorten(WelcomeEmail.Fill(subject, sample), 200));
            yield return CardKit.Lines(Wording.Shorten(WelcomeEmail.Fill(body, sample), 5000), AdaptiveContainerStyle.Emphasis);
        }
    }

    public IEnumerable<StepButton> Buttons(StepView view)
    {
        var fields = MessageFields.Shown(view);
        return [new(DefinitionTexts.Next, fields.Button("next")), new(DefinitionTexts.Preview2, fields.Button(Preview))];
    }

    public StepInput? Place(StepView view, StepInput input) =>
        MessageFields.In(input, view.Definition.Message) is { IsMain: false } fields ? MessageFields.Open(fields.Language) : null;

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var (fields, pressed) = MessageFields.Pressed(button, input, view.Definition.Message);
        var shown = MessageFields.Offer(view.Definition, fields.Language);
        var isTyped = fields.IsTyped(input, button);
        var subject = isTyped ? input.Text(fields.Subject).ReplaceLineEndings(" ") : shown.Subject;
        var body = isTyped ? input.Text(fields.Body).ReplaceLineEndings("\n") : shown.Body;
        var isTakenOut = !fields.IsMain && subject.Length == 0 && body.Length == 0;
        List<FieldError> errors = isTakenOut
            ? []
            :
            [
                .. Check(fields.Subject, subject, Limits.EmailSubject), .. CheckLine(fields.Subject, subject),
                .. Check(fields.Body, body, Limits.EmailBody)
            ];
        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        var other = MessageFields.LanguageOf(pressed);
        var text = isTakenOut ? null : new EmailTemplate(subject, body);
        return new StepOutcome
        {
            Definition = view.Definition with { Message = fields.Put(view.Definition.Message, shown, text) },
            Stay = pressed == Preview || other is not null,
            Keep = other is not null ? MessageFields.Open(other)
                : pressed == Preview ? (fields.IsMain ? input : MessageFields.Open(fields.Language))
                : null,
        };
    }

    // The text that readers of a language get.
    private static string Standing(StepView view, Language language, Language main)
    {
        var email = view.Definition.Message;
        return (language == main && !MessageFields.IsStandard(email) ? DefinitionTexts.EmailIsYours
            : email.IsTranslated(language) ? DefinitionTexts.EmailIsTranslated
            : MessageFields.IsStandard(email) ? DefinitionTexts.EmailIsStandard
            : DefinitionTexts.EmailIsYoursToo).With(language.Name);
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
            role is null ? DefinitionTexts.AMemberOfTheTeam : PlaybookContent.Of(role.Title),
            Dates.Day(date),
            string.Join(", ", definition.Playbook.Webinars.Where(webinar => webinar.Required)
                .Select(webinar => PlaybookContent.Of(webinar.Title))),
            string.Join(
                ", ",
                Checklists.ForMember(definition, role?.Id).Where(task => task.Id.StartsWith("cert.", StringComparison.Ordinal))
                    .Select(task => PlaybookContent.Of(task.Title[Checklists.Certification.Length..]))),
            (definition.Cohorts is [{ ImplementationManager: { } lead }, ..] ? lead : view.Caller.Person).Name);
    }
}
