using TeamsRolloutBot.Benchmarks.Storage;

// One verb, one benchmark; each prints one line of JSON.
return args switch
{
    ["storage", ..] => await StorageBenchmark.RunAsync(),
    ["crash", ..] => await CrashBenchmark.RunAsync(args[1..]),
    ["crash-client", var path, var round] => await CrashBenchmark.RunClientAsync(path, round),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Verbs: storage | crash [ROUNDS]");
    return 2;
}
