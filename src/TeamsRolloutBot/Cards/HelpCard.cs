using TeamsRolloutBot.Protocol.AdaptiveCards;

namespace TeamsRolloutBot.Cards;

/// <param name="Commands">What can be typed, and what it does.</param>
/// <param name="MayStart">The person may start rollouts.</param>
internal sealed record HelpModel(IReadOnlyList<(string Command, string Description)> Commands, bool MayStart);

/// <summary>What one can ask.</summary>
internal static class HelpCard
{
    public static AdaptiveCard Draw(HelpModel model)
    {
        List<AdaptiveAction> actions = [];
        if (model.MayStart)
        {
            actions.Add(Actions.Execute("New rollout", "rollout.new", style: ActionStyle.Positive));
        }

        actions.Add(Actions.Execute("My checklist", "checklist.mine"));
        actions.Add(Actions.Execute("Status", "status.show"));
        return CardKit.Card(
            CardKit.Header(ContainerStyle.Accent, "Help", "What you can type", "Capital letters don’t matter. Buttons on cards do the same."),
            [
                new FactSet([.. model.Commands.Select(command => new Fact(CardText.Escape(command.Command), CardText.Escape(command.Description)))]),
                CardKit.Small("I only see what you write to me here. I can’t look into Procore itself: what is done there is ticked off by you."),
            ],
            actions);
    }
}
