using System.Reflection;
using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Security;
using Page = TrainingHub.Core.Sessions.Page;

namespace TrainingHub.Tests.Security;

/// <summary>The pages that there are, out of the program itself: a new one is in every test that goes over all of them.</summary>
internal static class Pages
{
    private static readonly Type[] _components = [.. typeof(Program).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any())];

    public static IEnumerable<Type> Components => _components;

    /// <summary>Every address that a page has, with its row in the table of permissions.</summary>
    public static IEnumerable<(string Route, Page Page)> All =>
        from component in _components
        from route in component.GetCustomAttributes<RouteAttribute>()
        orderby route.Template
        select (route.Template, RowOf(component)!.Page);

    public static IPageRow? RowOf(Type component) => component.GetCustomAttributes().OfType<IPageRow>().SingleOrDefault();

    /// <summary>The address of a page in a session.</summary>
    public static string Path(string route, string sessionId)
        => route.Replace("{SessionId}", sessionId, StringComparison.Ordinal).Replace("{Token}", "no-such-link", StringComparison.Ordinal)
            .Replace("{WorkoutId}", "example-threshold", StringComparison.Ordinal).Replace("{Code}", "AAAAAA", StringComparison.Ordinal).TrimStart('/');

    /// <summary>What the table says of a page for somebody.</summary>
    /// <param name="roles">Null for who is not signed in.</param>
    public static string Expected(Page page, Roles? roles, Relation relation)
    {
        var access = Permissions.Allowed(page);
        return !access.MustSignIn ? "ok"
            : roles is not { } held ? "sign in"
            : access.AnyOf != Roles.None && (held & access.AnyOf) == 0 ? "denied"
            : access.Reads is { } read && (Permissions.Allowed(read) & relation) == 0 ? "not_found"
            : "ok";
    }
}
