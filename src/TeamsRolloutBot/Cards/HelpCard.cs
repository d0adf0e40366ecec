using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Cards;

/// <summary>A help topic.</summary>
/// <param name="Id">The value its button carries.</param>
/// <param name="Title">The topic's title.</param>
/// <param name="Commands">Its commands, each with a description.</param>
internal sealed record HelpTopicModel(string Id, string Title, IReadOnlyList<(string Command, string Description)> Commands);

/// <summary>The help shown to one person, limited to what they may do.</summary>
internal sealed record HelpModel
{
    public required IReadOnlyList<HelpTopicModel> Topics { get; init; }

    /// <summary>The person may start rollouts.</summary>
    public bool MayStart { get; init; }

    /// <summary>They can see a whole launched rollout.</summary>
    public bool SeesRollout { get; init; }

    /// <summary>They are in a cohort of a launched rollout.</summary>
    public bool TakesPart { get; init; }

    /// <summary>Their unfinished draft.</summary>
    public (RolloutId Id, string Name, int Step)? Draft { get; init; }
}

/// <summary>
/// Help: first what is likely to be next for this person, then everything by topic.
/// </summary>
internal static class HelpCard
{
    /// <summary>The topic a button opens; empty for all topics.</summary>
    public const string Topic = "topic";

    public static AdaptiveCard Draw(HelpModel model) => CardKit.Card(
        CardKit.Header(
            AdaptiveContainerStyle.Accent, HelpTexts.Help, HelpTexts.WhatYouCanDo, HelpTexts.PressOrType),
        [
            new AdaptiveFactSet
            {
                Facts = [.. Now(model).Select(now => new AdaptiveFact(now.Command, CardText.Escape(now.Description)))],
            },
            CardKit.Title(HelpTexts.EverythingElse),
            .. model.Topics.Select(topic => CardKit.ActionRow(
                null,
                [
                    CardKit.Block(topic.Title, weight: AdaptiveTextWeight.Bolder, spacing: AdaptiveSpacing.None),
                    CardKit.Subtle(string.Join(" · ", topic.Commands.Select(command => command.Command))),
                ],
                Actions.Execute(HelpTexts.More, CardVerbs.HelpTopic, new JsonObject { [Topic] = topic.Id },
                    about: topic.Title))),
            CardKit.Small(HelpTexts.NotInProcore),
            LanguageCard.Others(),
        ],
        Buttons(model));

    /// <summary>One topic with its commands and their descriptions.</summary>
    public static AdaptiveCard DrawTopic(HelpTopicModel topic) => CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, HelpTexts.Help, topic.Title, HelpTexts.TypeTheBold),
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
        [Actions.Execute(HelpTexts.AllOfHelp, CardVerbs.HelpTopic, new JsonObject { [Topic] = string.Empty })]);

    private static IEnumerable<(string Command, string Description)> Now(HelpModel model)
    {
        if (model.Draft is { } draft)
        {
            yield return (
                Typed(CommandTexts.Continue), HelpTexts.GoOnWith.With(Wording.Shorten(Wording.DraftName(draft.Name), 60), draft.Step));
        }

        if (model.SeesRollout)
        {
            yield return (Typed(CommandTexts.Status), HelpTexts.WhereItStands);
        }

        if (model.TakesPart)
        {
            yield return (Typed(CommandTexts.MyChecklist), HelpTexts.WhatToComplete);
            yield return ($"{Typed(CommandTexts.Ask)} …", HelpTexts.BringAQuestion);
        }

        if (model is { MayStart: true, Draft: null })
        {
            yield return (Typed(CommandTexts.NewRollout), HelpTexts.DefineOne);
        }

        if (model is { MayStart: false, SeesRollout: false, TakesPart: false })
        {
            yield return (HelpTexts.NothingYet, HelpTexts.ComesByItself);
        }
    }

    // Shows the first of a command's alternative spellings.
    private static string Typed(string words) => words.Split('|')[0];

    private static IEnumerable<AdaptiveAction> Buttons(HelpModel model)
    {
        List<(string Title, string Verb, JsonObject Data)> buttons = [];
        if (model.Draft is { } draft)
        {
            buttons.Add((HelpTexts.ContinueWhereYouLeftOff, CardVerbs.DefineOpen, new ActionTarget(draft.Id).ToData()));
        }

        if (model.SeesRollout)
        {
            buttons.Add((HelpTexts.Status, CardVerbs.StatusShow, []));
        }

        if (model.TakesPart)
        {
            buttons.Add((HelpTexts.MyChecklist, CardVerbs.ChecklistMine, []));
        }

        if (model is { MayStart: true, Draft: null })
        {
            buttons.Add((HelpTexts.NewRollout, CardVerbs.RolloutNew, []));
        }

        // The first button is the most likely next step.
        return buttons.Select(
            (button, index) => Actions.Execute(button.Title, button.Verb, button.Data, index == 0 ? ActionStyle.Positive : null));
    }
}
