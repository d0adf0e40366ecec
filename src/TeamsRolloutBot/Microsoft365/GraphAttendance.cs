using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace TeamsRolloutBot.Microsoft365;

/// <summary>
/// Attendance by Graph: the meeting is found by its join address, and each of its reports (a meeting that ended and went on has several) is read.
/// An application access policy has to admit the app besides the permissions.
/// </summary>
internal sealed class GraphAttendance(GraphConnection connection) : IAttendance
{
    // Of 100 at a time it is the largest meeting there is; a list that never ends does not hold up the others.
    private const int MostPages = 200;

    public async Task<IReadOnlyList<Attended>?> ReadAsync(string organiser, string joinUrl, CancellationToken ct)
    {
        var meetings = await CallAsync(client => client.Users[organiser].OnlineMeetings.GetAsync(request => request.QueryParameters.Filter = $"JoinWebUrl eq '{joinUrl}'", ct), ct);
        if (meetings?.Value?.FirstOrDefault()?.Id is not { } meeting)
        {
            return null;
        }

        var reports = await ReadAllAsync(
            (client, next) => next is null
                ? client.Users[organiser].OnlineMeetings[meeting].AttendanceReports.GetAsync(cancellationToken: ct)
                : client.Users[organiser].OnlineMeetings[meeting].AttendanceReports.WithUrl(next).GetAsync(cancellationToken: ct),
            page => page.Value,
            ct);
        var found = new List<Attended>();
        foreach (var report in reports.Select(report => report.Id).OfType<string>())
        {
            var records = await ReadAllAsync(
                (client, next) => next is null
                    ? client.Users[organiser].OnlineMeetings[meeting].AttendanceReports[report].AttendanceRecords.GetAsync(cancellationToken: ct)
                    : client.Users[organiser].OnlineMeetings[meeting].AttendanceReports[report].AttendanceRecords.WithUrl(next).GetAsync(cancellationToken: ct),
                page => page.Value,
                ct);
            found.AddRange(records.Select(record => new Attended(
                Guid.TryParse(record.Identity?.Id ?? record.Id, out var id) ? id : null, record.EmailAddress, record.TotalAttendanceInSeconds ?? 0)));
        }

        return reports.Count > 0 ? found : null;
    }

    /// <summary>Everything of a list, page by page.</summary>
    /// <param name="read">Reads the first page, or the one with the given address.</param>
    /// <param name="valuesOf">What is on a page.</param>
    /// <param name="ct">Cancels.</param>
    private async Task<IReadOnlyList<T>> ReadAllAsync<TPage, T>(
        Func<GraphServiceClient, string?, Task<TPage?>> read, Func<TPage, IEnumerable<T>?> valuesOf, CancellationToken ct)
        where TPage : BaseCollectionPaginationCountResponse
    {
        var all = new List<T>();
        string? next = null;
        for (var pages = 0; pages < MostPages && (pages == 0 || !string.IsNullOrEmpty(next)); pages++)
        {
            var page = await CallAsync(client => read(client, next), ct);
            all.AddRange(page is null ? [] : valuesOf(page) ?? []);
            next = page?.OdataNextLink;
        }

        return all;
    }

    private Task<T> CallAsync<T>(Func<GraphServiceClient, Task<T>> call, CancellationToken ct) => connection.CallAsync(GraphFeature.Attendance, isRead: true, call, ct);
}
