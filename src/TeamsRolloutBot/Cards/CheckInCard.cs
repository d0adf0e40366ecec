using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A check-in: Are you using it? What stops you? Any questions?</summary>
internal static class CheckInCard
{
    public static AdaptiveCard Draw(CheckInModel model)
    {
        var product = model.Definition.Playbook.Product;
        var cohorts = Wording.Names([model.Cohort.Name, .. model.Also]);
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Good,
                MemberTexts.Phase3Of3CheckIn.With(model.Number, model.Definition.Timing.CheckInCount),
                model.IsNudge ? MemberTexts.AReminderHowIsGoing.With(product) : MemberTexts.HowIsGoing.With(product),
                model.IsNudge
                    ? MemberTexts.YouHaveNotAnsweredYetIt.With(cohorts)
                    : MemberTexts.TakesAMinuteYourImplementationManager.With(cohorts)),
            [
                .. Errors(model, "usage"),
                Inputs.Choices(
                    "usage",
                    MemberTexts.DoYouUseItAsAgreed,
                    [Inputs.Choice(MemberTexts.YesForEverything, "yes"), Inputs.Choice(MemberTexts.Partly, "partly"),
                        Inputs.Choice(MemberTexts.NotYet, "no")],
                    style: AdaptiveChoiceInputStyle.Expanded,
                    isRequired: true,
                    errorMessage: MemberTexts.PleaseChooseOne,
                    value: model.Usage?.ToLowerInvariant()),
                .. Errors(model, "blocker"),
                Inputs.Text("blocker", MemberTexts.IfNotWhatStopsYouOptional, maxLength: Limits.Blocker,
                    placeholder: MemberTexts.WhatStopsYouIfAnything, value: model.Blocker),
                .. Errors(model, "question"),
                Inputs.Text(
                    "question",
                    MemberTexts.AnyQuestionOptional,
                    isMultiline: true,
                    maxLength: Limits.Question,
                    placeholder: MemberTexts.YourQuestionTheAnswerComesHere,
                    value: model.Question),
            ],
            [
                Actions.Execute(MemberTexts.Send, CardVerbs.CheckinAnswer, Data(model), ActionStyle.Positive),
                .. model.IsNudge
                    ? Array.Empty<AdaptiveAction>()
                    : [Actions.WithoutInputs(MemberTexts.AskMeTomorrow, CardVerbs.CheckinSnooze, Data(model))],
            ]);
    }

    private static IEnumerable<AdaptiveTextBlock> Errors(CheckInModel model, string name) =>
        model.Errors.Where(error => error.Field == name).Select(error => CardKit.Error(error.Message));

    private static JsonObject Data(CheckInModel model) => new CheckInTarget(model.RolloutId, model.Cohort.Id, model.Number).ToData();
}

/// <summary>A check-in after it was answered.</summary>
internal static class CheckInDoneCard
{
    public static AdaptiveCard Draw(CheckInModel model)
    {
        var answer = model.Usage?.ToLowerInvariant() switch
        {
            "yes" => MemberTexts.YesForEverything,
            "partly" => MemberTexts.Partly,
            _ => MemberTexts.NotYet,
        };
        List<AdaptiveFact> facts = [new(MemberTexts.DoYouUseIt, answer)];
        if (model.Blocker is not null)
        {
            facts.Add(new(MemberTexts.WhatStopsYou, CardText.Escape(model.Blocker)));
        }

        if (model.Question is not null)
        {
            facts.Add(new(MemberTexts.YourQuestion, CardText.Escape(Wording.Shorten(model.Question, 500))));
        }

        static string Next(CheckInModel model) => model.Number >= model.Definition.Timing.CheckInCount
            ? MemberTexts.ThatWasTheLastCheckIn
            : MemberTexts.TheNextCheckInComesBy;

        var who = model.Cohort.ImplementationManager is { } lead && lead.Id != model.Participant.Person.Id ? lead.Name
            : MemberTexts.TheCommittee;
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Good, MemberTexts.CheckInOfAnswered.With(model.Number, model.Definition.Timing.CheckInCount),
                    MemberTexts.ThankYou),
            [
                new AdaptiveFactSet { Facts = facts },
                CardKit.Small(model.Question is null ? Next(model) : MemberTexts.YourQuestionIsWithTheAnswer.With(who)),
            ]);
    }
}

/// <summary>The check-in a person answers or snoozes.</summary>
internal sealed record CheckInTarget(RolloutId Rollout, CohortId Cohort, int Number)
{
    private const string NumberName = "checkIn";

    public static CheckInTarget? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { Cohort: { } cohort } target && press!.GetInt32(NumberName) is { } number
            ? new CheckInTarget(target.Rollout, cohort, number)
            : null;

    public JsonObject ToData() => new ActionTarget(Rollout, Cohort).ToData().With(NumberName, Number);
}
