namespace TeamsRolloutBot.Sessions;

/// <summary>Puts training sessions, with calendars and attendance, into a host.</summary>
internal static class SessionServices
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionTimes>();
        services.AddSingleton<SessionCalendar>();
        services.AddSingleton<SessionAttendance>();
        services.AddSingleton<AttendanceReader>();
        services.AddSingleton<SessionNotices>();
        return services;
    }
}
