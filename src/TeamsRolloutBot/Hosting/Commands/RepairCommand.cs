using TeamsRolloutBot.Operations;
using TeamsRolloutBot.Storage;

namespace TeamsRolloutBot.Hosting.Commands;

/// <summary>
/// <c>repair [--check]</c>: recomputes counts and indexes from their source rows, and reports each
/// difference. With <c>--check</c> nothing is changed, and the exit code is 1 if there are
/// differences. With the embedded store, the bot must be stopped.
/// </summary>
internal static class RepairCommand
{
    public static Task<int> RunAsync(string[] arguments) => StoreCommand.RunAsync(async () =>
    {
        var (own, settings) = StoreCommand.Split(arguments);
        if (own is not ([] or ["--check"]))
        {
            return await StoreCommand.UsageAsync("repair [--check]");
        }

        var onlyLook = own.Length > 0;
        var builder = StoreCommand.Configure(settings);
        builder.Services.AddRooms(builder.Configuration, builder.Environment.IsDevelopment());
        await using var app = builder.Build();
        await app.Services.GetRequiredService<TableStore>().OpenAsync();
        var (rollouts, differences) = await app.Services.GetRequiredService<Repair>()
            .RunAsync(onlyLook, Console.WriteLine, CancellationToken.None);
        Console.WriteLine($"{rollouts} rollouts checked, {differences} differences{(onlyLook || differences == 0 ? "" : ", repaired")}.");
        return onlyLook && differences > 0 ? 1 : 0;
    });
}
