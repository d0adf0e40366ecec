using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsRolloutBot.StubGraph;

/// <summary>Events, free times, meetings and attendance.</summary>
internal sealed partial class CalendarAnswers(GraphStub stub)
{
    private readonly StubTenant _tenant = stub.Tenant;
    private int _next;

    public GraphAnswer Of(GraphRequest request) => request.Template switch
    {
        "GET /users/{user-id}/events" => GraphAnswer.Ok(new JsonObject { ["value"] = new JsonArray() }),
        "POST /users/{user-id}/events" => Create(request),
        "GET /users/{user-id}/events/{event-id}" => Read(request),
        "PATCH /users/{user-id}/events/{event-id}" => Update(request),
        "POST /users/{user-id}/events/{event-id}/cancel" => Cancel(request),
        "POST /users/{user-id}/calendar/getSchedule" => Schedule(request),
        "GET /users/{user-id}/onlineMeetings" => Meetings(request),
        "GET /users/{user-id}/onlineMeetings/{onlineMeeting-id}/attendanceReports" => Reports(request),
        "GET /users/{user-id}/onlineMeetings/{onlineMeeting-id}/attendanceReports/{meetingAttendanceReport-id}/attendanceRecords" =>
            Records(request),
        _ => GraphAnswer.Error(501, "NotImplemented", $"The stub does not answer {request.Template}."),
    };

    private GraphAnswer Create(GraphRequest request)
    {
        if (_tenant.Find(request.Value(0)) is not { } owner)
        {
            return GraphAnswer.Error(404, "ErrorInvalidUser", "The requested user is invalid.");
        }

        var body = (JsonObject)JsonNode.Parse(request.Body!.Value.GetRawText())!;
        if (body["attendees"] is JsonArray { Count: > 500 })
        {
            return GraphAnswer.Error(400, "ErrorInvalidRecipients", "An event has at most 500 attendees.");
        }

        var transaction = (string?)body["transactionId"];
        if (transaction is not null && _tenant.Events.Values.FirstOrDefault(known => known.TransactionId == transaction) is { } same)
        {
            return new GraphAnswer(201, Json(same));
        }

        var id = $"event-{Interlocked.Increment(ref _next)}";
        var made = _tenant.Events[id] = new StubEvent(id, owner.Id, body) { TransactionId = transaction };
        if ((bool?)body["isOnlineMeeting"] == true)
        {
            body["body"]!["content"] =
                $"<html><body>{body["body"]!["content"]}<br><div style=\"width:100%\"><span>{new string('_', 80)}</span></div>"
                + $"<div class=\"me-email-text\"><a href=\"{made.JoinUrl}\">Join</a></div></body></html>";
        }

        return new GraphAnswer(201, Json(made));
    }

    private GraphAnswer Read(GraphRequest request)
    {
        if (!_tenant.Events.TryGetValue(request.Value(1), out var known) || known.IsCancelled)
        {
            return GraphAnswer.Error(404, "ErrorItemNotFound", "The specified object was not found in the store.");
        }

        var json = Json(known);
        json["body"] = known.Body["body"]!.DeepClone();
        return GraphAnswer.Ok(json);
    }

    private GraphAnswer Update(GraphRequest request)
    {
        if (!_tenant.Events.TryGetValue(request.Value(1), out var known) || known.IsCancelled)
        {
            return GraphAnswer.Error(404, "ErrorItemNotFound", "The specified object was not found in the store.");
        }

        var body = (JsonObject)known.Body.DeepClone();
        foreach (var property in request.Body!.Value.EnumerateObject())
        {
            body[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return GraphAnswer.Ok(Json(_tenant.Events[known.Id] = known with
        {
            Body = body,
            Changes = [.. known.Changes, string.Join(
                ' ', request.Body.Value.EnumerateObject().Select(property => property.Name).Where(name => name[0] != '@').Order())],
        }));
    }

    private GraphAnswer Cancel(GraphRequest request)
    {
        if (!_tenant.Events.TryGetValue(request.Value(1), out var known) || known.IsCancelled)
        {
            return GraphAnswer.Error(404, "ErrorItemNotFound", "The specified object was not found in the store.");
        }

        _tenant.Events[known.Id] = known with { IsCancelled = true };
        return new GraphAnswer(202);
    }

    private GraphAnswer Schedule(GraphRequest request)
    {
        var body = request.Body!.Value.EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value, StringComparer.OrdinalIgnoreCase);
        var start = Utc(body["startTime"]);
        var end = Utc(body["endTime"]);
        var interval = body.TryGetValue("availabilityViewInterval", out var minutes) ? minutes.GetInt32() : 30;
        var value = new JsonArray();
        foreach (var address in body["schedules"].EnumerateArray().Select(schedule => schedule.GetString()!))
        {
            var busy = _tenant.Busy.GetValueOrDefault(address) ?? [];
            var view = new System.Text.StringBuilder();
            for (var at = start; at < end; at = at.AddMinutes(interval))
            {
                view.Append(busy.Any(time => time.Start < at.AddMinutes(interval) && time.End > at) ? '2' : '0');
            }

            var known = new JsonObject { ["scheduleId"] = address, ["availabilityView"] = view.ToString() };
            if (_tenant.WorkingHours.TryGetValue(address, out var hours))
            {
                known["workingHours"] = new JsonObject
                {
                    ["daysOfWeek"] = new JsonArray([.. hours.Days.Select(day => (JsonNode?)day)]),
                    ["startTime"] = hours.Start,
                    ["endTime"] = hours.End,
                    ["timeZone"] = new JsonObject { ["name"] = hours.Zone },
                };
            }

            value.Add(known);
        }

        return GraphAnswer.Ok(new JsonObject { ["value"] = value });
    }

    private GraphAnswer Meetings(GraphRequest request)
    {
        var url = JoinUrl().Match(request.Option("$filter") ?? string.Empty).Groups[1].Value;
        var known = _tenant.Events.Values.FirstOrDefault(meeting => meeting.JoinUrl == url);
        return GraphAnswer.Ok(new JsonObject
        {
            ["value"] = known is null
                ? []
                : new JsonArray(new JsonObject { ["id"] = $"meeting-{known.Id}", ["joinWebUrl"] = known.JoinUrl }),
        });
    }

    private GraphAnswer Reports(GraphRequest request)
    {
        var reports = ReportsOf(request);
        return stub.Page(
            request,
            [.. Enumerable.Range(0, reports.Count)],
            number => new JsonObject { ["id"] = $"report-{number}", ["totalParticipantCount"] = reports[number].Count },
            _tenant.AttendancePage);
    }

    private GraphAnswer Records(GraphRequest request) => stub.Page(
        request,
        ReportsOf(request)[int.Parse(request.Value(2)["report-".Length..], CultureInfo.InvariantCulture)],
        record => new JsonObject
        {
            ["id"] = record.ObjectId ?? Guid.NewGuid().ToString(),
            ["emailAddress"] = record.Email,
            ["totalAttendanceInSeconds"] = record.Seconds,
            ["role"] = "Attendee",
        },
        _tenant.AttendancePage);

    private IReadOnlyList<IReadOnlyList<(string? ObjectId, string? Email, int Seconds)>> ReportsOf(GraphRequest request) =>
        _tenant.Events.TryGetValue(request.Value(1)["meeting-".Length..], out var known)
            ? _tenant.Attendance.GetValueOrDefault(known.JoinUrl, [])
            : [];

    private static JsonObject Json(StubEvent known) => new()
    {
        ["@odata.type"] = "#microsoft.graph.event",
        ["id"] = known.Id,
        ["iCalUId"] = $"ical-{known.Id}",
        ["isOnlineMeeting"] = known.IsOnlineMeeting,
        ["onlineMeeting"] = known.IsOnlineMeeting ? new JsonObject { ["joinUrl"] = known.JoinUrl } : null,
    };

    private static DateTime Utc(JsonElement time) => DateTime.Parse(
        time.EnumerateObject().First(member => StubTenant.Same(member.Name, "dateTime")).Value.GetString()!,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    [GeneratedRegex("JoinWebUrl eq '([^']*)'", RegexOptions.IgnoreCase)]
    private static partial Regex JoinUrl();
}
