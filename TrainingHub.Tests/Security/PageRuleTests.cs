using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web;
using TrainingHub.Web.Security;
using Page = TrainingHub.Core.Sessions.Page;

namespace TrainingHub.Tests.Security;

/// <summary>What nobody may forget who adds a page or a form.</summary>
public sealed class PageRuleTests
{
    // Posts that carry no form of a page, each with what keeps another site from sending it.
    private static readonly Dictionary<string, string> _noForms = new()
    {
        ["/_blazor"] = "nothing is done by it: a circuit is made of what this server has signed, and other sites' pages are turned away (OriginCheck)",
        ["/_blazor/negotiate"] = "as above",
        ["/_blazor/initializers"] = "answers a list, and reads nothing",
        ["/_blazor/disconnect"] = "ends a circuit whose secret id it names",
    };

    [Fact]
    public void Every_page_has_its_row_in_the_table_of_permissions()
    {
        Assert.True(Pages.Components.Count() > 15);
        Assert.Empty(Pages.Components.Where(component => Pages.RowOf(component) is null).Select(component => component.Name));
        Assert.Empty(Pages.Components.Where(component => component.GetCustomAttributes(true).OfType<IAuthorizeData>().Any() && component.GetCustomAttributes(true).OfType<IAllowAnonymous>().Any()).Select(component => component.Name));
    }

    [Fact]
    public void Every_row_is_as_open_as_its_pages_say()
        => Assert.All(Pages.Components, component => Assert.Equal(
            Permissions.Allowed(Pages.RowOf(component)!.Page).MustSignIn, Pages.RowOf(component) is OpensToAttribute));

    [Fact]
    public void Every_row_has_a_page_and_every_action_has_roles()
    {
        Assert.Equal(Enum.GetValues<Page>().Order(), Pages.All.Select(page => page.Page).Distinct().Order());
        Assert.All(Enum.GetValues<Page>(), page => Assert.NotNull(Permissions.Allowed(page)));
        Assert.All(Enum.GetValues<ServerAction>(), action => Assert.NotEqual(Roles.None, Permissions.Allowed(action)));
        Assert.All(Enum.GetValues<SessionRead>(), read => Assert.NotEqual(Relation.None, Permissions.Allowed(read)));
    }

    [Fact]
    public void A_page_that_is_open_to_anybody_cannot_be_marked_as_one_to_sign_in_for()
        => Assert.Throws<InvalidOperationException>(() => new OpensToAttribute(Page.SignIn));

    [Fact]
    public async Task Every_post_asks_for_a_form_of_ours_or_says_why_not()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("demo", "true"));
        var posts = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") != false || endpoint.RoutePattern.RawText!.StartsWith("/_blazor", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null || endpoint.RoutePattern.RawText!.StartsWith("/_blazor", StringComparison.Ordinal))
            .ToList();

        Assert.True(posts.Count > 20, $"Only {posts.Count} endpoints take a post.");
        Assert.Empty(posts
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is null && !_noForms.ContainsKey($"/{endpoint.RoutePattern.RawText!.Trim('/')}"))
            .Select(endpoint => endpoint.RoutePattern.RawText));
        // And who opts out is known: programs with a token of their own.
        Assert.All(
            posts.Where(endpoint => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false }).Select(endpoint => endpoint.RoutePattern.RawText!),
            path => Assert.True(path.StartsWith("/api/v1", StringComparison.Ordinal) || path == "/connect/token", path));
    }
}
