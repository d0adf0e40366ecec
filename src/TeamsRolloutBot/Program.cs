using TeamsRolloutBot.Hosting;

if (args is [TimelineCommand.Name, .. var timeline])
{
    await using var output = Console.OpenStandardOutput();
    return await TimelineCommand.RunAsync(timeline, output, Console.Error);
}

return 0;
