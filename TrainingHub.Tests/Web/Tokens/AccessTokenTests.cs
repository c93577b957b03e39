using Microsoft.IdentityModel.JsonWebTokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Tokens;

public sealed class AccessTokenTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_token_is_a_signed_jwt_that_says_who_which_roles_for_whom_and_for_at_most_an_hour()
    {
        var user = await app.CreateUserAsync("Ada", RoleNames.Player, RoleNames.Observer);

        var token = new JsonWebToken(await app.TokenForAsync(user));

        Assert.Equal("RS256", token.Alg);
        Assert.Equal(user.Id, token.Subject);
        Assert.Equal("Ada", token.GetClaim("name").Value);
        Assert.Equal([RoleNames.Observer, RoleNames.Player], token.Claims.Where(claim => claim.Type == "role").Select(claim => claim.Value).Order());
        Assert.Equal(["traininghub"], token.Audiences);
        Assert.Equal(app.Address.AbsoluteUri, token.Issuer);
        Assert.InRange(token.ValidTo - token.IssuedAt, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
    }
}
