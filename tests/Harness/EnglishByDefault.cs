using System.Runtime.CompilerServices;
using TeamsRolloutBot.Resources;

namespace TeamsRolloutBot.Tests;

/// <summary>Tests read what the bot writes in English, on a machine of any language.</summary>
internal static class EnglishByDefault
{
    [ModuleInitializer]
    internal static void Apply() => Language.IgnoreTheMachines();
}
