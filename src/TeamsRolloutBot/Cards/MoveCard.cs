using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Domain.Rollouts;

namespace TeamsRolloutBot.Cards;

/// <param name="RolloutId">For the buttons.</param>
/// <param name="Cohort">The cohort as it is.</param>
/// <param name="NewGoLive">Where it would move to.</param>
/// <param name="Changes">What changes, in order.</param>
/// <param name="Members">For how many.</param>
internal sealed record MoveModel(
    string RolloutId, Cohort Cohort, LocalDate NewGoLive, IReadOnlyList<(string What, LocalDate? Before, LocalDate? After, bool AlreadySent)> Changes, int Members);

/// <summary>A moved go-live date, as a difference, before it is moved.</summary>
internal static class MoveCard
{
    public static AdaptiveCard Draw(MoveModel model)
    {
        var data = new JsonObject { ["rollout"] = model.RolloutId, ["cohort"] = model.Cohort.Id.Value, ["date"] = Dates.Iso(model.NewGoLive), ["confirm"] = true };
        return CardKit.Card(
            CardKit.Header(
                AdaptiveContainerStyle.Warning,
                "Nothing has been moved yet",
                $"Move {model.Cohort.Name} to {Dates.Full(model.NewGoLive)}?",
                $"Changes for {CardKit.Count(model.Members, "member", "members")}; go-live is {Dates.Full(model.Cohort.GoLive)} at present."),
            model.Changes.Select(change => CardKit.Row(
                change.What,
                change.AlreadySent ? "was due before today" : null,
                change.AlreadySent ? "what was sent stays sent" : change.Before == change.After ? "unchanged" : $"{Text(change.Before)} → {Text(change.After)}")),
            [
                Actions.Execute("Move it", "cohort.move", data, ActionStyle.Positive),
                Actions.Execute("Leave it as it is", "status.show", new JsonObject { ["rollout"] = model.RolloutId }),
            ]);
    }

    private static string Text(LocalDate? date) => date is { } day ? Dates.Short(day) : "–";
}
