using System.Text;
using System.Text.Json.Nodes;
using AdaptiveCards;
using TeamsRolloutBot.Cards;
using TeamsRolloutBot.Dialogs.Files;
using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Operations;
using TeamsRolloutBot.State;
using TeamsRolloutBot.Text;

namespace TeamsRolloutBot.Dialogs;

/// <summary>
/// Exports and erases personal data: one's own by anybody, others' by the owner of their rollouts,
/// everybody's by an administrator.
/// </summary>
internal sealed class PrivacyDialog(
    AccessControl access,
    RolloutRepository rollouts,
    StartPolicy policy,
    PersonSearch search,
    PersonalData data,
    Forgetting forgetting,
    PeopleDirectory directory,
    FileHandOver files) : IDialog
{
    private const string ForgetVerb = CardVerbs.PrivacyForget;
    private const int PlacesShown = 5;

    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.MyData), CommandTexts.MyDataDoes, MineAsync),
        new(nameof(CommandTexts.ExportData), CommandTexts.ExportDataDoes, ExportAsync) { Topic = HelpTopic.PersonalData, Takes = IsPerson },
        new(nameof(CommandTexts.Forget), CommandTexts.ForgetDoes, ForgetAsync) { Topic = HelpTopic.PersonalData, Takes = IsPerson },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(ForgetVerb, (turn, ct) => ForgetAsync(turn, turn.Action?.GetString(PersonCard.Known) ?? string.Empty, ct)),
    ];

    private async Task<Reply> MineAsync(Turn turn, string argument, CancellationToken ct)
    {
        var within = await RolloutsAsync(turn, isAdministrator: true, ct);
        var file = await data.WriteAsync(turn.Caller.TenantId, turn.Caller.Ids, within, isEverything: true, ct);
        return await HandedAsync(
            turn, ManagerTexts.WhatIKeepAboutYou, new GivenFile("my-data.json", "application/json", Encoding.UTF8.GetBytes(file)), ct);
    }

    private async Task<Reply> ExportAsync(Turn turn, string person, CancellationToken ct)
    {
        var (finds, within, isAdministrator, refusal) = await FindAsync(turn, person, ct);
        if (finds is null)
        {
            return refusal!;
        }

        var file = await data.WriteAsync(turn.Caller.TenantId, finds.Ids, within, isAdministrator, ct);

        // An administrator's export goes into the tenant's log, an owner's into the rollout's
        // history.
        return await HandedAsync(
            turn,
            ManagerTexts.WhatIsKeptAbout.With(Wording.Shorten(person, 80)),
            new GivenFile("personal-data.json", "application/json", Encoding.UTF8.GetBytes(file))
            {
                RecordedAs = "personal data",
                Rollout = isAdministrator ? null : finds.Places[0].Rollout.Id,
                Subjects = finds.Ids,
            },
            ct);
    }

    private async Task<Reply> ForgetAsync(Turn turn, string person, CancellationToken ct)
    {
        var (finds, within, isAdministrator, barred) = await FindAsync(turn, person, ct);
        if (finds is null)
        {
            return barred!;
        }

        if (Forgetting.Refuse(finds.Ids, within) is { } refusal)
        {
            return Reply.With(MessageCard.Refusal(ManagerTexts.NotErased, refusal.Reason));
        }

        var shown = Wording.Shorten(person.Trim(), 80);
        if (!turn.Action.IsConfirmed())
        {
            return Reply.With(MessageCard.Question(
                ManagerTexts.EraseEverythingAbout.With(shown),
                ManagerTexts.TheirNameAddressQuestionsAnswersAnd.With(Places(finds)),
                Actions.Execute(
                    ManagerTexts.EraseForGood, ForgetVerb,
                        new JsonObject { [PersonCard.Known] = person.Trim() }.Confirmed()),
                Actions.Execute(ManagerTexts.Keep, CardVerbs.HelpShow)));
        }

        await forgetting.ForgetAsync(turn.Caller.TenantId, turn.Caller.Person.Id, finds.Ids, within, isAdministrator, ct);
        return Reply.With(
            MessageCard.Done(
                ManagerTexts.Erased,
                ManagerTexts.NothingSaysAnyMoreWhoIt.With(Places(finds))));
    }

    // “In Mountain region (HQ Denver, Boulder) and Coast (committee)”
    private static string Places(PersonFinds finds)
    {
        if (finds.Places.Count == 0)
        {
            return ManagerTexts.InNoRolloutWhatTheBot;
        }

        static string Short(string name) => Wording.Shorten(name, 60);
        var shown = finds.Places.Take(PlacesShown).Select(place =>
        {
            var cohorts = place.Cohorts.Count == 0 ? ManagerTexts.NoCohort
                : string.Join(", ", place.Cohorts.Take(PlacesShown).Select(Short));
            return $"{Short(place.Rollout.Definition.Name)} ({cohorts})";
        });
        return
            ManagerTexts.InRolloutsAndCohorts.With(finds.Places.Count, finds.Places.Sum(place => place.Cohorts.Count),
                string.Join("; ", shown));
    }

    // The card or text says whose data it is; only the caller's own access decides which rollouts
    // are searched.
    private async Task<List<StoredRollout>> RolloutsAsync(Turn turn, bool isAdministrator, CancellationToken ct)
    {
        var all = (await access.AllAsync(turn.Caller, ct)).Where(mine => isAdministrator || mine.IsOwner).Select(mine => mine.Rollout)
            .ToList();
        if (isAdministrator)
        {
            await foreach (var rollout in rollouts.ListAsync(turn.Caller.TenantId, ct))
            {
                all.Add(rollout);
            }
        }

        return [.. all.DistinctBy(rollout => rollout.Id)];
    }

    // If nobody knows the person, say so before asking for confirmation; never report work that was
    // not done.
    private async Task<(PersonFinds? Finds, List<StoredRollout> Within, bool IsAdministrator, Reply? Refusal)> FindAsync(
        Turn turn, string person, CancellationToken ct)
    {
        var isAdministrator = policy.IsAdministrator(turn.Caller);
        var within = await RolloutsAsync(turn, isAdministrator, ct);
        if (!isAdministrator && within.Count == 0)
        {
            return (null, within, isAdministrator, NotAllowed());
        }

        return await search.FindAsync(turn.Caller.TenantId, person, within, ct) is { } finds
            && (finds.Places.Count > 0 || (isAdministrator && finds.IsMet))
            ? (finds, within, isAdministrator, null)
            : (null, within, isAdministrator, await NobodyAsync(turn, person, isAdministrator, ct));
    }

    private async Task<Reply> NobodyAsync(Turn turn, string person, bool isAdministrator, CancellationToken ct)
    {
        var typed = person.Trim();
        var name = typed.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? typed[..at].Replace('.', ' ').Replace('_', ' ') : typed;
        var (similar, _) = await directory.FindByNameAsync(turn.Caller.TenantId, name, ct);
        var addresses = similar.Select(other => other.Email).OfType<string>().ToList();
        return Reply.With(
            MessageCard.Refusal(
                ManagerTexts.NobodyByThatAddress,
                (isAdministrator ? ManagerTexts.IsInNoRolloutHere : ManagerTexts.IsInNoRolloutOfYours)
                    .With(Wording.Shorten(typed, 80))
                    + (
                        addresses.Count > 0
                            ? ManagerTexts.DidYouMean.With(string.Join(ManagerTexts.Or, addresses))
                            : ManagerTexts.CheckTheSpellingPeopleListsEverybody
                    )
            )
        );
    }

    private async Task<Reply> HandedAsync(Turn turn, string title, GivenFile file, CancellationToken ct)
    {
        var handed = await files.GiveAsync(turn, file, ct);
        return Reply.With(
            CardKit.Card(CardKit.Header(AdaptiveContainerStyle.Accent, ManagerTexts.PersonalData, title, handed.How), [],
                handed.Buttons(ManagerTexts.Download))
        );
    }

    private static bool IsPerson(string argument) => AddressList.ReadOne(argument).Address is not null || Guid.TryParse(argument, out _);

    private static Reply NotAllowed() => Reply.With(MessageCard.Refusal(
        ManagerTexts.ThatIsNotYoursToDo,
        ManagerTexts.TheOwnerOfARolloutCan));
}
