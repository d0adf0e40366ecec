using System.Runtime.CompilerServices;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests;

/// <summary>Tests read the bot's output in English, whatever the machine's language.</summary>
internal static class EnglishByDefault
{
    [ModuleInitializer]
    internal static void Apply() => Language.IgnoreTheMachines();
}
