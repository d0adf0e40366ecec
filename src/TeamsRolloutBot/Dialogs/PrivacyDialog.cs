using System.Text;
using System.Text.Json.Nodes;
using AdaptiveCards;
using NodaTime;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Domain;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Storage.Repositories;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// What the bot keeps of a person, given out and erased: one's own by anybody, others' by the owner of the rollouts they are in, everybody's by
/// an administrator.
/// </summary>
internal sealed class PrivacyDialog(
    AccessControl access,
    RolloutRepository rollouts,
    StartPolicy policy,
    PersonSearch search,
    PersonalData data,
    Forgetting forgetting,
    AuditRepository audit,
    FileLinks links,
    IClock clock) : IDialog
{
    private const string ForgetVerb = "privacy.forget";

    public IEnumerable<Command> Commands =>
    [
        new(["my data"], "Everything I keep of you, as a file", MineAsync),
        new(["export data"], "Everything kept of somebody, like “export data maria@company.com”", ExportAsync) { Topic = HelpTopic.PersonalData, Takes = IsPerson },
        new(["forget"], "Erases somebody’s data, like “forget maria@company.com”", ForgetAsync) { Topic = HelpTopic.PersonalData, Takes = IsPerson },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ForgetVerb, (turn, ct) => ForgetAsync(turn, turn.Action?.GetString("person") ?? string.Empty, ct)),
    ];

    private async Task<Reply> MineAsync(Turn turn, string argument, CancellationToken ct)
    {
        var within = await RolloutsAsync(turn, isAdministrator: true, ct);
        var file = await data.WriteAsync(turn.Caller.TenantId, turn.Caller.Ids, within, isEverything: true, ct);
        return await HandedAsync("Everything I keep of you", "my-data.json", file, ct);
    }

    private async Task<Reply> ExportAsync(Turn turn, string person, CancellationToken ct)
    {
        var isAdministrator = policy.IsAdministrator(turn.Caller);
        var within = await RolloutsAsync(turn, isAdministrator, ct);
        if (await FindAsync(turn, person, within, isAdministrator, ct) is not { } ids)
        {
            return NotAllowed();
        }

        var now = clock.GetCurrentInstant();
        foreach (var rollout in within)
        {
            await audit.AddAsync(
                rollout.Id, AuditEntry.Of(AuditAction.Exported, turn.Caller.Person.Id, now) with { Subjects = [ids[0]], Detail = "personal data" }, ct);
        }

        var file = await data.WriteAsync(turn.Caller.TenantId, ids, within, isAdministrator, ct);
        return await HandedAsync($"What is kept of {CardKit.Shorten(person, 80)}", "personal-data.json", file, ct);
    }

    private async Task<Reply> ForgetAsync(Turn turn, string person, CancellationToken ct)
    {
        var isAdministrator = policy.IsAdministrator(turn.Caller);
        var within = await RolloutsAsync(turn, isAdministrator, ct);
        if (await FindAsync(turn, person, within, isAdministrator, ct) is not { } ids)
        {
            return NotAllowed();
        }

        if (Forgetting.Refuse(ids, within) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal("Not erased", refusal.Reason));
        }

        var shown = CardKit.Shorten(person.Trim(), 80);
        if (turn.Action?.GetBoolean("confirm") != true)
        {
            return Reply.With(MessageCard.Question(
                $"Erase everything about {shown}?",
                $"In {(isAdministrator ? "every rollout" : CardKit.Count(within.Count, "rollout of yours", "rollouts of yours"))}: their name, address, questions, answers and messages’ records go, and nothing more is sent to them. What was counted stays counted. This can’t be undone. Messages that were sent stay in the chats.",
                Actions.Execute("Erase for good", ForgetVerb, new JsonObject { ["person"] = person.Trim(), ["confirm"] = true }),
                Actions.Execute("Keep", "help.show")));
        }

        await forgetting.ForgetAsync(turn.Caller.TenantId, turn.Caller.Person.Id, ids, within, isAdministrator, ct);
        return Reply.With(MessageCard.Done("Erased", "Nothing says any more who it was. What was counted stays counted; messages that were sent stay in the chats."));
    }

    // Whose data it is comes from the card or the text; whose rollouts are looked through only from who asks.
    private async Task<List<StoredRollout>> RolloutsAsync(Turn turn, bool isAdministrator, CancellationToken ct)
    {
        var all = (await access.AllAsync(turn.Caller, ct)).Where(mine => isAdministrator || mine.IsOwner).Select(mine => mine.Rollout).ToList();
        if (isAdministrator)
        {
            await foreach (var rollout in rollouts.ListAsync(turn.Caller.TenantId, ct))
            {
                all.Add(rollout);
            }
        }

        return [.. all.DistinctBy(rollout => rollout.Id)];
    }

    private async Task<IReadOnlyList<PersonId>?> FindAsync(
        Turn turn, string person, List<StoredRollout> within, bool isAdministrator, CancellationToken ct) =>
        isAdministrator || within.Count > 0 ? await search.FindAsync(turn.Caller.TenantId, person, within, ct) : null;

    private async Task<Reply> HandedAsync(string title, string name, string file, CancellationToken ct) => Reply.With(CardKit.Card(
        CardKit.Header(AdaptiveContainerStyle.Accent, "Personal data", title, FileLinks.Ends),
        [],
        [Actions.OpenUrl("Download (opens in browser)", await links.AddAsync(name, "application/json", Encoding.UTF8.GetBytes(file), ct))]));

    private static bool IsPerson(string argument) => EmailAddress.IsValid(argument) || Guid.TryParse(argument, out _);

    private static Reply NotAllowed() => Reply.With(MessageCard.Refusal(
        "That is not yours to do",
        "The owner of a rollout can do this for the people in it, and an administrator (setting Rollouts:Administrators) for everybody, by e-mail address. “my data” gives you your own."));
}
