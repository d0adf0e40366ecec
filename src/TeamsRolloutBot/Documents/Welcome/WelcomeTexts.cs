using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Documents;

/// <summary>A cohort's finished welcome e-mails, one for each role and language.</summary>
/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Texts">Role, number of people, addresses, subject and body.</param>
internal sealed record HandOverModel(
    RolloutId RolloutId, Cohort Cohort, IReadOnlyList<(string Role, int People, string Addresses, string Subject, string Body)> Texts)
{
    /// <summary>Requested by a person rather than due.</summary>
    public bool IsAskedFor { get; init; }
}

/// <summary>A finished welcome e-mail, as plain text.</summary>
internal sealed record WelcomeText(string Subject, string Body)
{
    /// <summary>The section below the text; null for none.</summary>
    public WelcomeGuide? Guide { get; init; }

    /// <summary>The text including the section below it.</summary>
    public string Plain => Guide is null ? Body : $"{Body.TrimEnd()}\n\n{Guide.Plain}";
}

/// <summary>
/// Writes a cohort's welcome e-mails: one per person, or one per role with all its recipients.
/// </summary>
internal sealed class WelcomeTexts(CohortRepository cohorts, UserRepository users, AppLink app, IClock clock)
{
    public async Task<HandOverModel> ReadAsync(StoredRollout rollout, Cohort cohort, CancellationToken ct)
    {
        var members = new List<Participant>();
        await foreach (var participant in cohorts.ListParticipantsAsync(new CohortKey(rollout.Id, cohort.Id), ct: ct))
        {
            if (participant.IsPresent)
            {
                members.Add(participant);
            }
        }

        var references = await users.FindReferencesAsync(rollout.TenantId, [.. members.Select(member => member.Person.Id)], ct);
        var groups = members
            .Zip(references, (member, reference) => (Member: member, Language: UserReference.LanguageOf(reference, member)))
            .GroupBy(each => (each.Member.Role, each.Language), each => each.Member)
            .OrderByDescending(group => group.Count())
            .ToList();
        var areSeveral = groups.Select(group => group.Key.Language).Distinct().Count() > 1;
        var texts = groups
            .Select(group => group.Key.Language.Write(
                () => Text(rollout, cohort, group.Key.Role, [.. group], areSeveral ? group.Key.Language : null)))
            .ToList();
        return new HandOverModel(rollout.Id, cohort, texts);
    }

    /// <summary>The e-mail to one person.</summary>
    public WelcomeText Of(StoredRollout rollout, Cohort cohort, Participant member) =>
        Fill(rollout, ValuesOf(rollout, cohort, member)) with
        {
            Guide = WelcomeGuide.Of(rollout, cohort, member.Role, member.Zone, clock.GetCurrentInstant()),
        };

    /// <summary>The merge field values for one person.</summary>
    public WelcomeEmailValues ValuesOf(StoredRollout rollout, Cohort cohort, Participant member) =>
        Values(rollout, cohort, member.Role, member.Person.Name);

    private (string Role, int People, string Addresses, string Subject, string Body) Text(
        StoredRollout rollout, Cohort cohort, string? role, IReadOnlyList<Participant> people, Language? language)
    {
        var text = Fill(rollout, Values(rollout, cohort, role, people is [var only] ? only.Person.Name : MemberTexts.Everybody)) with
        {
            Guide = WelcomeGuide.Of(rollout, cohort, role, zone: null, clock.GetCurrentInstant()),
        };
        var title = PlaybookContent.Of(rollout.Definition.Playbook.FindRole(role)?.Title ?? MemberTexts.WithoutARole);
        return (
            language is null ? title : $"{title} · {language.Name}",
            people.Count,
            string.Join("; ", people.Select(person => person.Person.Email).Where(address => address is not null)),
            text.Subject,
            text.Plain);
    }

    // The subject is a single line, whatever a name contains.
    private static WelcomeText Fill(StoredRollout rollout, WelcomeEmailValues values) => new(
        WelcomeEmail.Fill(rollout.Definition.Message.In(Language.Current).Subject, values).ReplaceLineEndings(" "),
        WelcomeEmail.Fill(rollout.Definition.Message.In(Language.Current).Body, values));

    private WelcomeEmailValues Values(StoredRollout rollout, Cohort cohort, string? role, string name)
    {
        var definition = rollout.Definition;
        return new WelcomeEmailValues(
            name,
            definition.Playbook.FindRole(role)?.Title ?? MemberTexts.AMemberOfTheTeam,
            TrainingDate(definition, cohort),
            string.Join(
                ", ", definition.Playbook.Webinars.Where(webinar => webinar.Required).Select(webinar => PlaybookContent.Of(webinar.Title))),
            string.Join(", ", Checklists.ForMember(definition, role)
                .Where(task => task.Title.StartsWith(Checklists.Certification, StringComparison.Ordinal))
                .Select(task => PlaybookContent.Of(task.Title[Checklists.Certification.Length..]))),
            (cohort.ImplementationManager ?? rollout.Rollout.Owner).Name)
        { AppLink = app.Address ?? AppLink.Instead };
    }

    private string TrainingDate(RolloutDefinition definition, Cohort cohort) =>
        TrainingPlan.Upcoming(cohort, clock.GetCurrentInstant()) is [var next, ..]
            ? Dates.Day(next.Start.Date)
            : Dates.Day(new TouchpointDates(definition.Timing, definition.Timing.Calendar, cohort.GoLive).Invitation);
}
