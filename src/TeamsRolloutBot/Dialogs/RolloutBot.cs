using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The bot, as Teams meets it.</summary>
internal sealed class RolloutBot(TurnRouter router, Arrivals arrivals) : TeamsActivityHandler
{
    // The SDK refuses an activity without a type; here it is one of a type that is not known.
    public override Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
        turnContext.Activity.Type is null ? Task.CompletedTask : base.OnTurnAsync(turnContext, cancellationToken);

    protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
        router.OnMessageAsync(turnContext, cancellationToken);

    // Not the SDK's dispatch: it compares names with case, answers a button it takes for malformed
    // with HTTP 400, and drops whether a card refreshes itself.
    protected override Task<InvokeResponse?> OnInvokeActivityAsync(
        ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken) =>
        router.OnInvokeAsync(turnContext, cancellationToken);

    protected override Task OnInstallationUpdateActivityAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        arrivals.OnUpdateAsync(turnContext, cancellationToken);

    // Not the SDK's dispatch: it asks the connector about each member that was added, and fails on
    // channel data of an odd shape.
    protected override Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        arrivals.OnUpdateAsync(turnContext, cancellationToken);

    // Nothing is asked of the bot by these, and the SDK fails on channel data and values of an odd
    // shape.
    protected override Task OnEventActivityAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected override Task OnMessageUpdateActivityAsync(
        ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task OnMessageDeleteActivityAsync(
        ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;
}
