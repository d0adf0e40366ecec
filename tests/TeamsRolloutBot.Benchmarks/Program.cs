using TeamsRolloutBot.Benchmarks.Delivery;
using TeamsRolloutBot.Benchmarks.Fuzz;
using TeamsRolloutBot.Benchmarks.Graph;
using TeamsRolloutBot.Benchmarks.Product;
using TeamsRolloutBot.Benchmarks.Storage;
using TeamsRolloutBot.Benchmarks.Tick;

// One verb per benchmark; each prints one line of JSON.
return args switch
{
    ["storage", ..] => await StorageBenchmark.RunAsync(),
    ["crash", ..] => await CrashBenchmark.RunAsync(args[1..]),
    ["crash-client", var path, var round] => await CrashBenchmark.RunClientAsync(path, round),
    ["kill-bot", ..] => await KilledBotBenchmark.RunAsync(args[1..]),
    ["status", ..] => await StatusBenchmark.RunAsync(),
    ["tick", ..] => await TickBenchmark.RunAsync(args[1..]),
    ["tick-endpoint", ..] => await TickBenchmark.EndpointAsync(args[1..]),
    ["delivery", ..] => await DeliveryBenchmark.RunAsync(args[1..]),
    ["graph", "group", ..] => await GraphBenchmark.GroupAsync(args[2..]),
    ["graph", "install", ..] => await GraphBenchmark.InstallAsync(args[2..]),
    ["graph-group-client", var endpoint, var group] => await GraphBenchmark.GroupClientAsync(endpoint, group),
    ["launch", ..] => await LaunchBenchmark.RunAsync(args[1..]),
    ["idle", ..] => await IdleBenchmark.RunAsync(args[1..]),
    ["fuzz", ..] => await FuzzBenchmark.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Verbs: graph group|install [--people N] | storage | crash [ROUNDS] | kill-bot [ROUNDS] | status | tick [SECONDS] | delivery "
            + "[--people N --latency MS --limit N …] | launch [--people N --cohort N] | idle [--people N,N] | fuzz [--activities N "
            + "--seed N --from N]");
    return 2;
}
