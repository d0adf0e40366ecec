using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain.CheckIns;
using TeamsRolloutBot.Domain.Playbooks;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Timeline;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>One person of a cohort: where they stand, and what can be done.</summary>
internal static class PersonCard
{
    public const string FormVerb = "person.form";
    public const string SaveVerb = "person.save";
    public const string AfreshVerb = "person.afresh";
    public const string Role = "role";
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
        body.Add(CardKit.Title($"Tasks: {model.Progress.Done} of {model.Progress.Tasks} done"));
        var tasks = model.Participant.Tasks(model.Definition);
        body.AddRange(
            tasks.Take(MostTasks).Select(
                task => CardKit.Small($"{(model.Participant.Progress.IsDone(task) ? "✓" : "○")} {Wording.Shorten(task.Title, 100)}")));
        if (tasks.Count > MostTasks)
        {
            body.Add(CardKit.Subtle($"and {tasks.Count - MostTasks} more"));
        }

        var answers = model.Answers.ToList();
        if (answers.Count > 0)
        {
            body.Add(CardKit.Title("Answers"));
            body.AddRange(answers.Take(MostAnswers).Select(answer => CardKit.Small(Answer(model, answer))));
        }

        var data = new JsonObject { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value };
        if (model is { IsOwner: true, IsClosed: false, Participant.IsMember: true } && model.Participant.History.Contacts.Count > 0)
        {
            body.Add(new AdaptiveActionSet
            {
                Actions = [Actions.Execute("Start afresh", AfreshVerb,
                data.With(ActionData.Person, person.Id.Value))]
            });
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "People", Wording.Shorten(person.Name, 80), $"{model.Cohort.Name} · {model.Progress.State}"),
            body,
            Buttons(model, data.With(ActionData.Person, person.Id.Value), data));
    }

    /// <summary>Changes somebody's role, or moves them to another cohort.</summary>
    public static AdaptiveCard DrawForm(PersonModel model, string? error = null)
    {
        var data = new JsonObject
        {
            [ActionData.Rollout] = model.RolloutId,
            [ActionData.Cohort] = model.Cohort.Id.Value,
            [ActionData.Person] = model.Participant.Person.Id.Value
        };
        List<AdaptiveElement> body = [];
        if (error is not null)
        {
            body.Add(CardKit.Error(error));
        }

        if (model.Definition.Playbook.Roles.Count > 0)
        {
            body.Add(Inputs.Choices(
                Role,
                "Role, or several: they decide what there is to do before go-live",
                [.. model.Definition.Playbook.Roles.Select(role => Inputs.Choice(role.Title, role.Id))],
                value: model.Participant.Role,
                isMultiSelect: true,
                placeholder: "Not known yet"));
        }

        body.Add(CohortPicker.Draw(CohortOrder.ByGoLive(model.Definition), model.Cohort.Id));
        body.Add(
            CardKit.Small(
                "Moved to another cohort they keep what they have ticked off, get that cohort’s checklist at their next send time, and "
                    + "then follow it."));
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "People", $"Change {Wording.Shorten(model.Participant.Person.Name, 80)}", model.Cohort.Name),
            body,
            [
                Actions.Execute("Save", SaveVerb, data, ActionStyle.Positive),
                Actions.Execute("Leave it as it is", PeopleCard.ShowVerb, data, associatedInputs: AdaptiveAssociatedInputs.None),
            ]);
    }

    private static IEnumerable<(string Name, string Value)> Facts(PersonModel model)
    {
        var participant = model.Participant;
        yield return ("Part", Part(participant));
        yield return ("Role", model.Definition.Playbook.FindRole(participant.Role)?.Title ?? participant.JobTitle ?? "not known");
        if (participant.Person.Email is { } email)
        {
            yield return ("E-mail", email);
        }

        if (participant.Zone is { } zone)
        {
            yield return ("Time zone", zone.Id);
        }

        if (participant.IsElsewhere)
        {
            yield return ("Also", "in another cohort of this rollout");
        }

        var history = participant.History;
        yield return ("Messages", $"{history.Count(ContactOutcome.Sent):N0} sent, {history.Count(ContactOutcome.Queued):N0} on the way");
        foreach (var (obstacle, messages) in model.Unreached)
        {
            yield return ("Not delivered", $"{messages:N0}: {(obstacle == Obstacle.None ? "not reached" : obstacle.Of(1))}");
        }

        if (model.Sessions.Count > 0)
        {
            yield return (
                "Training",
                string.Join(
                    ", ",
                    model.Sessions.Select(
                        session => $"{(session.WasThere ? "was there" : "was not there")} on {Dates.Short(session.Session.Start.Date)}")));
        }

        if (participant.OpenQuestions > 0)
        {
            yield return ("Questions", $"{participant.OpenQuestions:N0} waiting for an answer");
        }
    }

    private static string Part(Participant participant)
    {
        var part = participant is { IsImplementationManager: true, IsMember: true } ? "member and implementation manager"
            : participant.IsImplementationManager ? "implementation manager"
            : "member";
        return participant.Audience == Audience.External ? $"{part}, external" : part;
    }

    private static string Answer(PersonModel model, (int CheckIn, Usage Usage) answer)
    {
        var usage = answer.Usage switch { Usage.Yes => "uses it", Usage.Partly => "uses it partly", _ => "does not use it" };
        var blocker = model.Blockers.FirstOrDefault(blocker => blocker.CheckIn == answer.CheckIn).Text;
        return $"Check-in {answer.CheckIn}: {usage}{(blocker is null ? string.Empty : $": {Wording.Shorten(blocker, 200)}")}";
    }

    private static IEnumerable<AdaptiveAction> Buttons(PersonModel model, JsonObject person, JsonObject cohort)
    {
        if (model.MayNudge && model.Participant.HasOpenTasks(model.Definition))
        {
            yield return Actions.Execute("Nudge", NudgeCard.NudgeVerb, person);
        }

        if (model is { IsOwner: true, IsClosed: false, Participant.IsMember: true })
        {
            yield return Actions.Execute("Role or cohort", FormVerb, person);
            yield return Actions.Execute("Remove", CardVerbs.PeopleRemove, person);
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
            yield return Actions.Execute("Forget", CardVerbs.PrivacyForget, new JsonObject { [ActionData.Person] = known });
        }

        if (model.Participant.OpenQuestions > 0)
        {
            yield return Actions.Execute("Questions", CardVerbs.QuestionList, new JsonObject { [ActionData.Rollout] = model.RolloutId });
        }

        yield return Actions.Execute("People", PeopleCard.ListVerb, cohort);
    }
}
