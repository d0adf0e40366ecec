using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// Step 3: certifications by role, required webinars, resources by audience, and onboarding of new
/// hires. Frequent changes are checkboxes; the full lists open on demand.
/// </summary>
internal sealed class TrainingStep : IDefinitionStep
{
    private const string Required = "webinars";
    private const string NewHires = "newHires";
    private const string Certifications = "certifications";
    private const string Webinars = "webinarList";
    private const string Resources = "resources";
    private const string Roles = "roles";
    private const string Agenda = "agenda";
    private const string AccountLink = "accountLink";
    private const string SandboxLink = "sandboxLink";
    private const string Closed = "lists";

    public int Number => 3;

    public string Title => DefinitionTexts.OnboardingAndTraining;

    public string Line => DefinitionTexts.WhatEachPersonHasToComplete;

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        var playbook = view.Definition.Playbook;
        yield return new AdaptiveFactSet
        {
            Facts =
            [
                .. playbook.Roles.Take(10)
                    .Select(role => new AdaptiveFact(CardText.Escape(role.Title), CardText.Escape(CertificationsOf(playbook, role))))
            ],
        };
        yield return Inputs.Choices(
            Required,
            DefinitionTexts.RequiredWebinars,
            [.. playbook.Webinars.Select(webinar => Inputs.Choice(webinar.Title, webinar.Id))],
            isMultiSelect: true,
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(
                Required, string.Join(',', playbook.Webinars.Where(webinar => webinar.Required).Select(webinar => webinar.Id))));
        foreach (var error in view.ErrorsOf(NewHires))
        {
            yield return error;
        }

        yield return Inputs.Text(
            NewHires,
            DefinitionTexts.HowAreNewHiresOnboardedWho,
            isMultiline: true,
            maxLength: Limits.NewHires,
            value: view.Value(NewHires, playbook.NewHires));
        yield return new AdaptiveActionSet
        {
            Actions = [new AdaptiveToggleVisibilityAction { TargetElements = [new(Closed)],
                Title = DefinitionTexts.RolesCoursesAgendaLinks }],
        };
        yield return new AdaptiveContainer
        {
            Items = [.. ListFields(view, playbook)],
            Id = Closed,
            IsVisible = HasTypedList(view, playbook),
        };
    }

    public IReadOnlyCollection<string> Emptied(StepInput input) =>
        input.Has(Roles) && input.Has(Agenda)
            ? [Required, NewHires, Certifications, Webinars, Resources, AccountLink, SandboxLink]
            : [];

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var stored = view.Definition.Playbook;
        var errors = new List<FieldError>();
        var newHires = input.Has(NewHires) ? input.Text(NewHires) : stored.NewHires;
        if (newHires.Length > Limits.NewHires)
        {
            errors.Add(new FieldError(NewHires, DefinitionTexts.ThisHasCharactersAtMostFit.With(newHires.Length, Limits.NewHires)));
        }

        // Roles first: a certification may refer to a new one.
        var before = new TrainingLines(stored);
        var playbook = stored with
        {
            NewHires = newHires,
            Roles = Read(input, Roles, stored.Roles, before.WriteRoles(), before.ReadRoles, errors),
            Agenda = Read(input, Agenda, stored.Agenda, before.WriteAgenda(), before.ReadAgenda, errors),
            AccountUrl = input.Has(AccountLink) ? ReadLink(input, AccountLink, errors) : stored.AccountUrl,
            SandboxUrl = input.Has(SandboxLink) ? ReadLink(input, SandboxLink, errors) : stored.SandboxUrl,
        };
        var lines = new TrainingLines(playbook);
        playbook = playbook with
        {
            Certifications = Read(
                input, Certifications, stored.Certifications, before.WriteCertifications(), lines.ReadCertifications, errors),
            Webinars = Read(input, Webinars, stored.Webinars, before.WriteWebinars(), lines.ReadWebinars, errors),
            Resources = Read(input, Resources, stored.Resources, before.WriteResources(), lines.ReadResources, errors),
        };
        TrainingLimits.Check(playbook, errors);
        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        return StepOutcome.Accept(
            view.Definition with
            {
                Playbook = input.Has(Required) ? WithRequired(playbook, stored, input.Values(Required).ToHashSet()) : playbook
            });
    }

    // The checkboxes decide for the webinars they showed; a webinar typed just now says for itself
    // whether it is required.
    private static Playbook WithRequired(Playbook playbook, Playbook shown, HashSet<string> ticked) => playbook with
    {
        Webinars =
        [
            .. playbook.Webinars.Select(
                webinar =>
                    shown.Webinars.Any(known => known.Id == webinar.Id) ? webinar with { Required = ticked.Contains(webinar.Id) } : webinar)
        ],
    };

    private static string? ReadLink(StepInput input, string field, List<FieldError> errors)
    {
        var (url, problem) = LineLinks.Read(input.Text(field));
        if (problem is not null)
        {
            errors.Add(new FieldError(field, char.ToUpperInvariant(problem[0]) + problem[1..]));
        }

        return url.Length == 0 ? null : url;
    }

    private static bool HasTypedList(StepView view, Playbook playbook) =>
        view.Errors.Any(error => error.Field != NewHires)
        || Lists(playbook).Any(list => view.Typed is { } typed && typed.Has(list.Id) && !typed.IsUntouched(list.Id, list.Stored));

    private static string CertificationsOf(Playbook playbook, Role role) =>
        string.Join(", ", playbook.Certifications.Where(c => c.IsFoundational || c.Roles.Contains(role.Id)).Select(c => c.Title));

    private static IEnumerable<AdaptiveElement> ListFields(StepView view, Playbook playbook)
    {
        foreach (var (id, label, stored, example) in Lists(playbook))
        {
            foreach (var error in view.ErrorsOf(id))
            {
                yield return error;
            }

            yield return Inputs.Text(
                id, label, isMultiline: id is not (AccountLink or SandboxLink), maxLength: 6000, value: view.Value(id, stored));
            if (example is not null)
            {
                yield return CardKit.Subtle(DefinitionTexts.Example.With(example), AdaptiveSpacing.Small);
            }
        }
    }

    private static (string Id, string Label, string Stored, string? Example)[] Lists(Playbook playbook)
    {
        var lines = new TrainingLines(playbook);
        return
        [
            (Roles, DefinitionTexts.RolesOneOnEachLine, lines.WriteRoles(), null),
            (Certifications, DefinitionTexts.CertificationsTitleRolesOrEverybody, lines.WriteCertifications(),
                DefinitionTexts.CertificationProjectManagerProjectManager),
            (Webinars, DefinitionTexts.WebinarsTitleMinutesLink, lines.WriteWebinars(),
                DefinitionTexts.PayingSubcontractors30HttpsLearnExample),
            (Resources, DefinitionTexts.ResourcesTitleInternalExternalOrBoth, lines.WriteResources(),
                DefinitionTexts.QuickGuideExternalHttpsLearnExample),
            (Agenda, DefinitionTexts.AgendaOfTheTrainingTopicContent, lines.WriteAgenda(), DefinitionTexts.InvoicesHowAnInvoiceIsApproved),
            (AccountLink, DefinitionTexts.LinkOfTheTaskSetUp, playbook.AccountUrl ?? string.Empty, null),
            (SandboxLink, DefinitionTexts.LinkOfTheSandboxTestProject, playbook.SandboxUrl ?? string.Empty, null),
        ];
    }

    // A client may omit these lists while they are collapsed.
    private static IReadOnlyList<T> Read<T>(
        StepInput input, string field, IReadOnlyList<T> stored, string shown, Func<string?, (
            IReadOnlyList<T> Entries, LineRemarks Remarks)> read, List<FieldError> errors)
    {
        if (!input.Has(field) || input.IsUntouched(field, shown))
        {
            return stored;
        }

        var (entries, remarks) = read(input.Raw(field));
        errors.AddRange(remarks.Problems.Select(problem => new FieldError(field, problem)));
        return entries;
    }
}
