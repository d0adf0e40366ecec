using TeamsRolloutBot.Cards;

namespace TeamsRolloutBot.Dialogs;

/// <summary>Greetings and help.</summary>
internal sealed class HelpDialog(Greeting greeting, StartPolicy policy, IServiceProvider services) : IDialog
{
    public IEnumerable<Command> Commands =>
    [
        new(["help", "what can you do", "commands", "?"], "Shows what you can type", HelpAsync),
        new(["hi", "hello", "hey", "good morning", "start over"], null, HelloAsync),
    ];

    public IEnumerable<KeyValuePair<string, TurnHandler>> Verbs => [new("help.show", (turn, ct) => Below(HelpAsync(turn, string.Empty, ct)))];

    private async Task<Reply> HelloAsync(Turn turn, string argument, CancellationToken ct) => Reply.With(await greeting.WelcomeAsync(turn.Caller, ct));

    private Task<Reply> HelpAsync(Turn turn, string argument, CancellationToken ct)
    {
        // The dialogs are asked when help is, not before: this one is among them.
        var commands = services.GetServices<IDialog>()
            .SelectMany(dialog => dialog.Commands)
            .Where(command => command.Description is not null)
            .Select(command => (command.Words[0], command.Description!));
        return Task.FromResult(Reply.With(HelpCard.Draw(new HelpModel([.. commands], policy.MayStart(turn.Caller)))));
    }

    // Pressed on the welcome card, help comes below it: the welcome stays.
    private static async Task<Reply> Below(Task<Reply> reply) => Reply.Below((await reply).Card!);
}
