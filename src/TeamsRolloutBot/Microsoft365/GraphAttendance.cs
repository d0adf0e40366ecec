namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Attendance by Graph: the meeting is found by its join address, and each of its reports (a meeting that ended and went on has several) is read.
/// An application access policy has to admit the app besides the permissions.
/// </summary>
internal sealed class GraphAttendance(GraphConnection connection) : IAttendance
{
    public async Task<IReadOnlyList<Attended>?> ReadAsync(string organiser, string joinUrl, CancellationToken ct)
    {
        var meetings = await connection.CallAsync(
            GraphFeature.Attendance,
            isRead: true,
            client => client.Users[organiser].OnlineMeetings.GetAsync(request => request.QueryParameters.Filter = $"JoinWebUrl eq '{joinUrl}'", ct),
            ct);
        if (meetings?.Value?.FirstOrDefault()?.Id is not { } meeting)
        {
            return null;
        }

        var reports = await connection.CallAsync(
            GraphFeature.Attendance, isRead: true, client => client.Users[organiser].OnlineMeetings[meeting].AttendanceReports.GetAsync(cancellationToken: ct), ct);
        var found = new List<Attended>();
        foreach (var report in (reports?.Value ?? []).Select(report => report.Id).OfType<string>())
        {
            var records = await connection.CallAsync(
                GraphFeature.Attendance,
                isRead: true,
                client => client.Users[organiser].OnlineMeetings[meeting].AttendanceReports[report].AttendanceRecords.GetAsync(cancellationToken: ct),
                ct);
            while (records is not null)
            {
                found.AddRange((records.Value ?? []).Select(record => new Attended(
                    Guid.TryParse(record.Identity?.Id ?? record.Id, out var id) ? id : null, record.EmailAddress, record.TotalAttendanceInSeconds ?? 0)));
                var next = records.OdataNextLink;
                records = string.IsNullOrEmpty(next)
                    ? null
                    : await connection.CallAsync(
                        GraphFeature.Attendance,
                        isRead: true,
                        client => client.Users[organiser].OnlineMeetings[meeting].AttendanceReports[report].AttendanceRecords.WithUrl(next).GetAsync(cancellationToken: ct),
                        ct);
            }
        }

        return reports?.Value is { Count: > 0 } ? found : null;
    }
}
