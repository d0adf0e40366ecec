using Microsoft.Bot.Builder;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>People who come, return and leave the bot.</summary>
internal sealed partial class Arrivals(
    Identification identification, UserRepository users, IOutbox outbox, Greeting greeting, PeopleDirectory directory,
    ILogger<Arrivals> logger)
{
    /// <summary>The app was added or removed, or who is in a conversation has changed.</summary>
    public async Task OnUpdateAsync(ITurnContext context, CancellationToken ct)
    {
        var activity = context.Activity;
        if (await identification.OfAsync(activity, ct) is not var (caller, reference, hasReturned))
        {
            return;
        }

        Language.Current = caller.Language;
        if (activity.Action is InstallationActions.Remove or InstallationActions.RemoveUpgrade)
        {
            // Removed from a team or a group chat, the bot still has its chat with each of its
            // people.
            if (caller.IsPersonalChat && (reference.ConversationId is null || reference.ConversationId == caller.Address.ConversationId))
            {
                await users.SaveReferenceAsync(reference with { Reachability = Reachability.Blocked }, ct: ct);
                await users.ForgetGreetingAsync(caller.TenantId, caller.Person.Id, ct);
            }

            return;
        }

        if (!caller.IsPersonalChat && caller.Address.ServiceUrl.Length > 0)
        {
            await directory.RosterAsync(caller.Address, ct);
        }

        await NoteReturnAsync(caller, hasReturned, ct);
        await GreetAsync(context, caller, ct);
    }

    private async Task GreetAsync(ITurnContext context, Caller caller, CancellationToken ct)
    {
        if (caller.Address.ServiceUrl.Length == 0 || await greeting.GreetOnceAsync(context.Activity, caller, ct) is not { } card)
        {
            return;
        }

        try
        {
            await context.SendActivityAsync(OutgoingActivity.FromCard(card, MemberTexts.WelcomeToTheRolloutBot), ct);
        }
        catch (ConnectorException fault)
        {
            // Not greeted after all: the next sign of life is answered with it.
            LogNotGreeted(logger, fault.Kind, fault.Status);
            await users.ForgetGreetingAsync(caller.TenantId, caller.Person.Id, ct);
        }
    }

    /// <summary>
    /// Somebody who is here can be reached again, whatever failed before.
    /// </summary>
    public Task NoteReturnAsync(Caller caller, bool hasReturned, CancellationToken ct) =>
        !hasReturned ? Task.CompletedTask : outbox.ReturnedAsync(caller.TenantId, caller.Ids, ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A greeting could not be sent: {Kind}, status {Status}")]
    private static partial void LogNotGreeted(ILogger logger, ConnectorFailureKind kind, int? status);
}
