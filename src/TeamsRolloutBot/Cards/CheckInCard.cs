using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Domain.Rollouts;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A check-in: are you using it, what stops you, any question?</summary>
internal static class CheckInCard
{
    public static AdaptiveCard Draw(CheckInModel model)
    {
        var product = model.Definition.Playbook.Product;
        var cohorts = Wording.Names([model.Cohort.Name, .. model.Also]);
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Good,
                $"Phase 3 of 3 · Check-in {model.Number} of {model.Definition.Timing.CheckInCount}",
                model.IsNudge ? $"A reminder: how is {product} going?" : $"How is {product} going?",
                model.IsNudge
                    ? $"{cohorts} · you have not answered yet. It takes a minute, and shows where help is needed."
                    : $"{cohorts} · takes a minute. Your implementation manager reads every answer."),
            [
                .. Errors(model, "usage"),
                Inputs.Choices(
                    "usage",
                    "Do you use it as agreed?",
                    [Inputs.Choice("Yes, for everything", "yes"), Inputs.Choice("Partly", "partly"), Inputs.Choice("Not yet", "no")],
                    style: AdaptiveChoiceInputStyle.Expanded,
                    isRequired: true,
                    errorMessage: "Please choose one.",
                    value: model.Usage?.ToLowerInvariant()),
                .. Errors(model, "blocker"),
                Inputs.Text("blocker", "If not: what stops you? (optional)", maxLength: Limits.Blocker,
                    placeholder: "What stops you, if anything", value: model.Blocker),
                .. Errors(model, "question"),
                Inputs.Text(
                    "question",
                    "Any question? (optional)",
                    isMultiline: true,
                    maxLength: Limits.Question,
                    placeholder: "Your question: the answer comes here, in this chat",
                    value: model.Question),
            ],
            [
                Actions.Execute("Send", CardVerbs.CheckinAnswer, Data(model), ActionStyle.Positive),
                Actions.Execute("Ask me tomorrow", CardVerbs.CheckinSnooze, Data(model), associatedInputs: AdaptiveAssociatedInputs.None),
            ]);
    }

    private static IEnumerable<AdaptiveTextBlock> Errors(CheckInModel model, string name) =>
        model.Errors.Where(error => error.Field == name).Select(error => CardKit.Error(error.Message));

    private static JsonObject Data(CheckInModel model) => new()
    {
        [ActionData.Rollout] = model.RolloutId,
        [ActionData.Cohort] = model.Cohort.Id.Value,
        [ActionData.CheckIn] = model.Number,
    };
}

/// <summary>What a check-in becomes once it is answered.</summary>
internal static class CheckInDoneCard
{
    public static AdaptiveCard Draw(CheckInModel model)
    {
        var answer = model.Usage?.ToLowerInvariant() switch
        {
            "yes" => "Yes, for everything",
            "partly" => "Partly",
            _ => "Not yet",
        };
        List<AdaptiveFact> facts = [new("Do you use it?", answer)];
        if (model.Blocker is not null)
        {
            facts.Add(new("What stops you", CardText.Escape(model.Blocker)));
        }

        if (model.Question is not null)
        {
            facts.Add(new("Your question", CardText.Escape(Wording.Shorten(model.Question, 500))));
        }

        static string Next(CheckInModel model) => model.Number >= model.Definition.Timing.CheckInCount
            ? "That was the last check-in. You can still ask a question here any time."
            : "The next check-in comes by itself.";

        var who = model.Cohort.ImplementationManager is { } lead && lead.Id != model.Participant.Person.Id ? lead.Name : "the committee";
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Good, $"Check-in {model.Number} of {model.Definition.Timing.CheckInCount} · answered", "Thank you"),
            [
                new AdaptiveFactSet { Facts = facts },
                CardKit.Small(model.Question is null ? Next(model) : $"Your question is with {who}. The answer comes here, in this chat."),
            ]);
    }
}
