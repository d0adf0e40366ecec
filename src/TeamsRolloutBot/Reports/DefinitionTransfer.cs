using System.Text.Json;
using NodaTime;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Operations;

namespace TeamsRolloutBot.Reports;

/// <summary>A definition with its people, as it is exported and imported.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Manager">The rollout's manager.</param>
/// <param name="Members">The members of each cohort.</param>
internal sealed record TransferredRollout(
    RolloutDefinition Definition, Person Manager, IReadOnlyDictionary<CohortId, IReadOnlyList<Member>> Members);

/// <summary>Turns rollouts into definition files and back. What a file says wrongly is listed with its place; nothing is guessed.</summary>
internal static class DefinitionTransfer
{
    private const int MostErrors = 20;

    public static string Write(TransferredRollout rollout)
    {
        var definition = rollout.Definition;
        var file = new DefinitionFile
        {
            Format = DefinitionFile.FormatName,
            Version = DefinitionFile.CurrentVersion,
            Name = definition.Name,
            Manager = Entry(rollout.Manager),
            TimeZone = definition.Zone.Id,
            Playbook = definition.Playbook,
            Committee = [.. definition.Committee.Select(Entry)],
            BestPractices = definition.BestPractices,
            Projects = definition.Projects,
            Approach = definition.Approach,
            Strategy = definition.Strategy,
            Message = definition.Message,
            Timing = TimingEntry.From(definition.Timing),
            Cohorts = [.. definition.Cohorts.Select(cohort => new CohortEntry
            {
                Name = cohort.Name,
                Corporate = cohort.IsCorporate,
                Manager = cohort.ImplementationManager is { } lead ? Entry(lead) : null,
                GoLive = cohort.GoLive,
                TimeZone = cohort.Zone.Id,
                Sessions = cohort.Sessions.Count > 0 ? cohort.Sessions : null,
                Members = [.. rollout.Members.GetValueOrDefault(cohort.Id, []).Select(member => new MemberEntry(
                    member.Person.Name, member.Person.Email, member.Role, member.Audience, member.Zone?.Id) { Id = ObjectId(member.Person) })],
            })],
        };
        return JsonSerializer.Serialize(file, DefinitionFileContext.Readable.DefinitionFile);
    }

    /// <summary>Reads a definition file.</summary>
    /// <returns>The rollout, or what is wrong: each entry says where and what to do.</returns>
    public static (TransferredRollout? Rollout, IReadOnlyList<string> Errors) Read(string json)
    {
        DefinitionFile? file;
        try
        {
            file = JsonSerializer.Deserialize(json.TrimStart('\ufeff'), DefinitionFileContext.Readable.DefinitionFile);
        }
        catch (JsonException error)
        {
            return (null, [$"This is not a definition file: line {error.LineNumber + 1}, at {error.Path ?? "the beginning"}: {Plain(error)}"]);
        }

        if (file is null)
        {
            return (null, ["This is not a definition file: it is empty."]);
        }

        var reader = new Reader();
        var rollout = reader.Read(file);
        return reader.Errors.Count > 0 ? (null, [.. reader.Errors.Take(MostErrors)]) : (rollout, []);
    }

    private static string Plain(JsonException error)
    {
        var message = error.Message;
        if (message.Contains("could not be converted to", StringComparison.Ordinal))
        {
            return WhatFits(error.Path ?? string.Empty);
        }

        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        return path > 0 ? message[..path] : message;
    }

    private static string WhatFits(string path)
    {
        if (path.EndsWith(".audience", StringComparison.OrdinalIgnoreCase))
        {
            return OneOf<Audience>();
        }

        if (path.EndsWith(".approach", StringComparison.OrdinalIgnoreCase))
        {
            return OneOf<Approach>();
        }

        if (path.EndsWith(".strategy", StringComparison.OrdinalIgnoreCase))
        {
            return OneOf<Strategy>();
        }

        return path.Contains(".daysOff", StringComparison.OrdinalIgnoreCase)
            ? "write days of the week, such as [\"Saturday\", \"Sunday\"]."
            : "the value has not the form that belongs there; dates are written like 2027-03-15, times like 09:00, numbers without quotes.";

        static string OneOf<T>()
            where T : struct, Enum => $"write {string.Join(", ", Enum.GetNames<T>().SkipLast(1))} or {Enum.GetNames<T>()[^1]}.";
    }

    private static PersonEntry Entry(Person person) => new(person.Name, person.Email) { Id = ObjectId(person) };

    private static string? ObjectId(Person person) => person.Id.IsMail ? null : person.Id.Value;

    private sealed class Reader
    {
        public List<string> Errors { get; } = [];

        public TransferredRollout? Read(DefinitionFile file)
        {
            if (file.Format is not (null or DefinitionFile.FormatName))
            {
                Errors.Add($"format: this file says it is “{Cards.CardKit.Shorten(file.Format, 40)}”, not “{DefinitionFile.FormatName}”.");
            }

            if (file.Version > DefinitionFile.CurrentVersion)
            {
                Errors.Add($"version: this file was written by a newer release (version {file.Version}); this one reads up to {DefinitionFile.CurrentVersion}.");
            }

            var playbook = file.Playbook ?? PayorPlaybook.Create();
            var name = Text("name", file.Name, Limits.RolloutName);
            var manager = PersonOf("manager", file.Manager, required: true) ?? Person.FromEmail("nobody@example.com");
            var zone = ZoneOf("timeZone", file.TimeZone) ?? DateTimeZone.Utc;
            var timing = (file.Timing ?? new TimingEntry()).ToPlan();
            Errors.AddRange(timing.Validate().Select(error => $"timing.{error.Field}: {error.Message}"));
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
                Errors.Add($"cohorts: at most {Limits.Cohorts}.");
            }

            foreach (var twice in cohorts.GroupBy(cohort => cohort.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            {
                Errors.Add($"cohorts: the name “{twice.Key}” is there more than once.");
            }

            var committee = (file.Committee ?? []).Index().Select(entry => PersonOf($"committee[{entry.Index}]", entry.Item, required: true)).OfType<Person>().ToList();
            CheckSizes(file, playbook, committee);
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
                    Projects = file.Projects ?? new ProjectScope(),
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

        private Cohort? CohortOf(int index, CohortEntry entry, DateTimeZone standard)
        {
            var place = $"cohorts[{index}]";
            var name = Text($"{place}.name", entry.Name, Limits.CohortName);
            if (entry.GoLive is not { } goLive)
            {
                Errors.Add($"{place}.goLive: the go-live date is missing; write it like 2027-03-15.");
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
                Sessions = entry.Sessions ?? [],
            };
        }

        private List<Member> MembersOf(string place, IReadOnlyList<MemberEntry> entries, Playbook playbook)
        {
            if (entries.Count > Limits.MembersPerCohort)
            {
                Errors.Add($"{place}: at most {Limits.MembersPerCohort:N0} people in a cohort.");
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

                var role = entry.Role is null
                    ? null
                    : playbook.Roles.FirstOrDefault(r => string.Equals(r.Id, entry.Role, StringComparison.OrdinalIgnoreCase) || string.Equals(r.Title, entry.Role, StringComparison.OrdinalIgnoreCase));
                if (entry.Role is { Length: > 0 } && role is null)
                {
                    Errors.Add($"{here}.role: there is no role “{Cards.CardKit.Shorten(entry.Role, 60)}” in the playbook.");
                }

                var zone = entry.TimeZone is null ? null : ZoneOf($"{here}.timeZone", entry.TimeZone);
                if (!members.TryAdd(person.Id, new Member { Person = person, Role = role?.Id, Audience = entry.Audience ?? Audience.Internal, Zone = zone }))
                {
                    Errors.Add($"{here}: {person.Email ?? person.Id.Value} is in this cohort twice.");
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
                    Errors.Add($"{place}: somebody has to be named here, with an e-mail address.");
                }

                return null;
            }

            var id = entry.Id is null ? null : PersonId.Parse(entry.Id);
            if (entry.Id is not null && id is null)
            {
                Errors.Add($"{place}.id: this is not an Entra object id.");
                return null;
            }

            if (!EmailAddress.IsValid(entry.Email) && (id is null || entry.Email is not null))
            {
                Errors.Add($"{place}.email: “{Cards.CardKit.Shorten(entry.Email ?? string.Empty, 60)}” is not an e-mail address.");
                return null;
            }

            var name = entry.Name?.Trim() ?? string.Empty;
            if (name.Length > Limits.PersonName)
            {
                Errors.Add($"{place}.name: at most {Limits.PersonName} characters.");
                return null;
            }

            var person = entry.Email is null ? new Person { Id = id!.Value, Name = name } : Person.FromEmail(entry.Email, name);
            return id is { } known ? person with { Id = known } : person;
        }

        private DateTimeZone? ZoneOf(string place, string? name)
        {
            if (name is not null && Zones.Find(name) is { } zone)
            {
                return zone;
            }

            Errors.Add($"{place}: there is no time zone “{Cards.CardKit.Shorten(name ?? string.Empty, 60)}”. Write it like America/Denver.");
            return null;
        }

        private string Text(string place, string? text, int most)
        {
            var trimmed = text?.Trim() ?? string.Empty;
            if (trimmed.Length == 0 || trimmed.Length > most)
            {
                Errors.Add(trimmed.Length == 0 ? $"{place}: this is missing." : $"{place}: {trimmed.Length:N0} characters; at most {most} fit.");
            }

            return trimmed;
        }

        private void CheckSizes(DefinitionFile file, Playbook playbook, List<Person> committee)
        {
            Most("committee", committee.Count, Limits.Committee);
            Most("bestPractices", file.BestPractices?.Count ?? 0, Limits.BestPractices);
            Most("projects.listed", file.Projects?.Listed.Count ?? 0, Limits.Projects);
            Most("playbook.certifications", playbook.Certifications.Count, Limits.Certifications);
            Most("playbook.webinars", playbook.Webinars.Count, Limits.Webinars);
            Most("playbook.resources", playbook.Resources.Count, Limits.Resources);
            Most("playbook.roles", playbook.Roles.Count, Limits.Roles);
            Most("playbook: characters of all titles and links together", TrainingText(playbook), Limits.TrainingText);
            Most("bestPractices: characters together", (file.BestPractices ?? []).Sum(p => (p.Title?.Length ?? 0) + (p.Url?.Length ?? 0) + (p.Text?.Length ?? 0)), Limits.BestPracticesText);
            Most("playbook.roles: longest title", playbook.Roles.Select(role => role.Title?.Length ?? 0).DefaultIfEmpty().Max(), Limits.Title);
            Most("playbook.newHires: characters", playbook.NewHires?.Length ?? 0, Limits.NewHires);
            Most("projects: longest name", (file.Projects?.Listed ?? []).Select(project => project.Name?.Length ?? 0).DefaultIfEmpty().Max(), Limits.Title);
            foreach (var url in playbook.Certifications.Select(c => c.Url).Concat(playbook.Webinars.Select(w => w.Url)).Concat(playbook.Resources.Select(r => r.Url))
                .Concat((file.BestPractices ?? []).Select(p => p.Url)).Where(url => !string.IsNullOrEmpty(url)))
            {
                if (!Protocol.AdaptiveCards.SafeLink.TryCreate(url, out _) || url!.Length > Limits.Url)
                {
                    Errors.Add($"“{Cards.CardKit.Shorten(url!, 80)}” is not a link: it must begin with https:// or http://, without a user name in it, and have at most {Limits.Url} characters.");
                }
            }

            foreach (var title in playbook.Certifications.Select(c => c.Title).Concat(playbook.Webinars.Select(w => w.Title)).Concat(playbook.Agenda.Select(a => a.Title))
                .Concat((file.BestPractices ?? []).Select(p => p.Title)).Where(title => title is null or { Length: 0 or > Limits.Title }))
            {
                Errors.Add($"A title has 1 to {Limits.Title} characters; “{Cards.CardKit.Shorten(title ?? string.Empty, 40)}” does not.");
            }

            foreach (var id in playbook.Certifications.Select(c => c.Id).Concat(playbook.Webinars.Select(w => w.Id)).Concat(playbook.Agenda.Select(a => a.Id)).Concat(playbook.Roles.Select(r => r.Id))
                .Where(id => id is not { Length: > 0 and <= 60 } || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            {
                Errors.Add($"An id in the playbook has letters, digits and hyphens only; “{Cards.CardKit.Shorten(id ?? string.Empty, 40)}” does not.");
            }

            if ((file.Message?.Body.Length ?? 0) > Limits.EmailBody || (file.Message?.Subject.Length ?? 0) > Limits.EmailSubject)
            {
                Errors.Add($"message: the subject has at most {Limits.EmailSubject} characters, the text at most {Limits.EmailBody:N0}.");
            }

            static int TrainingText(Playbook playbook) =>
                playbook.Certifications.Sum(c => (c.Title?.Length ?? 0) + (c.Url?.Length ?? 0) + ((c.Roles?.Count ?? 0) * 20))
                + playbook.Webinars.Sum(w => (w.Title?.Length ?? 0) + (w.Url?.Length ?? 0))
                + playbook.Resources.Sum(r => (r.Title?.Length ?? 0) + (r.Url?.Length ?? 0));

            void Most(string place, int count, int most)
            {
                if (count > most)
                {
                    Errors.Add($"{place}: {count} are too many; at most {most}.");
                }
            }
        }
    }
}
