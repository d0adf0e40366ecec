using TeamsRolloutBot.Dialogs.Definition.Steps;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// Turns a list with a cohort column into cohorts: each is created, or its people join the existing
/// one of that name.
/// </summary>
/// <param name="view">The step.</param>
/// <param name="goLive">The go-live date for cohorts the list gives none; null if the list must
/// give one.</param>
/// <param name="zone">The zone for cohorts the list gives none.</param>
internal sealed class CohortTable(StepView view, LocalDate? goLive, DateTimeZone zone)
{
    private const int MostErrors = 6;
    private const int MostShown = 3;

    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => [.. _errors.Take(MostErrors)];

    /// <summary>Adds the listed cohorts to the definition, and returns who joins each.</summary>
    public (
        RolloutDefinition Definition,
        IReadOnlyList<CohortPeople> People) TakeIn(RolloutDefinition definition, IReadOnlyList<ListedCohort> listed)
    {
        var people = new List<CohortPeople>();
        foreach (var each in listed)
        {
            var before = definition.Cohorts.FirstOrDefault(cohort => TypedText.Same(cohort.Name, each.Name));
            var cohort = Read(definition, before, each);
            definition = definition.WithCohort(cohort);
            people.Add(new CohortPeople(cohort.Id, each.Members));
            if (view.MemberCounts.GetValueOrDefault(cohort.Id) + each.Members.Count > Limits.MembersPerCohort)
            {
                Refuse(each, DefinitionTexts.HoldsMoreThanPeopleDivideIt.With(Limits.MembersPerCohort));
            }
        }

        if (definition.Cohorts.Count > Limits.Cohorts)
        {
            _errors.Add(
                new FieldError(
                    CohortFields.Members, DefinitionTexts.TheListMakesCohortsARollout.With(definition.Cohorts.Count, Limits.Cohorts)));
        }

        if (definition.Approach == Approach.InstantOn && definition.Cohorts.Count > 1)
        {
            _errors.Add(
                new FieldError(
                    CohortFields.Members,
                    DefinitionTexts.InstantOnMeansExactlyOneCohort3.With(definition.Cohorts.Count)));
        }

        return (definition, people);
    }

    private Cohort Read(RolloutDefinition definition, Cohort? before, ListedCohort listed)
    {
        if (before is null && (listed.Name.Length > Limits.CohortName || SingleLine.Problem(listed.Name) is not null))
        {
            Refuse(listed, DefinitionTexts.CantBeACohortsNameAt.With(Limits.CohortName));
        }

        var date = before?.GoLive ?? goLive;
        if (OneOf(listed, listed.GoLives, said => DateReader.Read(said, view.Today).Date, DefinitionTexts.HasMoreThanOneGoLiveDate)
            is { } said)
        {
            var reading = DateReader.Read(said, view.Today);
            date = reading.Date;
            if (reading.Problem is { } problem)
            {
                Refuse(listed, DefinitionTexts.HasNoGoLiveDate.With(problem));
            }
        }
        else if (date is null)
        {
            _errors.Add(
                new FieldError(
                    CohortFields.GoLive,
                    DefinitionTexts.ChooseTheGoLiveDateOr.With(Wording.Shorten(listed.Name, 60))));
        }

        var read = OneOf(listed, listed.Zones, said => ZoneNames.Read(said).Zone, DefinitionTexts.HasMoreThanOneTimeZone) is { } place
            ? ZoneNames.Read(place)
            : ZoneReading.Of(before?.Zone ?? zone);
        if (read.Problem is { } noZone)
        {
            Refuse(listed, DefinitionTexts.HasNoTimeZone.With(noZone));
        }

        return new Cohort
        {
            Id = before?.Id ?? CohortReading.NextId(definition),
            Name = before?.Name ?? listed.Name,
            GoLive = date ?? view.Today,
            Zone = read.Zone ?? zone,
            ImplementationManager = LeadOf(listed) ?? before?.ImplementationManager,
            IsCorporate = before is { IsCorporate: true },
            Sessions = before?.Sessions ?? [],
        };
    }

    // Given by address, or by the name of somebody in the cohort.
    private Person? LeadOf(ListedCohort listed)
    {
        if (OneOf(
            listed, listed.Leads, said => AddressList.ReadOne(said).Address, DefinitionTexts.HasMoreThanOneImplementationManager)
            is not { } lead)
        {
            return null;
        }

        var entry = AddressList.ReadOne(lead);
        if (entry.Address is { } address)
        {
            return listed.Members.FirstOrDefault(member => member.Person.Email == address)?.Person
                ?? view.Directory.PersonOf(address, entry.Name, view.Roster);
        }

        if (listed.Members.Where(member => TypedText.Same(member.Person.Name, lead)).ToList() is [var only])
        {
            return only.Person;
        }

        Refuse(
            listed,
            DefinitionTexts.HasNoImplementationManagerIsNeither.With(Wording.Shorten(lead, 60)));
        return null;
    }

    // The one value the cohort's rows agree on; null if none states it. Conflicting values are
    // rejected, because no row outranks another.
    private string? OneOf(ListedCohort listed, IReadOnlyList<string> said, Func<string, object?> read, string refusal)
    {
        var different = said.DistinctBy(text => read(text) ?? TypedText.Fold(text).ToLowerInvariant()).ToList();
        if (different.Count > 1)
        {
            Refuse(listed, refusal.With(string.Join(", ", different.Take(MostShown).Select(text => Wording.Shorten(text, 40)))));
        }

        return different.FirstOrDefault();
    }

    private void Refuse(ListedCohort listed, string reason) =>
        _errors.Add(new FieldError(CohortFields.Members, $"{Wording.Shorten(listed.Name, 60)} {reason}"));
}
