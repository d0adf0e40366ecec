using TeamsRolloutBot.Delivery;
using TeamsRolloutBot.Dialogs;
using TeamsRolloutBot.Hosting;
using TeamsRolloutBot.Microsoft365;
using TeamsRolloutBot.Protocol.Hosting;
using TeamsRolloutBot.Reports;
using TeamsRolloutBot.Storage;

if (args is [TimelineCommand.Name, .. var timeline])
{
    await using var output = Console.OpenStandardOutput();
    return await TimelineCommand.RunAsync(timeline, output, Console.Error);
}

var builder = WebApplication.CreateBuilder(args);

// State: an embedded file, or Azure Table Storage.
builder.Services.AddStorage(builder.Configuration);

// Teams on the wire: activities in, the connector out, tokens both ways.
builder.Services.AddTeamsProtocol(builder.Configuration);

// People, installation, mail and calendars through Microsoft Graph, where it is configured.
builder.Services.AddMicrosoft365(builder.Configuration);

// What is sent by plan.
builder.Services.AddDelivery(builder.Configuration, builder.Environment.IsDevelopment());
builder.Services.AddSingleton<IMessageComposer, MessageComposer>();

// What is answered.
builder.Services.AddConversation(builder.Configuration);

// A developer's clock and local client.
builder.AddDevelopmentHelpers();

var app = builder.Build();
app.MapActivities();
app.MapDownloads();
app.MapGet("/", () => "TeamsRolloutBot");
await app.RunAsync();
return 0;
