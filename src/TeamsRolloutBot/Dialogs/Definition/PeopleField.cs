using AdaptiveCards;
using AdaptiveCards.Teams;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs.Definition;

/// <summary>
/// A field for people: a picker if the client supports one, else the conversation's people to tick,
/// plus e-mail addresses for everybody else.
/// </summary>
internal sealed class PeopleField(string id, string label)
{
    /// <summary>The id suffix of inputs in which people are typed.</summary>
    public const string TypedSuffix = "Typed";
    private const int ChoicesShown = Operations.PeopleDirectory.Offered;

    private string TypedId => id + TypedSuffix;

    public IEnumerable<AdaptiveElement> Elements(StepView view, IReadOnlyList<Person> stored, bool single)
    {
        // A client omits an empty picker, so the stored value must not reappear next to typed text
        // that replaces it.
        var chosen = view.Typed is { } input && input.Has(TypedId)
            ? input.Text(id)
            : view.Value(id, string.Join(',', stored.Where(person => CanBePicked(view, person)).Select(PickerValue)));
        if (view.Caller.HasPeoplePicker)
        {
            yield return Inputs.Choices(
                id,
                label,
                [.. view.Roster.Take(ChoicesShown).Select(person => Inputs.Choice(person.Name, PickerValue(person)))],
                dataQuery: TeamsDataQuery.People,
                isMultiSelect: !single,
                style: AdaptiveChoiceInputStyle.Compact,
                value: chosen,
                placeholder: DefinitionTexts.SearchByName);
        }
        else if (view.Roster.Count > 0)
        {
            yield return Inputs.Choices(
                id,
                label,
                [
                    .. view.Roster.Take(ChoicesShown)
                        .Select(person =>
                            Inputs.Choice($"{person.Name} ({person.Email ?? DefinitionTexts.NoAddress})", PickerValue(person)))
                ],
                isMultiSelect: !single,
                style: single ? AdaptiveChoiceInputStyle.Compact : AdaptiveChoiceInputStyle.Expanded,
                value: chosen,
                placeholder: single ? DefinitionTexts.Choose : null);
        }

        foreach (var error in view.ErrorsOf(TypedId))
        {
            yield return error;
        }

        var typed = string.Join(
            single ? "" : "\n", stored.Where(person => !CanBePicked(view, person)).Select(person => person.Email ?? person.Id.Value));
        yield return Inputs.Text(
            TypedId,
            view.Roster.Count > 0 || view.Caller.HasPeoplePicker
                ? DefinitionTexts.OrTypeAnEMailAddress + (single ? "" : DefinitionTexts.OneOnEachLine)
                : label,
            isMultiline: !single,
            maxLength: single ? 300 : 8000,
            placeholder: single ? "name@company.com" : "name@company.com\nsecond@company.com",
            value: view.Value(TypedId, typed));
    }

    /// <summary>Reads both inputs, without duplicates.</summary>
    public (IReadOnlyList<Person> People, IReadOnlyList<FieldError> Errors) Read(StepView view, StepInput input)
    {
        var people = new List<Person>();
        var errors = new List<FieldError>();
        foreach (var value in input.Values(id))
        {
            if (Resolve(view, value) is { } person)
            {
                people.Add(person);
            }
            else
            {
                errors.Add(
                    new FieldError(
                        TypedId,
                        DefinitionTexts.IsNotSomebodyThePickerKnows.With(Wording.Shorten(value, 60))
                    )
                );
            }
        }

        foreach (var read in AddressList.Read(input.Text(TypedId)))
        {
            var entry = read.Text;
            if (SingleLine.Problem(entry) is { } problem)
            {
                errors.Add(new FieldError(TypedId, $"“{Wording.Shorten(entry, 60)}” {problem}."));
            }
            else if (ReadEntry(view, read) is { } person)
            {
                people.Add(person);
            }
            else
            {
                errors.Add(new FieldError(TypedId, view.Directory.Ambiguity(entry) ?? (view.Directory.IsThere
                    ? DefinitionTexts.IsNobodyInTheDirectoryType.With(Wording.Shorten(entry, 60))
                    : DefinitionTexts.IsNotAnEMailAddress.With(Wording.Shorten(entry, 60)))));
            }
        }

        return ([.. Domain.People.Once(people, person => person)], errors);
    }

    /// <summary>Converts a typed line to this field's input.</summary>
    public StepInput FromText(string text) => StepInput.FromFields(KeyValuePair.Create(TypedId, text));

    public string ErrorField => TypedId;

    private static string PickerValue(Person person) => person.Id.Value;

    private static bool CanBePicked(StepView view, Person person) =>
        (view.Caller.HasPeoplePicker && !person.Id.IsMail) || view.Roster.Take(ChoicesShown).Any(known => known.Id == person.Id);

    private static Person? Resolve(StepView view, string value)
    {
        if (view.Roster.FirstOrDefault(person => PickerValue(person) == value) is { } known)
        {
            return known;
        }

        if (view.Directory.Find(value) is { } found)
        {
            return found.Person;
        }

        // The picker returns only the Entra object id. Without a directory, the name is learned at
        // the first contact.
        return PersonId.Parse(value) is { } id ? new Person { Id = id, Name = DefinitionTexts.NameNotKnownYet } : null;
    }

    private static Person? ReadEntry(StepView view, AddressEntry entry)
    {
        if (entry.Address is { } address)
        {
            // A person in the definition who is entered by address alone keeps their name.
            return view.Directory.PersonOf(
                address, entry.Name,
                [
                    .. view.Roster, .. view.Definition.Committee,
                    .. view.Definition.Cohorts.Select(cohort => cohort.ImplementationManager).OfType<Person>()
                ]);
        }

        if (view.Directory.People.ContainsKey(entry.Text))
        {
            return view.Directory.Find(entry.Text)?.Person;
        }

        // A person in this conversation, by name.
        return view.Roster.Where(person => TypedText.Same(person.Name, entry.Text)).ToList() is [var only] ? only : null;
    }
}
