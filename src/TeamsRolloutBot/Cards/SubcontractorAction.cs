using System.Text.Json.Nodes;
using TeamsRolloutBot.Protocol.Activities;

namespace TeamsRolloutBot.Cards;

/// <summary>An action on a subcontractor: show, write to or change it.</summary>
internal sealed record SubcontractorAction(RolloutId Rollout, string Id)
{
    private const int LongestId = 40;
    private const string IdName = "subcontractor";
    private const string AgainName = "again";
    private const string ListName = "list";

    /// <summary>They were invited again today.</summary>
    public bool IsInvitedAgain { get; init; }

    /// <summary>The button is on the list, so the list is shown afterwards.</summary>
    public bool IsOnList { get; init; }

    public static SubcontractorAction? Parse(PressedAction? press) =>
        ActionTarget.Parse(press) is { } target && press!.GetString(IdName) is { Length: > 0 and <= LongestId } id
            ? new SubcontractorAction(target.Rollout, id)
            {
                IsInvitedAgain = press.GetBoolean(AgainName) == true,
                IsOnList = press.GetBoolean(ListName) == true,
            }
            : null;

    public JsonObject ToData() => new ActionTarget(Rollout).ToData()
        .With(IdName, Id).With(AgainName, IsInvitedAgain ? true : null).With(ListName, IsOnList ? true : null);
}
