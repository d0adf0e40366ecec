using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Looks up the people in a step's input before the step validates it. Without the directory the
/// input is used as typed.
/// </summary>
internal sealed class DirectorySearch(IPeople people, PeopleDirectory met, GraphConnection graph, GraphLevels levels)
{
    // The user is waiting. Longer lists are looked up in the background (AddressResolver).
    private const int MostAddresses = 200;
    private const int MostNames = 20;
    private const int MostCandidates = 5;

    /// <summary>Whether the directory is available for that tenant.</summary>
    public bool IsThere(string tenantId) => graph.Serves(tenantId) && levels.IsOpen(GraphFeature.People);

    /// <summary>
    /// Looks up an input's people among those the bot has met and in the directory, which takes
    /// precedence.
    /// </summary>
    /// <param name="view">The step; its roster needs no lookup.</param>
    /// <param name="input">The fields; people are typed in those ending in <c>Typed</c>, and
    /// pickers hold ids.</param>
    /// <param name="lists">The fields that hold a member list.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The view with the people found.</returns>
    public async Task<StepView> FindAsync(StepView view, StepInput input, IReadOnlyCollection<string> lists, CancellationToken ct)
    {
        var tenantId = view.Caller.TenantId;
        view = view with { Roster = [.. view.Roster.Concat(await FindMetAsync(view, input, lists, ct)).DistinctBy(person => person.Id)] };
        var (named, certain) = await FindMetByNameAsync(tenantId, input, ct);
        return view with
        {
            Directory = IsThere(tenantId)
                ? await FindInDirectoryAsync(input, lists, view.Definition.Playbook, view.Roster, named, certain, ct)
                : DirectoryFinds.None with { People = named },
        };
    }

    private async Task<IReadOnlyList<Person>> FindMetAsync(
        StepView view, StepInput input, IReadOnlyCollection<string> lists, CancellationToken ct)
    {
        var known = view.Roster.Select(person => person.Id).ToHashSet();
        var typed = Typed(input).ToList();
        var listed = Listed(input, lists, view.Definition.Playbook).Where(EmailAddress.IsValid);
        var picked = input.Fields
            .Where(field => !lists.Contains(field.Key))
            .SelectMany(field => field.Value.Split(',', StringSplitOptions.TrimEntries))
            .Select(PersonId.Parse)
            .OfType<PersonId>()
            .Where(id => !id.IsMail && !known.Contains(id));
        var addresses = typed.Where(EmailAddress.IsValid).Concat(listed).Select(EmailAddress.Normalise)
            .Except(view.Roster.Select(person => person.Email).OfType<string>());
        return await met.FindKnownAsync(view.Caller.TenantId, [.. picked.Distinct().Take(Limits.Committee)], [.. addresses], ct);
    }

    // The matches for typed names, and the names that match exactly and need no directory lookup.
    private async Task<(Dictionary<string, IReadOnlyList<DirectoryPerson>> Named, HashSet<string> Certain)> FindMetByNameAsync(
        string tenantId, StepInput input, CancellationToken ct)
    {
        var named = new Dictionary<string, IReadOnlyList<DirectoryPerson>>(StringComparer.OrdinalIgnoreCase);
        var certain = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = Typed(input).Where(IsName).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Take(MostNames))
        {
            var (people, isWholeName) = await met.FindByNameAsync(tenantId, name, ct);
            if (people.Count > 0)
            {
                named[name] = [.. people.Select(person => new DirectoryPerson(person, IsGuest: false))];
            }

            if (isWholeName)
            {
                certain.Add(name);
            }
        }

        return (named, certain);
    }

    private static bool IsName(string entry) =>
        entry.Length is > 1 and <= Limits.PersonName && !EmailAddress.IsValid(entry) && !Guid.TryParse(entry, out _);

    private async Task<DirectoryFinds> FindInDirectoryAsync(
        StepInput input,
        IReadOnlyCollection<string> lists,
        Playbook playbook,
        IReadOnlyList<Person> roster,
        Dictionary<string, IReadOnlyList<DirectoryPerson>> named,
        HashSet<string> certain,
        CancellationToken ct)
    {
        var known = roster.Select(person => person.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var listed = Listed(input, lists, playbook).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (listed.Count > MostAddresses)
        {
            listed.RemoveWhere(EmailAddress.IsValid);
        }

        var entries = Typed(input)
            .Concat(listed)
            .Concat(
                input.Fields.Select(field => field.Value).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
                    .Where(value => Guid.TryParseExact(value, "D", out _)))
            .Where(entry => !known.Contains(entry) && !certain.Contains(entry))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var finds = new DirectoryFinds { IsThere = true, People = named };
        try
        {
            var people = new Dictionary<string, IReadOnlyList<DirectoryPerson>>(
                named.Where(met => certain.Contains(met.Key)), StringComparer.OrdinalIgnoreCase);
            foreach (var (entry, found) in await FindPeopleAsync(entries, ct))
            {
                people[entry] = found.Count > 0 ? found : named.GetValueOrDefault(entry, found);
            }

            finds = finds with { People = people };
            return input.Text(DirectoryFinds.GroupField) is { Length: > 0 } group ? await AddGroupAsync(finds, group, ct) : finds;
        }
        catch (GraphException failure)
        {
            return finds with
            {
                Errors = input.Text(DirectoryFinds.GroupField).Length == 0
                    ? []
                    : [
                          new FieldError(
                              DirectoryFinds.GroupField,
                              failure.IsPassing
                                  ? DefinitionTexts.TheDirectoryDoesNotAnswerAt
                                  : DefinitionTexts.TheBotMayNotReadGroups)
                      ],
            };
        }
    }

    /// <summary>
    /// Proposes the manager most of the new members share as their lead; null if unknown.
    /// </summary>
    public async Task<Person?> ProposeLeadAsync(string tenantId, IReadOnlyList<Member> members, CancellationToken ct)
    {
        if (!IsThere(tenantId))
        {
            return null;
        }

        try
        {
            var managers = await Task.WhenAll(members
                .Where(member => Guid.TryParse(member.Person.Id.Value, out _))
                .Take(MostCandidates)
                .Select(member => people.FindManagerAsync(member.Person.Id, ct)));
            return managers.OfType<DirectoryPerson>().GroupBy(manager => manager.Person.Id).OrderByDescending(group => group.Count())
                .FirstOrDefault()?.First().Person;
        }
        catch (GraphException)
        {
            return null;
        }
    }

    // The people typed into a field, by address if an entry has one.
    private static IEnumerable<string> Typed(StepInput input) => input.Fields
        .Where(field => field.Key.EndsWith(PeopleField.TypedSuffix, StringComparison.Ordinal))
        .SelectMany(field => AddressList.Read(field.Value))
        .Select(entry => entry.Address ?? entry.Text);

    private static IEnumerable<string> Listed(StepInput input, IReadOnlyCollection<string> lists, Playbook playbook) => input.Fields
        .Where(field => lists.Contains(field.Key))
        .SelectMany(field => PeopleTable.Read(field.Value, MemberList.WordsOf(playbook)).Rows)
        .Select(row => row.Address ?? row.Name)
        .Where(entry => entry.Length > 0);

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<DirectoryPerson>>> FindPeopleAsync(
        IReadOnlySet<string> entries, CancellationToken ct)
    {
        var exact = entries.Where(entry => EmailAddress.IsValid(entry) || Guid.TryParse(entry, out _)).ToList();
        var found = new Dictionary<string, IReadOnlyList<DirectoryPerson>>(StringComparer.OrdinalIgnoreCase);
        exact = [.. exact.Take(MostAddresses + Limits.Committee)];
        var known = await people.FindAllAsync(exact, ct);
        foreach (var entry in exact)
        {
            found[entry] = known.TryGetValue(entry, out var person) ? [person] : [];
        }

        foreach (var name in entries.Where(IsName).Take(MostNames))
        {
            var candidates = await people.SearchAsync(name, MostCandidates, ct);

            // An exact full name wins over mere prefix matches.
            var same = candidates.Where(candidate => string.Equals(candidate.Person.Name, name, StringComparison.OrdinalIgnoreCase))
                .ToList();
            found[name] = same.Count > 0 ? same : candidates;
        }

        return found;
    }

    private async Task<DirectoryFinds> AddGroupAsync(DirectoryFinds finds, string name, CancellationToken ct)
    {
        var groups = await people.FindGroupsAsync(name, ct);
        if (groups.Count != 1)
        {
            return Refuse(groups.Count == 0
                ? DefinitionTexts.ThereIsNoEntraGroupWrite.With(Wording.Shorten(name, 60))
                : DefinitionTexts.ThereAreSeveralGroupsTypeThe.With(Wording.Shorten(name, 60),
                    string.Join(", ", groups.Select(group => group.Id))));
        }

        var size = await people.CountMembersAsync(groups[0].Id, ct);
        if (size is 0 or > Limits.MembersPerCohort)
        {
            return Refuse(size == 0
                ? DefinitionTexts.ThereIsNobodyInTheGroup.With(Wording.Shorten(name, 60))
                : DefinitionTexts.TheGroupHasPeopleACohort.With(size, Limits.MembersPerCohort));
        }

        var members = new List<Member>(size);
        await foreach (var found in people.ListMembersAsync(groups[0].Id, ct))
        {
            if (members.Count < Limits.MembersPerCohort)
            {
                members.Add(MemberOf(found));
            }
        }

        return finds with { GroupMembers = members };

        DirectoryFinds Refuse(string message) => finds with { Errors = [new FieldError(DirectoryFinds.GroupField, message)] };
    }

    private static Member MemberOf(DirectoryPerson found) =>
        new() { Person = found.Person, Audience = found.IsGuest ? Audience.External : Audience.Internal };
}
