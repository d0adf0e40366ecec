using TeamsRolloutBot.Documents;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Hosting.Commands;
using TeamsRolloutBot.Hosting.Development;
using TeamsRolloutBot.Protocol.Hosting;

Language.IgnoreTheMachines();
if (CommandLine.Find(args) is { } command)
{
    return await command();
}

// The slim builder omits what the bot does not need (IIS, HTTP/3, event logs); HTTPS is added back
// for configured certificates. Settings are read once: a file watcher watches the whole folder and
// so fires on every write to a data file in it.
var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
builder.WebHost.UseKestrelHttpsConfiguration();

// Connection limits.
builder.AddConnectionLimits();

builder.Services.AddRooms(builder.Configuration, builder.Environment.IsDevelopment());

builder.Services.AddHealth(builder.Configuration);
builder.AddTelemetry();

// Clock and local client for development.
builder.AddDevelopmentHelpers();

var app = builder.Build();
app.UseSecurityHeaders();
app.MapActivities();
app.MapDownloads();
app.MapHealth();
app.MapPages();
try
{
    await app.RunAsync();
    return 0;
}
catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    Console.Error.WriteLine($"{fault.Message} Stop the program that listens there, or choose another address with the setting Urls.");
    return 1;
}
