namespace TeamsRolloutBot.Sessions;

/// <summary>Registers training sessions with calendars and attendance.</summary>
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
