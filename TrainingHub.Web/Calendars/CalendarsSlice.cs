namespace TrainingHub.Web.Calendars;

public static class CalendarsSlice
{
    /// <summary>What somebody trains, for their calendar program.</summary>
    public static IServiceCollection AddCalendars(this IServiceCollection services)
    {
        services.AddSingleton<CalendarFeeds>();
        return services;
    }

    public static void MapCalendars(this IEndpointRouteBuilder routes) => CalendarEndpoint.Map(routes);
}
