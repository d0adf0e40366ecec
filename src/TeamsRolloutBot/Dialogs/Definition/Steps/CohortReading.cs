using TeamsRolloutBot.Time;
using static TeamsRolloutBot.Dialogs.Definition.Steps.CohortFields;

namespace TeamsRolloutBot.Dialogs.Definition.Steps;

/// <summary>Reads the fields of one cohort.</summary>
internal static class CohortReading
{
    public static (LocalDate? Date, DateTimeZone Zone) WhenAndWhere(
        StepView view, RolloutDefinition definition, StepInput input, bool isNamed, List<FieldError> errors)
    {
        var isDated = input.Text(GoLive).Length > 0;
        var goLive = DateReader.Read(input.Text(GoLive), view.Today);
        if (goLive.Problem is { } noDate && (isDated || isNamed))
        {
            errors.Add(new FieldError(GoLive, isDated ? noDate : DefinitionTexts.ChooseTheGoLiveDate));
        }

        var (zone, zoneErrors) = Zone.Read(input, definition.Zone);
        errors.AddRange(zoneErrors);
        return (isDated ? goLive.Date : null, zone.Zone ?? definition.Zone);
    }

    public static Cohort Read(
        StepView view, RolloutDefinition definition, Cohort? before, StepInput input, List<FieldError> errors, LocalDate? goLive,
        DateTimeZone zone)
    {
        var name = ReadName(definition, before, input, errors);
        var (leads, leadErrors) = Lead.Read(view, input);
        errors.AddRange(leadErrors);
        if (leads.Count > 1)
        {
            errors.Add(new FieldError(Lead.ErrorField, DefinitionTexts.ACohortHasOneImplementationManager));
        }

        return new Cohort
        {
            Id = before?.Id ?? NextId(definition),
            Name = name,
            GoLive = goLive ?? view.Today,
            Zone = zone,
            ImplementationManager = leads.Count == 1 ? leads[0] : null,
            IsCorporate = definition.Strategy == Strategy.ByOffice && input.IsTrue(Corporate),
            Sessions = before?.Sessions ?? [],
        };
    }

    private static string ReadName(RolloutDefinition definition, Cohort? before, StepInput input, List<FieldError> errors)
    {
        var name = input.Text(Name).ReplaceLineEndings(" ");
        if (name.Length is 0 or > Limits.CohortName)
        {
            errors.Add(
                new FieldError(
                    Name,
                    name.Length == 0
                        ? DefinitionTexts.GiveTheCohortAName
                        : DefinitionTexts.TheNameHasCharactersAtMost.With(name.Length, Limits.CohortName)));
        }
        else if (SingleLine.Problem(name) is { } problem)
        {
            errors.Add(new FieldError(Name, DefinitionTexts.TheName.With(problem)));
        }
        else if (definition.Cohorts.Any(cohort => cohort.Id != before?.Id && TypedText.Same(cohort.Name, name)))
        {
            errors.Add(new FieldError(Name, DefinitionTexts.ThereIsACohortOfThat));
        }

        if (before is null && definition.Approach == Approach.InstantOn && definition.Cohorts.Count > 0)
        {
            errors.Add(new FieldError(Name, DefinitionTexts.InstantOnMeansExactlyOneCohort));
        }

        if (before is null && definition.Cohorts.Count >= Limits.Cohorts)
        {
            errors.Add(new FieldError(Name, DefinitionTexts.ARolloutHoldsAtMostCohorts.With(Limits.Cohorts)));
        }

        return name;
    }

    /// <summary>The id for the next new cohort.</summary>
    public static CohortId NextId(RolloutDefinition definition)
    {
        var highest = definition.Cohorts
            .Select(cohort => int.TryParse(cohort.Id.Value.AsSpan(1), out var number) ? number : 0)
            .DefaultIfEmpty(0)
            .Max();
        return new CohortId($"c{highest + 1}");
    }
}
