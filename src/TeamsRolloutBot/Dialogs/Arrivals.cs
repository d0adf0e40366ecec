using Microsoft.Bot.Builder;
using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Protocol.Activities;
using TeamsRolloutBot.Protocol.Connector;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Handles people who install, return to or uninstall the bot.</summary>
internal sealed partial class Arrivals(
    Identification identification, UserRepository users, IOutbox outbox, Greeting greeting, PeopleDirectory directory,
    ILogger<Arrivals> logger)
{
    /// <summary>Handles installation updates and changes in a conversation's members.</summary>
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
            // After removal from a team or group chat, the bot keeps its personal chats.
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
            // The greeting was not delivered, so allow another attempt.
            LogNotGreeted(logger, fault.Kind, fault.Status);
            await users.ForgetGreetingAsync(caller.TenantId, caller.Person.Id, ct);
        }
    }

    /// <summary>Marks somebody as reachable again, whatever failed before.</summary>
    public Task NoteReturnAsync(Caller caller, bool hasReturned, CancellationToken ct) =>
        !hasReturned ? Task.CompletedTask : outbox.ReturnedAsync(caller.TenantId, caller.Ids, ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A greeting could not be sent: {Kind}, status {Status}")]
    private static partial void LogNotGreeted(ILogger logger, ConnectorFailureKind kind, int? status);
}
