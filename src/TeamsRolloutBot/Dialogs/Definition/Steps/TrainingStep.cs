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
    private const string Everybody = "everybody";

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

        var certifications = input.Has(Certifications) ? ReadCertifications(input, playbook, errors) : playbook.Certifications;
        var webinars = input.Has(Webinars) ? ReadWebinars(input, playbook, errors) : playbook.Webinars;
        var resources = input.Has(Resources) ? ReadResources(input, errors) : playbook.Resources;
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
        foreach (var (id, label, stored) in new[]
        {
            (Certifications, "Certifications: title | roles, or everybody | minutes | link", string.Join('\n', playbook.Certifications.Select(c => LineOf(c, playbook)))),
            (Webinars, "Webinars: title | minutes | link", string.Join('\n', playbook.Webinars.Select(w => LineList.Join(w.Title, w.Minutes.ToString(), w.Url)))),
            (Resources, "Resources: title | internal, external or both | link", string.Join('\n', playbook.Resources.Select(r => LineList.Join(r.Title, r.Audience?.ToString().ToLowerInvariant() ?? "both", r.Url)))),
        })
        {
            foreach (var error in view.ErrorsOf(id))
            {
                yield return error;
            }

            yield return Inputs.Text(id, label, isMultiline: true, maxLength: 6000, value: view.Value(id, stored));
        }
    }

    private static string LineOf(Certification certification, Playbook playbook) => LineList.Join(
        certification.Title,
        certification.IsFoundational ? Everybody : string.Join(", ", certification.Roles.Select(id => playbook.FindRole(id)?.Title ?? id)),
        certification.Minutes.ToString(),
        certification.Url);

    private static List<Certification> ReadCertifications(StepInput input, Playbook playbook, List<FieldError> errors)
    {
        var known = playbook.Certifications.GroupBy(c => c.Title, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var taken = playbook.Certifications.Select(c => c.Id).ToHashSet();
        var list = new List<Certification>();
        foreach (var (line, text) in input.Lines(Certifications))
        {
            var parts = LineList.Parts(text);
            var roles = new List<string>();
            var names = parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
            foreach (var name in names.Where(name => !string.Equals(name, Everybody, StringComparison.OrdinalIgnoreCase)))
            {
                var role = playbook.Roles.FirstOrDefault(r => TypedText.Same(r.Title, name));
                if (role is null)
                {
                    errors.Add(new FieldError(Certifications, $"Line {line}: there is no role “{Cards.CardKit.Shorten(name, 60)}”. Roles are: {string.Join(", ", playbook.Roles.Select(r => r.Title))}; or write “everybody”."));
                }
                else
                {
                    roles.Add(role.Id);
                }
            }

            if (CommonParts(Certifications, line, parts, 2, errors) is var (title, minutes, url))
            {
                list.Add(known.TryGetValue(title, out var before)
                    ? before with { Roles = roles, Minutes = minutes, Url = url }
                    : new Certification(LineList.IdFor(title, taken), title, url, minutes, roles));
            }
        }

        AtMost(list.Count, Limits.Certifications, Certifications, "certifications", errors);
        return list;
    }

    private static List<Webinar> ReadWebinars(StepInput input, Playbook playbook, List<FieldError> errors)
    {
        var known = playbook.Webinars.GroupBy(w => w.Title, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var taken = playbook.Webinars.Select(w => w.Id).ToHashSet();
        var list = new List<Webinar>();
        foreach (var (line, text) in input.Lines(Webinars))
        {
            if (CommonParts(Webinars, line, LineList.Parts(text), 1, errors) is var (title, minutes, url))
            {
                list.Add(known.TryGetValue(title, out var before)
                    ? before with { Minutes = minutes, Url = url }
                    : new Webinar(LineList.IdFor(title, taken), title, url, minutes, Required: true));
            }
        }

        AtMost(list.Count, Limits.Webinars, Webinars, "webinars", errors);
        return list;
    }

    private static List<Resource> ReadResources(StepInput input, List<FieldError> errors)
    {
        var list = new List<Resource>();
        foreach (var (line, text) in input.Lines(Resources))
        {
            var parts = LineList.Parts(text);
            var audience = parts.Length > 1 ? parts[1].ToLowerInvariant() : "both";
            if (audience is not ("internal" or "external" or "both" or ""))
            {
                errors.Add(new FieldError(Resources, $"Line {line}: write internal, external or both, not “{Cards.CardKit.Shorten(parts[1], 60)}”."));
            }

            if (CommonParts(Resources, line, [parts[0], "0", .. parts.Skip(2)], 1, errors) is var (title, _, url))
            {
                list.Add(new Resource(title, url, audience switch { "internal" => Audience.Internal, "external" => Audience.External, _ => null }));
            }
        }

        AtMost(list.Count, Limits.Resources, Resources, "resources", errors);
        return list;
    }

    private static (string Title, int Minutes, string Url)? CommonParts(
        string field, int line, string[] parts, int minutesAt, List<FieldError> errors)
    {
        var before = errors.Count;
        if (parts[0].Length is 0 or > Limits.Title)
        {
            errors.Add(new FieldError(field, $"Line {line}: the title needs 1 to {Limits.Title} characters."));
        }
        else if (SingleLine.Problem(parts[0]) is { } problem)
        {
            errors.Add(new FieldError(field, $"Line {line}: the title {problem}."));
        }

        var minutes = 0;
        if (parts.Length > minutesAt && parts[minutesAt].Length > 0 && (!int.TryParse(parts[minutesAt], out minutes) || minutes is < 0 or > Limits.TrainingMinutes))
        {
            errors.Add(new FieldError(field, $"Line {line}: “{Cards.CardKit.Shorten(parts[minutesAt], 30)}” is not a number of minutes (0 to {Limits.TrainingMinutes:N0})."));
        }

        var url = string.Empty;
        if (parts.Length > minutesAt + 1 && parts[minutesAt + 1].Length > 0)
        {
            if (SafeLink.TryRead(parts[minutesAt + 1], out var link) && link.Url.Length <= Limits.Url)
            {
                url = link.Url;
            }
            else
            {
                errors.Add(new FieldError(field, $"Line {line}: the link must begin with https:// or http://, without a user name in it, and have at most {Limits.Url} characters."));
            }
        }

        return errors.Count == before ? (parts[0], minutes, url) : null;
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
