using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>One person in a cohort: their progress and the available actions.</summary>
internal static class PersonCard
{
    public const string FormVerb = "person.form";
    public const string SaveVerb = "person.save";
    public const string AfreshVerb = "person.afresh";
    public const string Role = "role";

    /// <summary>Who is to be forgotten: an id or an address.</summary>
    public const string Known = "person";
    private const int MostTasks = 14;
    private const int MostAnswers = 5;

    public static AdaptiveCard Draw(PersonModel model, string? notice = null)
    {
        var person = model.Participant.Person;
        List<AdaptiveElement> body = [];
        if (notice is not null)
        {
            body.Add(CardKit.Notice(AdaptiveContainerStyle.Good, CardText.Escape(notice)));
        }

        body.AddRange(
            Facts(model)
                .Select(fact =>
                    CardKit.Block($"**{fact.Name}:** {CardText.Escape(Wording.Shorten(fact.Value, 200))}", spacing: AdaptiveSpacing.Small)
                )
        );
        body.Add(CardKit.Title(ManagerTexts.TasksOfDone.With(model.Progress.Done, model.Progress.Tasks)));
        var tasks = model.Participant.Tasks(model.Definition);
        body.AddRange(
            tasks.Take(MostTasks).Select(
                task => CardKit.Small(
                    $"{(model.Participant.Progress.IsDone(task) ? "✓" : "○")} "
                        + Wording.Shorten(PlaybookContent.TaskTitle(task.Title), 100))));
        if (tasks.Count > MostTasks)
        {
            body.Add(CardKit.Subtle(ManagerTexts.AndMore2.With(tasks.Count - MostTasks)));
        }

        var answers = model.Answers.ToList();
        if (answers.Count > 0)
        {
            body.Add(CardKit.Title(ManagerTexts.Answers));
            body.AddRange(answers.Take(MostAnswers).Select(answer => CardKit.Small(Answer(model, answer))));
        }

        var data = Data(model);
        if (model is { IsOwner: true, IsClosed: false, Participant.IsMember: true } && model.Participant.History.Contacts.Count > 0)
        {
            body.Add(new AdaptiveActionSet
            {
                Actions = [Actions.Execute(ManagerTexts.StartAfresh, AfreshVerb, data)]
            });
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.People, Wording.Shorten(person.Name, 80),
                    $"{model.Cohort.Name} · {model.Progress.State}"),
            body,
            Buttons(model, data, new ActionTarget(model.RolloutId, model.Cohort.Id).ToData()));
    }

    /// <summary>The form to change a person's role or move them to another cohort.</summary>
    public static AdaptiveCard DrawForm(PersonModel model, string? error = null)
    {
        var data = Data(model);
        List<AdaptiveElement> body = [];
        if (error is not null)
        {
            body.Add(CardKit.Error(error));
        }

        if (model.Definition.Playbook.Roles.Count > 0)
        {
            body.Add(Inputs.Choices(
                Role,
                ManagerTexts.RoleOrSeveralTheyDecideWhat,
                [.. model.Definition.Playbook.Roles.Select(role => Inputs.Choice(role.Title, role.Id))],
                value: model.Participant.Role,
                isMultiSelect: true,
                placeholder: ManagerTexts.NotKnownYet));
        }

        body.Add(CohortPicker.Draw(CohortOrder.ByGoLive(model.Definition), model.Cohort.Id));
        body.Add(
            CardKit.Small(
                ManagerTexts.MovedToAnotherCohortTheyKeep));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, ManagerTexts.People,
                    ManagerTexts.Change.With(Wording.Shorten(model.Participant.Person.Name, 80)), model.Cohort.Name),
            body,
            [
                Actions.Execute(ManagerTexts.Save, SaveVerb, data, ActionStyle.Positive),
                Actions.WithoutInputs(ManagerTexts.LeaveItAsItIs, PeopleCard.ShowVerb, data),
            ]);
    }

    private static IEnumerable<(string Name, string Value)> Facts(PersonModel model)
    {
        var participant = model.Participant;
        yield return (ManagerTexts.Part, Part(participant));
        yield return (ManagerTexts.Role,
            model.Definition.Playbook.FindRole(participant.Role)?.Title ?? participant.JobTitle ?? ManagerTexts.NotKnown);
        if (participant.Person.Email is { } email)
        {
            yield return (ManagerTexts.EMail, email);
        }

        if (participant.Zone is { } zone)
        {
            yield return (ManagerTexts.TimeZone, zone.Id);
        }

        yield return (HelpTexts.Language, model.Language.Name);
        if (participant.IsElsewhere)
        {
            yield return (ManagerTexts.Also, ManagerTexts.InAnotherCohortOfThisRollout);
        }

        var history = participant.History;
        yield return (ManagerTexts.Messages,
            ManagerTexts.SentOnTheWay.With(history.Count(ContactOutcome.Sent), history.Count(ContactOutcome.Queued)));
        foreach (var (obstacle, messages) in model.Unreached)
        {
            yield return (ManagerTexts.NotDelivered2,
                $"{messages:N0}: {(obstacle == Obstacle.None ? ManagerTexts.NotReached : obstacle.Of(1))}");
        }

        if (model.Sessions.Count > 0)
        {
            yield return (
                ManagerTexts.Training,
                string.Join(
                    ", ",
                    model.Sessions.Select(
                        session => ManagerTexts.On.With((session.WasThere ? ManagerTexts.WasThere : ManagerTexts.WasNotThere),
                            Dates.Short(session.Session.Start.Date)))));
        }

        if (participant.OpenQuestions > 0)
        {
            yield return (ManagerTexts.Questions, ManagerTexts.WaitingForAnAnswer.With(participant.OpenQuestions));
        }
    }

    private static string Part(Participant participant)
    {
        var part = participant is { IsImplementationManager: true, IsMember: true } ? ManagerTexts.MemberAndImplementationManager
            : participant.IsImplementationManager ? ManagerTexts.ImplementationManager
            : ManagerTexts.AMember;
        return participant.Audience == Audience.External ? ManagerTexts.External.With(part) : part;
    }

    private static string Answer(PersonModel model, (int CheckIn, Usage Usage) answer)
    {
        var usage = answer.Usage switch
        {
            Usage.Yes =>
            ManagerTexts.UsesIt2,
            Usage.Partly => ManagerTexts.UsesItPartly2,
            _ => ManagerTexts.DoesNotUseIt2
        };
        var blocker = model.Blockers.FirstOrDefault(blocker => blocker.CheckIn == answer.CheckIn).Text;
        return ManagerTexts.CheckIn6.With(answer.CheckIn, usage, (blocker is null ? string.Empty : $": {Wording.Shorten(blocker, 200)}"));
    }

    private static JsonObject Data(PersonModel model) =>
        new ActionTarget(model.RolloutId, model.Cohort.Id, model.Participant.Person.Id).ToData();

    private static IEnumerable<AdaptiveAction> Buttons(PersonModel model, JsonObject person, JsonObject cohort)
    {
        if (model.MayNudge && model.Participant.HasOpenTasks(model.Definition))
        {
            yield return Actions.Execute(ManagerTexts.Nudge, NudgeCard.NudgeVerb, person);
        }

        if (model is { IsOwner: true, IsClosed: false, Participant.IsMember: true })
        {
            yield return Actions.Execute(ManagerTexts.RoleOrCohort, FormVerb, person);
            yield return Actions.Execute(ManagerTexts.Remove, CardVerbs.PeopleRemove, person);
        }

        if (
            model.IsOwner
            && (
                model.Participant.Person.Email
                ?? (Guid.TryParse(model.Participant.Person.Id.Value, out _) ? model.Participant.Person.Id.Value : null)
            )
                is { } known
        )
        {
            yield return Actions.Execute(ManagerTexts.Forget, CardVerbs.PrivacyForget, new JsonObject { [Known] = known });
        }

        if (model.Participant.OpenQuestions > 0)
        {
            yield return Actions.Execute(ManagerTexts.Questions, CardVerbs.QuestionList, new ActionTarget(model.RolloutId).ToData());
        }

        yield return Actions.Execute(ManagerTexts.People, PeopleCard.ListVerb, cohort);
    }
}
