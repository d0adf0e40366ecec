using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Domain.Training;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// The word to the implementation manager before training: who has not finished, and what can be
/// done.
/// </summary>
internal static class ReadinessCard
{
    public static AdaptiveCard Draw(ReadinessModel model)
    {
        var open = model.Counts.Members - model.Counts.Ready;
        var body = new List<AdaptiveElement>
        {
            CardKit.Markdown(
                $"**{model.Counts.Ready:N0} of {Wording.Count(model.Counts.Members, "member", "members")} ready** · "
                    + $"{model.Counts.TasksDone:N0} of {model.Counts.Tasks:N0} tasks done"),
        };
        body.AddRange(
            model.Behind.Take(10).Select(
                person => CardKit.Row(Wording.Shorten(person.Name, 80), null, Wording.Count(person.Open, "task open", "tasks open"))));
        if (open > Math.Min(10, model.Behind.Count))
        {
            body.Add(CardKit.Subtle($"and {open - Math.Min(10, model.Behind.Count):N0} more"));
        }

        body.Add(CardKit.Small($"The training invitations go out on {Dates.Day(model.TrainingOn)} in any case: nobody is held back."));
        if (model.Cohort.Sessions.Count == 0)
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Attention,
                    "**No training session is planned yet.** Please plan it before the invitations go out."));
        }

        var data = new JsonObject { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value };
        return CardKit.Card(
            CardKit.Header(
                open == 0 ? AdaptiveContainerStyle.Good : AdaptiveContainerStyle.Warning,
                "Before phase 2 · Readiness",
                $"Is {model.Cohort.Name} ready for training?",
                open == 0 ? "Everybody has finished phase 1." : $"{Wording.Count(open, "person has", "people have")} not finished phase 1."
            ),
            body,
            open == 0
                ? [Plan(model, data), Actions.Execute("People", CardVerbs.PeopleList, data)]
                :
                [
                    Plan(model, data),
                    Actions.Execute(
                        "Nudge them", CardVerbs.PeopleNudge, data, model.Cohort.Sessions.Count == 0 ? null : ActionStyle.Positive),
                    Actions.Execute("Extend by a week", CardVerbs.CohortMove, data.With("days", 7)),
                    Actions.Execute("Go on as planned", CardVerbs.CohortGoOn, data),
                    Actions.Execute("People", CardVerbs.PeopleList, data),
                ]);
    }

    private static AdaptiveExecuteAction Plan(ReadinessModel model, JsonObject data) => model.Cohort.Sessions.Count == 0
        ? Actions.Execute("Plan the training", CardVerbs.SessionForm, data, ActionStyle.Positive)
        : Actions.Execute("Training sessions", CardVerbs.SessionList, data);
}

/// <summary>The training is near.</summary>
internal static class InvitationCard
{
    public static AdaptiveCard Draw(ChecklistModel model)
    {
        var lead = model.Cohort.ImplementationManager?.Name;
        var body = new List<AdaptiveElement>();
        Cohort[] cohorts = [model.Cohort, .. model.AlsoIn];
        body.AddRange(cohorts
            .SelectMany(cohort => TrainingPlan.Sessions(cohort).Select(session => (Cohort: cohort, Session: session)))
            .OrderBy(each => each.Session.In(each.Cohort.Zone).Start)
            .Take(6)
            .Select(each => Row(model, each.Cohort, each.Session)));
        if (cohorts.All(cohort => cohort.Sessions.Count == 0))
        {
            body.Add(CardKit.Text($"{ChecklistCard.TrainingWeek(model)}."));
            body.Add(CardKit.Small(model.Participant.IsImplementationManager
                ? "No session is planned yet: please plan it now, so that your people know when to come."
                : $"{lead ?? "Your implementation manager"} sends the calendar invitation with the exact time."));
        }

        body.Add(CardKit.Title("What we go through"));
        body.AddRange(model.Definition.Playbook.Agenda.Take(10).Select((topic, index) =>
            CardKit.Row($"{index + 1}. {Wording.Shorten(topic.Title, 120)}", Wording.Shorten(topic.Content, 300))));
        if (model.Participant.IsMember)
        {
            var tasks = Checklists.ForMember(model.Definition, model.Participant.Role);
            var open = tasks.Count - model.Participant.Progress.CountDone(tasks);
            body.Add(
                CardKit.Small(
                    open == 0
                        ? "Your checklist is done: you are ready."
                        : $"Before it, please finish your checklist: {Wording.Count(open, "task is", "tasks are")} open."));
        }

        var data = new JsonObject { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value };
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Warning, "Phase 2 of 3 · Train", $"Your {model.Definition.Playbook.Product} training",
                $"{model.CohortNames} · {model.Starts}"),
            body,
            [
                .. model.Participant.IsImplementationManager && model.Cohort.Sessions.Count == 0
                    ? [Actions.Execute("Plan the training", CardVerbs.SessionForm, data, ActionStyle.Positive)]
                    : Array.Empty<AdaptiveAction>(),
                .. cohorts.Where(cohort => cohort.Sessions.Count > 0).Take(2).Select(cohort => Actions.Execute(
                    cohorts.Length == 1 ? "Calendar file" : $"Calendar file: {Wording.Shorten(cohort.Name, 30)}", CardVerbs.SessionFile,
                    data.With(ActionData.Cohort, cohort.Id.Value))),
                Actions.Execute("My checklist", CardVerbs.ChecklistMine, data),
                Actions.Execute("Ask a question", CardVerbs.QuestionForm, data),
            ]);
    }

    private static AdaptiveColumnSet Row(ChecklistModel model, Cohort cohort, TrainingSession session)
    {
        var lead = cohort.ImplementationManager?.Name;
        var place = session.Place is { } known ? $" · {known}" : string.Empty;
        var where = model.AlsoIn.Count > 0 ? $"{cohort.Name} · " : string.Empty;
        return CardKit.Row(
            $"{Dates.Moment(session.In(cohort.Zone).Start, model.Zone)} · {Dates.Length(session.Minutes)}",
            Wording.Shorten(
                $"{where}{session.Title ?? TrainingPlan.TrainerOf(cohort, session)?.Name ?? lead ?? "your implementation manager"}"
                    + $"{place} · {SessionLine.Topics(model.Definition, session)}",
                200));
    }
}

/// <summary>You can begin.</summary>
internal static class GoLiveCard
{
    private const int MostPractices = 12;

    public static AdaptiveCard Draw(ChecklistModel model)
    {
        var product = model.Definition.Playbook.Product;
        var body = new List<AdaptiveElement>
        {
            CardKit.Text(
                model.Today > model.Dates.GoLive
                    ? $"{product} is where your invoices and payments are handled."
                    : $"From today {product} is where your invoices and payments are handled.")
        };
        if (model.Definition.BestPractices.Count > 0)
        {
            body.Add(CardKit.Title("How we do it here"));
            body.AddRange(model.Definition.BestPractices.Take(MostPractices).Select(practice =>
                CardKit.Row(
                    practice.Title, practice.Text is null ? null : Wording.Shorten(practice.Text, 300),
                    link: SafeLink.TryCreate(practice.Url, out var link) ? link : null)));
        }

        var resources = model.Definition.Playbook.Resources
            .Where(resource => resource.Audience is null || resource.Audience == model.Participant.Audience)
            .Take(6)
            .Select(
                resource =>
                    SafeLink.TryCreate(resource.Url, out var link) ? link.ToMarkdown(resource.Title) : CardText.Escape(resource.Title))
            .ToList();
        if (resources.Count > 0)
        {
            body.Add(
                CardKit.Block(
                    $"Good to know: {string.Join(" · ", resources)}", size: AdaptiveTextSize.Small, spacing: AdaptiveSpacing.Medium));
        }

        body.Add(
            CardKit.Small(
                $"Questions? Ask {model.Cohort.ImplementationManager?.Name ?? "the committee"}, or ask right here in this chat. In "
                    + $"{Wording.Count(model.Definition.Timing.CadenceDays, "day", "days")} I will ask how it goes."));
        var data = new JsonObject { [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value };
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Good, "Phase 3 of 3 · Use", $"You can begin with {product}",
                $"{model.CohortNames} · go-live {Dates.Day(model.Dates.GoLive)}"),
            body,
            [
                Actions.Execute("Ask a question", CardVerbs.QuestionForm, data, ActionStyle.Positive),
                Actions.Execute("My checklist", CardVerbs.ChecklistMine, data)
            ]);
    }
}

/// <summary>Hands the welcome e-mails over where the bot may not send mail.</summary>
internal static class HandOverCard
{
    private const int MostTexts = 3;
    private const int MostAddresses = 1300;

    public static AdaptiveCard Draw(HandOverModel model)
    {
        var body = new List<AdaptiveElement>
        {
            CardKit.Text(model.IsAskedFor
                ? "Each is finished: copy it into a new message, or take all of them as a file for mail merge."
                : "The bot may not send mail here, so please send these yourself. Each is finished: copy it into a new message, or "
                      + "take all of them as a file for mail merge."),
        };
        foreach (var (role, people, addresses, subject, text) in model.Texts.Take(MostTexts))
        {
            body.Add(CardKit.Title($"{role}: {Wording.Count(people, "person", "people")}"));
            var about = Wording.Shorten(role, 40);
            body.Add(Inputs.Text($"to-{body.Count}", $"To: {about}", value: Wording.Shorten(addresses, MostAddresses)));
            body.Add(Inputs.Text($"subject-{body.Count}", $"Subject: {about}", value: subject));
            body.Add(Inputs.Text(
                $"text-{body.Count}", $"Text: {about}", isMultiline: true,
                value: Wording.Shorten(text, Limits.EmailBody)));
        }

        if (model.Texts.Count > MostTexts)
        {
            body.Add(CardKit.Small($"The texts for {model.Texts.Count - MostTexts} more roles differ only in role and certifications."));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, "Phase 1 of 3 · Welcome e-mail", $"Welcome e-mails for {model.Cohort.Name}",
                model.IsAskedFor ? "One for each role." : "Due today; afterwards tick “Send the welcome e-mail” on your list."),
            body,
            [
                Actions.Execute(
                    "File for mail merge", CardVerbs.EmailFile, new()
                    {
                        [ActionData.Rollout] = model.RolloutId, [ActionData.Cohort] = model.Cohort.Id.Value
                    },
                    associatedInputs: AdaptiveAssociatedInputs.None),
                Actions.Execute("My list", CardVerbs.ChecklistMine, associatedInputs: AdaptiveAssociatedInputs.None),
            ]);
    }
}
