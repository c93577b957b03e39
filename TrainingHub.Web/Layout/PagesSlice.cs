using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using MudBlazor;
using MudBlazor.Services;

namespace TrainingHub.Web.Layout;

public static class PagesSlice
{
    private static readonly string[] _notPages = ["/training", "/api", "/connect", "/health", "/metrics", "/openapi", "/_framework", "/_blazor"];

    /// <summary>Whether an address is no page's, but the hub's, the API's or another program's.</summary>
    public static bool IsForPrograms(PathString address) => _notPages.Any(path => address.StartsWithSegments(path));

    /// <summary>Razor components, static or on a circuit, and MudBlazor.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        return services;
    }

    /// <summary>What a person sees where a page fails or is not there. Goes before authentication; leaves the answers of the hub and the API alone.</summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // A form that was sent to nowhere cannot be played again as the not-found page: antiforgery would turn its 404 into a 400.
            if (!HttpMethods.IsGet(context.Request.Method) || IsForPrograms(context.Request.Path))
            {
                context.Features.GetRequiredFeature<IStatusCodePagesFeature>().Enabled = false;
            }

            return next(context);
        });
        return app;
    }

    /// <summary>The pages and their files.</summary>
    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits =>
        {
            // Not compressed: to deflate small batches costs more processor time and memory than all else of a circuit (docs/performance.md).
            // To leave that to this callback keeps the policy that no other site may frame a page; the option that disables it drops the policy.
            circuits.ConfigureWebSocketAcceptContext = (_, socket) =>
            {
                socket.DangerousEnableCompression = false;
                return Task.CompletedTask;
            };
        });
        return app;
    }
}
