using System.Net;
using System.Net.Http.Headers;
using TrainingHub.Tests.Web;

namespace TrainingHub.Tests.Security;

public sealed class UnreadableFormTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("connect/token")]
    [InlineData("connect/device")]
    [InlineData("connect/verify/decision")]
    [InlineData("account/login")]
    [InlineData("account/logout")]
    [InlineData("account/setup")]
    [InlineData("no/such/place")]
    public async Task A_form_that_is_cut_short_is_answered_400_and_fails_nothing(string path)
    {
        using var client = app.CreateClient();
        using var body = new StringContent("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhalf");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
