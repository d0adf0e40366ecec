using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>
/// Step 3: certifications by role, required webinars, resources by audience, and how new hires are onboarded. What is
/// changed most is ticked;
/// the lists behind it open on demand.
/// </summary>
internal sealed class TrainingStep : IDefinitionStep
{
    private const string Required = "webinars";
    private const string NewHires = "newHires";
    private const string Certifications = "certifications";
    private const string Webinars = "webinarList";
    private const string Resources = "resources";
    private const string Lists = "lists";

    public int Number => 3;

    public string Title => "Onboarding and training";

    public string Line => "What each person has to complete before training. The playbook’s choice is filled in.";

    public IEnumerable<AdaptiveElement> Body(StepView view)
    {
        var playbook = view.Definition.Playbook;
        yield return new AdaptiveFactSet
        {
            Facts = [.. playbook.Roles.Take(10).Select(role => new AdaptiveFact(CardText.Escape(role.Title), CardText.Escape(CertificationsOf(playbook, role))))],
        };
        yield return Inputs.Choices(
            Required,
            "Required webinars",
            [.. playbook.Webinars.Select(webinar => Inputs.Choice(webinar.Title, webinar.Id))],
            isMultiSelect: true,
            style: AdaptiveChoiceInputStyle.Expanded,
            value: view.Value(Required, string.Join(',', playbook.Webinars.Where(webinar => webinar.Required).Select(webinar => webinar.Id))));
        foreach (var error in view.ErrorsOf(NewHires))
        {
            yield return error;
        }

        yield return Inputs.Text(
            NewHires,
            "How are new hires onboarded who join later?",
            isMultiline: true,
            maxLength: Limits.NewHires,
            value: view.Value(NewHires, playbook.NewHires));
        yield return new AdaptiveActionSet
        {
            Actions = [new AdaptiveToggleVisibilityAction { TargetElements = [new(Lists)], Title = "Certifications, webinars, resources" }],
        };
        yield return new AdaptiveContainer
        {
            Items = [.. ListFields(view, playbook)],
            Id = Lists,
            IsVisible = view.Errors.Any(error => error.Field is Certifications or Webinars or Resources),
        };
    }

    public StepOutcome Submit(StepView view, StepInput input, string button)
    {
        var playbook = view.Definition.Playbook;
        var errors = new List<FieldError>();
        var newHires = input.Has(NewHires) ? input.Text(NewHires) : playbook.NewHires;
        if (newHires.Length > Limits.NewHires)
        {
            errors.Add(new FieldError(NewHires, $"This has {newHires.Length:N0} characters; at most {Limits.NewHires:N0} fit."));
        }

        var lines = new TrainingLines(playbook);
        var certifications = Read(input, Certifications, playbook.Certifications, lines.WriteCertifications(), lines.ReadCertifications, errors);
        var webinars = Read(input, Webinars, playbook.Webinars, lines.WriteWebinars(), lines.ReadWebinars, errors);
        var resources = Read(input, Resources, playbook.Resources, lines.WriteResources(), TrainingLines.ReadResources, errors);
        AtMost(certifications.Count, Limits.Certifications, Certifications, "certifications", errors);
        AtMost(webinars.Count, Limits.Webinars, Webinars, "webinars", errors);
        AtMost(resources.Count, Limits.Resources, Resources, "resources", errors);
        CheckLength(certifications, webinars, resources, errors);
        if (errors.Count > 0)
        {
            return StepOutcome.Reject(errors);
        }

        if (input.Has(Required))
        {
            // The ticks say what is required among the webinars they showed; one that was typed just now says it itself.
            var ticked = input.Values(Required).ToHashSet();
            webinars = [.. webinars.Select(webinar =>
                playbook.Webinars.Any(known => known.Id == webinar.Id) ? webinar with { Required = ticked.Contains(webinar.Id) } : webinar)];
        }

        return StepOutcome.Accept(view.Definition with
        {
            Playbook = playbook with { NewHires = newHires, Certifications = certifications, Webinars = webinars, Resources = resources },
        });
    }

    private static string CertificationsOf(Playbook playbook, Role role) =>
        string.Join(", ", playbook.Certifications.Where(c => c.IsFoundational || c.Roles.Contains(role.Id)).Select(c => c.Title));

    private static IEnumerable<AdaptiveElement> ListFields(StepView view, Playbook playbook)
    {
        var lines = new TrainingLines(playbook);
        foreach (var (id, label, stored) in new[]
        {
            (Certifications, "Certifications: title | roles, or everybody | minutes | link", lines.WriteCertifications()),
            (Webinars, "Webinars: title | minutes | link", lines.WriteWebinars()),
            (Resources, "Resources: title | internal, external or both | link", lines.WriteResources()),
        })
        {
            foreach (var error in view.ErrorsOf(id))
            {
                yield return error;
            }

            yield return Inputs.Text(id, label, isMultiline: true, maxLength: 6000, value: view.Value(id, stored));
        }
    }

    // A client that shows these lists closed may leave them out.
    private static IReadOnlyList<T> Read<T>(
        StepInput input, string field, IReadOnlyList<T> stored, string shown, Func<string?, (IReadOnlyList<T> Entries, LineRemarks Remarks)> read, List<FieldError> errors)
    {
        if (!input.Has(field) || input.IsUntouched(field, shown))
        {
            return stored;
        }

        var (entries, remarks) = read(input.Raw(field));
        errors.AddRange(remarks.Problems.Select(problem => new FieldError(field, problem)));
        return entries;
    }

    /// <summary>The lists stand in one card: what they hold together is bounded, not only each.</summary>
    private static void CheckLength(
        IReadOnlyList<Certification> certifications, IReadOnlyList<Webinar> webinars, IReadOnlyList<Resource> resources, List<FieldError> errors)
    {
        var length = certifications.Sum(c => c.Title.Length + c.Url.Length + (c.Roles.Count * 20))
            + webinars.Sum(w => w.Title.Length + w.Url.Length)
            + resources.Sum(r => r.Title.Length + r.Url.Length);
        if (length > Limits.TrainingText)
        {
            errors.Add(new FieldError(Certifications, $"Certifications, webinars and resources have {length:N0} characters together; at most {Limits.TrainingText:N0} fit. Use shorter titles or links."));
        }
    }

    private static void AtMost(int count, int most, string field, string what, List<FieldError> errors)
    {
        if (count > most)
        {
            errors.Add(new FieldError(field, $"{count} {what} are too many; at most {most}."));
        }
    }
}
