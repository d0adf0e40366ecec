using Microsoft.Graph;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Attendance from Graph: finds the meeting by its join URL and reads all of its reports (a meeting
/// that ended and resumed has several). Requires an application access policy in addition to the
/// permissions.
/// </summary>
internal sealed class GraphAttendance(GraphConnection connection) : IAttendance
{
    public async Task<IReadOnlyList<Attended>?> ReadAsync(string organiser, string joinUrl, CancellationToken ct)
    {
        var meetings = await CallAsync(
            client =>
                client.Users[organiser].OnlineMeetings.GetAsync(
                    request => request.QueryParameters.Filter = $"JoinWebUrl eq '{joinUrl}'", ct),
            ct);
        if (meetings?.Value?.FirstOrDefault()?.Id is not { } meeting)
        {
            return null;
        }

        var reports = await GraphPages.ReadAllAsync(
            next => CallAsync(
                client => next is null
                    ? client.Users[organiser].OnlineMeetings[meeting].AttendanceReports.GetAsync(cancellationToken: ct)
                    : client.Users[organiser].OnlineMeetings[meeting].AttendanceReports.WithUrl(next).GetAsync(cancellationToken: ct),
                ct),
            page => page.Value);
        var found = new List<Attended>();
        foreach (var report in reports.Select(report => report.Id).OfType<string>())
        {
            var records = await GraphPages.ReadAllAsync(
                next =>
                    CallAsync(
                        client =>
                            next is null
                                ? client
                                    .Users[organiser]
                                    .OnlineMeetings[meeting]
                                    .AttendanceReports[report]
                                    .AttendanceRecords.GetAsync(cancellationToken: ct)
                                : client
                                    .Users[organiser]
                                    .OnlineMeetings[meeting]
                                    .AttendanceReports[report]
                                    .AttendanceRecords.WithUrl(next)
                                    .GetAsync(cancellationToken: ct),
                        ct
                    ),
                page => page.Value
            );
            found.AddRange(
                records.Select(record => new Attended(
                    Guid.TryParse(record.Identity?.Id ?? record.Id, out var id) ? id : null,
                    record.EmailAddress,
                    record.TotalAttendanceInSeconds ?? 0
                ))
            );
        }

        return reports.Count > 0 ? found : null;
    }

    private Task<T> CallAsync<T>(Func<GraphServiceClient, Task<T>> call, CancellationToken ct) =>
        connection.CallAsync(GraphFeature.Attendance, isRead: true, call, ct);
}
