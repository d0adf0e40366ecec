using TeamsRolloutBot.Benchmarks.Storage;

// One verb, one benchmark; each prints one line of JSON.
return args switch
{
    ["storage", ..] => await StorageBenchmark.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Verbs: storage");
    return 2;
}
