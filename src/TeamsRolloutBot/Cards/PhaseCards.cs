using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Text;
using TeamsRolloutBot.Time;

namespace TeamsRolloutBot.Cards;

/// <summary>
/// Tells the implementation manager before training who has not finished and what to do about it.
/// </summary>
internal static class ReadinessCard
{
    public static AdaptiveCard Draw(ReadinessModel model)
    {
        var open = model.Counts.Members - model.Counts.Ready;
        var body = new List<AdaptiveElement>
        {
            CardKit.Markdown(
                MemberTexts.OfMembersReadyOfTasksDone.With(model.Counts.Ready, model.Counts.Members, model.Counts.TasksDone,
                    model.Counts.Tasks)),
        };
        body.AddRange(
            model.Behind.Take(10).Select(
                person => CardKit.Row(Wording.Shorten(person.Name, 80), null,
                    MemberTexts.TasksStillOpen.With(person.Open))));
        if (open > Math.Min(10, model.Behind.Count))
        {
            body.Add(CardKit.Subtle(MemberTexts.AndMore.With(open - Math.Min(10, model.Behind.Count))));
        }

        body.Add(CardKit.Small(MemberTexts.TheTrainingInvitationsGoOutOn.With(Dates.Day(model.TrainingOn))));
        if (model.Cohort.Sessions.Count == 0)
        {
            body.Add(
                CardKit.Notice(
                    AdaptiveContainerStyle.Attention,
                    MemberTexts.NoTrainingSessionIsPlannedYet));
        }

        var data = new ActionTarget(model.RolloutId, model.Cohort.Id).ToData();
        return CardKit.Card(
            CardKit.Header(
                open == 0 ? AdaptiveContainerStyle.Good : AdaptiveContainerStyle.Warning,
                MemberTexts.BeforePhase2Readiness,
                MemberTexts.IsReadyForTraining.With(model.Cohort.Name),
                open == 0 ? MemberTexts.EverybodyHasFinishedPhase1 : MemberTexts.PeopleHaveNotFinishedPhase1.With(open)
            ),
            body,
            open == 0
                ? [Plan(model, data), Actions.Execute(MemberTexts.People, CardVerbs.PeopleList, data)]
                :
                [
                    Plan(model, data),
                    Actions.Execute(
                        MemberTexts.NudgeThem, CardVerbs.PeopleNudge, data, model.Cohort.Sessions.Count == 0 ? null : ActionStyle.Positive),
                    Actions.Execute(MemberTexts.ExtendByAWeek, CardVerbs.CohortMove, data.With(MoveCard.Days, 7)),
                    Actions.Execute(MemberTexts.GoOnAsPlanned, CardVerbs.CohortGoOn, data),
                    Actions.Execute(MemberTexts.People, CardVerbs.PeopleList, data),
                ]);
    }

    private static AdaptiveExecuteAction Plan(ReadinessModel model, JsonObject data) => model.Cohort.Sessions.Count == 0
        ? Actions.Execute(MemberTexts.PlanTheTraining, CardVerbs.SessionForm, data, ActionStyle.Positive)
        : Actions.Execute(MemberTexts.TrainingSessions, CardVerbs.SessionList, data);
}

/// <summary>Invites a member to the coming training.</summary>
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
                ? MemberTexts.NoSessionIsPlannedYetPlease
                : MemberTexts.SendsTheCalendarInvitationWithThe.With(lead ?? MemberTexts.YourImplementationManager)));
        }

        body.Add(CardKit.Title(MemberTexts.WhatWeGoThrough));
        body.AddRange(model.Definition.Playbook.Agenda.Take(10).Select((topic, index) =>
            CardKit.Row($"{index + 1}. {Wording.Shorten(PlaybookContent.Of(topic.Title), 120)}",
                Wording.Shorten(PlaybookContent.Of(topic.Content), 300))));
        if (model.Participant.IsMember)
        {
            var tasks = Checklists.ForMember(model.Definition, model.Participant.Role);
            var open = tasks.Count - model.Participant.Progress.CountDone(tasks);
            body.Add(
                CardKit.Small(
                    open == 0
                        ? MemberTexts.YourChecklistIsDoneYouAre
                        : MemberTexts.BeforeItPleaseFinishYourChecklist.With(open)));
        }

        var data = new ActionTarget(model.RolloutId, model.Cohort.Id).ToData();
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Warning, MemberTexts.Phase2Of3Train,
                MemberTexts.YourTraining.With(model.Definition.Playbook.Product),
                $"{model.CohortNames} · {model.Starts}"),
            body,
            [
                .. model.Participant.IsImplementationManager && model.Cohort.Sessions.Count == 0
                    ? [Actions.Execute(MemberTexts.PlanTheTraining, CardVerbs.SessionForm, data, ActionStyle.Positive)]
                    : Array.Empty<AdaptiveAction>(),
                .. cohorts.Where(cohort => cohort.Sessions.Count > 0).Take(2).Select(cohort => Actions.Execute(
                    cohorts.Length == 1 ? MemberTexts.CalendarFile : MemberTexts.CalendarFile2.With(Wording.Shorten(cohort.Name, 30)),
                        CardVerbs.SessionFile,
                    new ActionTarget(model.RolloutId, cohort.Id).ToData())),
                Actions.Execute(MemberTexts.MyChecklist, CardVerbs.ChecklistMine, data),
                Actions.Execute(MemberTexts.AskAQuestion, CardVerbs.QuestionForm, data),
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
                $"{where}{session.Title ?? TrainingPlan.TrainerOf(cohort, session)?.Name ?? lead ?? MemberTexts.YourImplementationManager2}"
                    + $"{place} · {SessionLine.Topics(model.Definition, session)}",
                200));
    }
}

/// <summary>Tells a member on go-live day that they can begin.</summary>
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
                    ? MemberTexts.IsWhereYourInvoicesAndPayments.With(product)
                    : MemberTexts.FromTodayIsWhereYourInvoices.With(product))
        };
        if (model.Definition.BestPractices.Count > 0)
        {
            body.Add(CardKit.Title(MemberTexts.HowWeDoItHere));
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
                    SafeLink.TryCreate(resource.Url, out var link) ? link.ToMarkdown(PlaybookContent.Of(resource.Title))
                        : CardText.Escape(PlaybookContent.Of(resource.Title)))
            .ToList();
        if (resources.Count > 0)
        {
            body.Add(
                CardKit.Block(
                    MemberTexts.GoodToKnow.With(string.Join(" · ", resources)), size: AdaptiveTextSize.Small,
                        spacing: AdaptiveSpacing.Medium));
        }

        body.Add(
            CardKit.Small(
                MemberTexts.QuestionsAskOrAskRightHere.With(model.Cohort.ImplementationManager?.Name ?? MemberTexts.TheCommittee,
                    model.Definition.Timing.CadenceDays)));
        var data = new ActionTarget(model.RolloutId, model.Cohort.Id).ToData();
        return CardKit.Card(
            CardKit.Header(AdaptiveContainerStyle.Good, MemberTexts.Phase3Of3Use, MemberTexts.YouCanBeginWith.With(product),
                MemberTexts.GoLive.With(model.CohortNames, Dates.Day(model.Dates.GoLive))),
            body,
            [
                Actions.Execute(MemberTexts.AskAQuestion, CardVerbs.QuestionForm, data, ActionStyle.Positive),
                Actions.Execute(MemberTexts.MyChecklist, CardVerbs.ChecklistMine, data)
            ]);
    }
}

/// <summary>Hands over the welcome e-mails when the bot may not send mail itself.</summary>
internal static class HandOverCard
{
    private const int MostTexts = 3;
    private const int MostAddresses = 1300;

    public static AdaptiveCard Draw(HandOverModel model)
    {
        var body = new List<AdaptiveElement>
        {
            CardKit.Text(model.IsAskedFor
                ? MemberTexts.EachIsFinishedCopyItInto
                : MemberTexts.TheBotMayNotSendMail),
        };
        foreach (var (role, people, addresses, subject, text) in model.Texts.Take(MostTexts))
        {
            body.Add(CardKit.Title(MemberTexts.People2.With(role, people)));
            var about = Wording.Shorten(role, 40);
            body.Add(Inputs.Text($"to-{body.Count}", MemberTexts.To.With(about), value: Wording.Shorten(addresses, MostAddresses)));
            body.Add(Inputs.Text($"subject-{body.Count}", MemberTexts.Subject.With(about), value: subject));
            body.Add(Inputs.Text(
                $"text-{body.Count}", MemberTexts.Text.With(about), isMultiline: true,
                value: Wording.Shorten(text, Limits.EmailBody)));
        }

        if (model.Texts.Count > MostTexts)
        {
            body.Add(CardKit.Small(MemberTexts.TheTextsForMoreRolesDiffer.With(model.Texts.Count - MostTexts)));
        }

        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Accent, MemberTexts.Phase1Of3WelcomeE, MemberTexts.WelcomeEMailsFor.With(model.Cohort.Name),
                model.IsAskedFor ? MemberTexts.OneForEachRole : MemberTexts.DueTodayAfterwardsTickSendThe),
            body,
            [
                Actions.WithoutInputs(
                    MemberTexts.FileForMailMerge, CardVerbs.EmailFile, new ActionTarget(model.RolloutId, model.Cohort.Id).ToData()),
                Actions.WithoutInputs(MemberTexts.MyList, CardVerbs.ChecklistMine),
            ]);
    }
}
