using Microsoft.AspNetCore.Authorization;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Security;

/// <summary>Which row of the table of permissions a page is.</summary>
public interface IPageRow
{
    Page Page { get; }
}

/// <summary>A page for those who are signed in, and have one of the roles that the table of permissions names.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class OpensToAttribute(Page page) : Attribute, IAuthorizeData, IPageRow
{
    public Page Page => page;

    public string? Policy { get; set; }

    public string? Roles { get; set; } = NamesOf(page);

    public string? AuthenticationSchemes { get; set; }

    /// <summary>The roles that open a page, with commas between; null where to be signed in is enough.</summary>
    /// <exception cref="InvalidOperationException">The page is open to anybody.</exception>
    public static string? NamesOf(Page page)
    {
        var access = Permissions.Allowed(page);
        if (!access.MustSignIn)
        {
            throw new InvalidOperationException($"{page} is open to anybody; its page must say [OpensToAll].");
        }

        return access.AnyOf == Core.Sessions.Roles.None
            ? null
            : string.Join(',', Enum.GetValues<Roles>().Where(role => role != Core.Sessions.Roles.None && access.AnyOf.HasFlag(role)).Select(role => role.ToString().ToLowerInvariant()));
    }
}

/// <summary>A page for anybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class OpensToAllAttribute(Page page) : Attribute, IAllowAnonymous, IPageRow
{
    public Page Page => page;
}
