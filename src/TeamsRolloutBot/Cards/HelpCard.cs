using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>What can be typed about one thing.</summary>
/// <param name="Id">What its button says.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Commands">What can be typed, and what it does.</param>
internal sealed record HelpTopicModel(string Id, string Title, IReadOnlyList<(string Command, string Description)> Commands);

/// <summary>What somebody can do, as far as it is theirs.</summary>
internal sealed record HelpModel
{
    public required IReadOnlyList<HelpTopicModel> Topics { get; init; }

    /// <summary>The person may start rollouts.</summary>
    public bool MayStart { get; init; }

    /// <summary>They see a launched rollout as a whole.</summary>
    public bool SeesRollout { get; init; }

    /// <summary>They are in a cohort of a launched rollout.</summary>
    public bool TakesPart { get; init; }

    /// <summary>Their half-finished definition.</summary>
    public (string Id, string Name, int Step)? Draft { get; init; }
}

/// <summary>
/// What one can ask: what is next for this person first, then everything by topic.
/// </summary>
internal static class HelpCard
{
    public static AdaptiveCard Draw(HelpModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, "Help", "What you can do now",
            "Press a button, or type the words. Capital letters don’t matter."),
        [
            new AdaptiveFactSet { Facts = [.. Now(model).Select(now => new AdaptiveFact(now.Command, CardText.Escape(now.Description)))] },
            CardKit.Title("Everything else"),
            .. model.Topics.Select(topic => CardKit.ActionRow(
                null,
                [
                    CardKit.Block(topic.Title, weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(string.Join(" · ", topic.Commands.Select(command => command.Command))),
                ],
                Actions.Execute("More", CardVerbs.HelpTopic, new JsonObject { [ActionData.Topic] = topic.Id }, about: topic.Title))),
            CardKit.Small("I can’t look into Procore itself: what is done there is ticked off by you."),
        ],
        Buttons(model));

    /// <summary>One topic, with what each of its commands does.</summary>
    public static AdaptiveCard DrawTopic(HelpTopicModel topic) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Help", topic.Title, "Type the words in bold."),
        [
            new AdaptiveFactSet
            {
                Facts =
                [
                    .. topic.Commands.Select(
                        command => new AdaptiveFact(CardText.Escape(command.Command), CardText.Escape(command.Description)))
                ]
            }
        ],
        [Actions.Execute("All of help", CardVerbs.HelpTopic, new JsonObject { [ActionData.Topic] = string.Empty })]);

    private static IEnumerable<(string Command, string Description)> Now(HelpModel model)
    {
        if (model.Draft is { } draft)
        {
            yield return (
                "continue", $"Go on with “{Wording.Shorten(Wording.DraftName(draft.Name), 60)}”: you left off at step {draft.Step} of 11");
        }

        if (model.SeesRollout)
        {
            yield return ("status", "Where your rollout stands, and what needs you");
        }

        if (model.TakesPart)
        {
            yield return ("my checklist", "What you have to complete");
            yield return ("ask …", "Bring a question to somebody who knows");
        }

        if (model is { MayStart: true, Draft: null })
        {
            yield return ("new rollout", "Define one, step by step; nothing is sent before you launch it");
        }

        if (model is { MayStart: false, SeesRollout: false, TakesPart: false })
        {
            yield return ("nothing yet", "Your checklist comes here by itself once you are part of a rollout");
        }
    }

    private static IEnumerable<AdaptiveAction> Buttons(HelpModel model)
    {
        List<(string Title, string Verb, JsonObject Data)> buttons = [];
        if (model.Draft is { } draft)
        {
            buttons.Add(("Continue where you left off", CardVerbs.DefineOpen, new JsonObject { [ActionData.Rollout] = draft.Id }));
        }

        if (model.SeesRollout)
        {
            buttons.Add(("Status", CardVerbs.StatusShow, []));
        }

        if (model.TakesPart)
        {
            buttons.Add(("My checklist", CardVerbs.ChecklistMine, []));
        }

        if (model is { MayStart: true, Draft: null })
        {
            buttons.Add(("New rollout", CardVerbs.RolloutNew, []));
        }

        // What stands first is what is likely to be next.
        return buttons.Select(
            (button, index) => Actions.Execute(button.Title, button.Verb, button.Data, index == 0 ? ActionStyle.Positive : null));
    }
}
