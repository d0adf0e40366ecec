namespace TeamsRolloutBot.Protocol.AdaptiveCards;

/// <summary>The buttons a card is built of.</summary>
public static class Actions
{
    /// <summary>The name under which the fallback carries its verb.</summary>
    public const string VerbProperty = "verb";

    /// <summary>
    /// A button that works on every client: an <c>Action.Execute</c>, and for clients that do not know it an
    /// <c>Action.Submit</c> with the same data and the verb in it. <see cref="Activities.PressedAction"/> reads both alike.
    /// </summary>
    /// <param name="title">The text on the button; may hold typed text.</param>
    /// <param name="verb">What is wanted: <c>noun.action</c>.</param>
    /// <param name="data">The wanted state, not a toggle: Teams repeats invokes.</param>
    /// <param name="style">How it is drawn; Teams ignores it.</param>
    /// <param name="associatedInputs"><see cref="AssociatedInputs.None"/> for a button such as Back or Cancel that must work with invalid inputs.</param>
    public static ExecuteAction Execute(
        string title, string verb, ActionData? data = null, ActionStyle? style = null, AssociatedInputs? associatedInputs = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(verb);
        title = CardText.Plain(title);
        return new ExecuteAction
        {
            Title = title,
            Verb = verb,
            Data = data,
            Style = style,
            AssociatedInputs = associatedInputs,
            Fallback = new SubmitAction
            {
                Title = title,
                Data = (data ?? ActionData.Empty).With(VerbProperty, verb),
                Style = style,
                AssociatedInputs = associatedInputs,
            },
        };
    }

    /// <summary>The action of <see cref="AdaptiveCard.Refresh"/>. It has no fallback: clients without refresh ignore it.</summary>
    public static CardRefresh Refresh(string verb, ActionData? data = null, IReadOnlyList<string>? userIds = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(verb);
        if (userIds?.Count > CardRefresh.MaximumUserIds)
        {
            throw new ArgumentException($"Teams takes at most {CardRefresh.MaximumUserIds} users to refresh for.", nameof(userIds));
        }

        return new CardRefresh(new ExecuteAction { Title = "Refresh", Verb = verb, Data = data }) { UserIds = userIds };
    }

    /// <summary>A link. The title should say that it leaves Teams.</summary>
    public static OpenUrlAction OpenUrl(string title, SafeLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new OpenUrlAction(link.Url) { Title = CardText.Plain(title) };
    }
}
