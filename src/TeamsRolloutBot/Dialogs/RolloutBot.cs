using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;

namespace TeamsRolloutBot.Dialogs;

/// <summary>The bot's entry point for Teams activities.</summary>
internal sealed class RolloutBot(TurnRouter router, Arrivals arrivals) : TeamsActivityHandler
{
    // The SDK rejects an activity without a type; treat it like an unknown type instead.
    public override Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) =>
        turnContext.Activity.Type is null ? Task.CompletedTask : base.OnTurnAsync(turnContext, cancellationToken);

    protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
        router.OnMessageAsync(turnContext, cancellationToken);

    // Bypasses the SDK's dispatch, which compares names case-sensitively, answers buttons it
    // considers malformed with HTTP 400, and drops whether a card refreshes itself.
    protected override Task<InvokeResponse?> OnInvokeActivityAsync(
        ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken) =>
        router.OnInvokeAsync(turnContext, cancellationToken);

    protected override Task OnInstallationUpdateActivityAsync(
        ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        arrivals.OnUpdateAsync(turnContext, cancellationToken);

    // Bypasses the SDK's dispatch, which queries the connector for each added member and fails on
    // unusual channel data.
    protected override Task OnConversationUpdateActivityAsync(
        ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        arrivals.OnUpdateAsync(turnContext, cancellationToken);

    // The bot needs none of these, and the SDK fails on unusual channel data and values.
    protected override Task OnEventActivityAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected override Task OnMessageUpdateActivityAsync(
        ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task OnMessageDeleteActivityAsync(
        ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) => Task.CompletedTask;
}
