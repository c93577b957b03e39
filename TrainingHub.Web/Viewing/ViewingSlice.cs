using System.Globalization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Localization;
using TrainingHub.Core.Players;
using TrainingHub.Web.Layout;

namespace TrainingHub.Web.Viewing;

public static class ViewingSlice
{
    // A circuit is a page's; a device's code is entered on one.
    private static readonly string[] _pagesAmongPrograms = ["/_blazor", "/connect/verify"];

    /// <summary>Languages, and units for components to take as a cascading value.</summary>
    public static IServiceCollection AddViewing(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.SupportedCultures = [.. ViewerCultures.Formats.Select(CultureInfo.GetCultureInfo)];
            localization.SupportedUICultures = [.. ViewerCultures.Languages.Select(CultureInfo.GetCultureInfo)];
            localization.DefaultRequestCulture = new RequestCulture(ViewerCultures.Formats[0], ViewerCultures.Languages[0]);
            localization.RequestCultureProviders = [new ViewerCultureProvider()];
        });
        services.AddCascadingValue(UnitsOf);
        return services;
    }

    /// <summary>
    /// Pages and their circuits are made in their viewer's language and formats; a circuit has those of the request that opened it. Goes after authentication, which says who the viewer is.
    /// Everything else (hub, API, tokens, metrics, the journal) knows one way to write, whatever the machine is set to.
    /// </summary>
    public static void UseViewing(this WebApplication app)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        app.UseWhen(
            context => _pagesAmongPrograms.Any(path => context.Request.Path.StartsWithSegments(path)) || !PagesSlice.IsForPrograms(context.Request.Path),
            pages => pages.UseRequestLocalization());
    }

    private static Units UnitsOf(IServiceProvider services)
    {
        var state = services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync();
        // A page is made for somebody who is known already.
        var user = state.IsCompletedSuccessfully ? state.GetAwaiter().GetResult().User : null;
        return ViewerCultures.UnitsOf(ViewingChoice.Parse(user?.FindFirst(ViewingChoice.Claim)?.Value), CultureInfo.CurrentCulture);
    }
}
