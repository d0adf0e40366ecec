using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>
/// Builds a rollout from a definition file. Errors are collected with their place; nothing is
/// guessed.
/// </summary>
internal sealed class DefinitionReader
{
    public List<string> Errors { get; } = [];

    public TransferredRollout? Read(DefinitionFile file)
    {
        CheckFormat(file);
        var playbook = file.Playbook is { } own ? Complete(own) : ShippedPlaybooks.Default;
        var name = Text("name", file.Name, Limits.RolloutName);
        var manager = PersonOf("manager", file.Manager, required: true) ?? Person.FromEmail("nobody@example.com");
        var zone = ZoneOf("timeZone", file.TimeZone) ?? DateTimeZone.Utc;
        var timing = (file.Timing ?? new TimingEntry()).ToPlan();
        Errors.AddRange(timing.Validate().Select(error => $"timing.{error.Field}: {error.Message}"));
        var (cohorts, members) = CohortsOf(file, zone, playbook);
        var committee = (file.Committee ?? []).Index().Select(entry => PersonOf($"committee[{entry.Index}]", entry.Item, required: true))
            .OfType<Person>().ToList();
        Errors.AddRange(DefinitionLimits.Check(file, playbook, committee.Count));
        if (Errors.Count > 0)
        {
            return null;
        }

        return new TransferredRollout(
            new RolloutDefinition
            {
                Name = name,
                Playbook = playbook,
                Committee = committee,
                BestPractices = file.BestPractices ?? [],
                Projects = file.Projects is { } projects
                    ? projects with
                    {
                        Listed = [.. projects.Listed.Select(project => project with { Number = project.Number ?? string.Empty })]
                    }
                    : new ProjectScope(),
                Approach = file.Approach ?? Approach.Phased,
                Strategy = file.Strategy ?? Strategy.ByOffice,
                Cohorts = cohorts,
                Message = file.Message ?? playbook.Email,
                Timing = timing,
                Zone = zone,
            },
            manager,
            members);
    }

    private void CheckFormat(DefinitionFile file)
    {
        if (file.Format is not (null or DefinitionFile.FormatName))
        {
            Errors.Add(ReadingTexts.FormatThisFileSaysItIs.With(Wording.Shorten(file.Format, 40), DefinitionFile.FormatName));
        }

        if (file.Version > DefinitionFile.CurrentVersion)
        {
            Errors.Add(ReadingTexts.VersionThisFileWasWrittenBy.With(file.Version, DefinitionFile.CurrentVersion));
        }
    }

    private (List<Cohort> Cohorts, Dictionary<CohortId, IReadOnlyList<Member>> Members) CohortsOf(
        DefinitionFile file, DateTimeZone zone, Playbook playbook)
    {
        var cohorts = new List<Cohort>();
        var members = new Dictionary<CohortId, IReadOnlyList<Member>>();
        foreach (var (index, entry) in (file.Cohorts ?? []).Index())
        {
            if (CohortOf(index, entry, zone) is { } cohort)
            {
                cohorts.Add(cohort);
                members[cohort.Id] = MembersOf($"cohorts[{index}].members", entry.Members ?? [], playbook);
            }
        }

        if (cohorts.Count > Limits.Cohorts)
        {
            Errors.Add(ReadingTexts.CohortsAtMost.With(Limits.Cohorts));
        }

        foreach (var twice in cohorts.GroupBy(cohort => cohort.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            Errors.Add(ReadingTexts.CohortsTheNameIsThereMore.With(twice.Key));
        }

        return (cohorts, members);
    }

    // Omitted links and texts become empty.
    public static Playbook Complete(Playbook playbook) => playbook with
    {
        Certifications =
        [
            .. playbook.Certifications.Select(certification => certification with { Url = certification.Url ?? string.Empty })
        ],
        Webinars = [.. playbook.Webinars.Select(webinar => webinar with { Url = webinar.Url ?? string.Empty })],
        Resources = [.. playbook.Resources.Select(resource => resource with { Url = resource.Url ?? string.Empty })],
        JobTitles = [.. playbook.JobTitles.Select(title => title with { Waiting = 0 })],
        Agenda = [.. playbook.Agenda.Select(topic => topic with { Content = topic.Content ?? string.Empty })],
    };

    private Cohort? CohortOf(int index, CohortEntry entry, DateTimeZone standard)
    {
        var place = $"cohorts[{index}]";
        var name = Text($"{place}.name", entry.Name, Limits.CohortName);
        if (entry.GoLive is not { } goLive)
        {
            Errors.Add(ReadingTexts.GoLiveTheGoLiveDateIs.With(place));
            return null;
        }

        return new Cohort
        {
            Id = new CohortId($"c{index + 1}"),
            Name = name,
            GoLive = goLive,
            Zone = entry.TimeZone is null ? standard : ZoneOf($"{place}.timeZone", entry.TimeZone) ?? standard,
            IsCorporate = entry.Corporate ?? false,
            ImplementationManager = PersonOf($"{place}.manager", entry.Manager, required: false),
            Sessions = [.. (entry.Sessions ?? []).Select(session => session with { PlannedBy = null })],
        };
    }

    private List<Member> MembersOf(string place, IReadOnlyList<MemberEntry> entries, Playbook playbook)
    {
        if (entries.Count > Limits.MembersPerCohort)
        {
            Errors.Add(ReadingTexts.AtMostPeopleInACohort.With(place, Limits.MembersPerCohort));
            return [];
        }

        var members = new Dictionary<PersonId, Member>();
        foreach (var (index, entry) in entries.Index())
        {
            var here = $"{place}[{index}]";
            if (PersonOf(here, new PersonEntry(entry.Name, entry.Email) { Id = entry.Id }, required: true) is not { } person)
            {
                continue;
            }

            var role = entry.Role is null ? null : playbook.RoleOf(entry.Role);
            if (entry.Role is { Length: > 0 } && role is null)
            {
                Errors.Add(ReadingTexts.RoleThereIsNoRoleIn.With(here, Wording.Shorten(entry.Role, 60)));
            }

            var zone = entry.TimeZone is null ? null : ZoneOf($"{here}.timeZone", entry.TimeZone);
            if (
                !members.TryAdd(
                    person.Id,
                    new Member
                    {
                        Person = person,
                        Role = role?.Id,
                        Audience = entry.Audience ?? Audience.Internal,
                        Zone = zone,
                        Language = Language.Find(entry.Language),
                    }
                )
            )
            {
                Errors.Add(ReadingTexts.IsInThisCohortTwice.With(here, person.Email ?? person.Id.Value));
            }
        }

        return [.. members.Values];
    }

    private Person? PersonOf(string place, PersonEntry? entry, bool required)
    {
        if (entry is null)
        {
            if (required)
            {
                Errors.Add(ReadingTexts.SomebodyHasToBeNamedHere.With(place));
            }

            return null;
        }

        var id = entry.Id is null ? null : PersonId.Parse(entry.Id);
        if (entry.Id is not null && id is null)
        {
            Errors.Add(ReadingTexts.IdThisIsNotAnEntra.With(place));
            return null;
        }

        if (!EmailAddress.IsValid(entry.Email) && (id is null || entry.Email is not null))
        {
            Errors.Add(ReadingTexts.EmailIsNotAnEMail.With(place, Wording.Shorten(entry.Email ?? string.Empty, 60)));
            return null;
        }

        var name = SingleLine.Trim(entry.Name);
        if (name.Length > Limits.PersonName || SingleLine.Problem(name) is not null)
        {
            Errors.Add(
                SingleLine.Problem(name) is { } problem
                    ? ReadingTexts.NameThis.With(place, problem)
                    : ReadingTexts.NameAtMostCharacters.With(place, Limits.PersonName));
            return null;
        }

        var person = entry.Email is null ? new Person { Id = id!.Value, Name = name } : Person.FromEmail(entry.Email, name);
        return id is { } known ? person with { Id = known } : person;
    }

    private DateTimeZone? ZoneOf(string place, string? name)
    {
        var reading = ZoneNames.Read(name ?? string.Empty);
        if (reading.Problem is { } problem)
        {
            Errors.Add($"{place}: {problem}");
        }

        return reading.Zone;
    }

    private string Text(string place, string? text, int most)
    {
        var trimmed = SingleLine.Trim(text);
        if (trimmed.Length == 0 || trimmed.Length > most)
        {
            Errors.Add(
                trimmed.Length == 0
                    ? ReadingTexts.ThisIsMissing.With(place)
                    : ReadingTexts.CharactersAtMostFit2.With(place, trimmed.Length, most));
        }
        else if (SingleLine.Problem(trimmed) is { } problem)
        {
            Errors.Add(ReadingTexts.This.With(place, problem));
        }

        return trimmed;
    }
}
