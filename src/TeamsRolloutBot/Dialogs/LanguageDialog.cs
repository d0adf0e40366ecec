using TeamsRolloutBot.Cards;
using TeamsRolloutBot.State;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Sets a person's language; until then, the language of their client is used.</summary>
internal sealed class LanguageDialog(UserRepository users, HelpDialog help) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(nameof(CommandTexts.Language), CommandTexts.LanguageDoes, AskAsync)
        {
            // An unsupported language is answered with the supported ones.
            Takes = argument => Language.Find(argument) is not null || argument.All(char.IsLetter)
        },
        new(nameof(CommandTexts.English), null, (turn, _, ct) => ChooseAsync(turn, Language.English, ct)) { Takes = IsAlone },
        new(nameof(CommandTexts.Spanish), null, (turn, _, ct) => ChooseAsync(turn, Language.Spanish, ct)) { Takes = IsAlone },
        new(nameof(CommandTexts.French), null, (turn, _, ct) => ChooseAsync(turn, Language.French, ct)) { Takes = IsAlone },
    ];

    public IEnumerable<Verb> Verbs =>
    [
        new(LanguageCard.Set, (turn, ct) => Language.Of(turn.Action?.GetString(LanguageCard.Chosen)) is { } chosen
            ? ChooseAsync(turn, chosen, ct)
            : Task.FromResult(Reply.With(LanguageCard.Draw()))),
    ];

    private static bool IsAlone(string argument) => argument.Length == 0;

    private Task<Reply> AskAsync(Turn turn, string argument, CancellationToken ct) =>
        Language.Find(argument) is { } language ? ChooseAsync(turn, language, ct) : Task.FromResult(Reply.With(LanguageCard.Draw()));

    private async Task<Reply> ChooseAsync(Turn turn, Language language, CancellationToken ct)
    {
        var caller = turn.Caller;
        if (await users.FindReferenceAsync(caller.TenantId, caller.Person.Id, ct) is { } reference)
        {
            await users.SaveReferenceAsync(reference with { ChosenLanguage = language }, ct: ct);
        }

        Language.Current = language;
        return Reply.With(await help.DrawAsync(caller, ct)) with { Text = HelpTexts.LanguageIs };
    }
}
